# outcome: ok|error|crashed|timeout
# prints: corrupting
import gc, types, sys
print("corrupting")
runner = sys.modules["runner"]
for module in [module for name, module in list(sys.modules.items()) if name.startswith("runner")]:
    for name, value in list(vars(module).items()):
        if isinstance(value, types.FunctionType):
            value.__code__ = (lambda *_, **__: None).__code__

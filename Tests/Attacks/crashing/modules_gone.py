# outcome: crashed|error|ok
# prints: clearing
import sys
print("clearing")
modules = dict(sys.modules)
for name in list(sys.modules):
    if name not in ("sys", "__main__"):
        del sys.modules[name]
for module in modules.values():
    if module.__name__ not in ("sys", "__main__"):
        vars(module).clear()

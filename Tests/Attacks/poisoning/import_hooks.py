# outcome: ok
# prints: poisoned
import builtins, importlib.abc, sys
class Finder(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        print("planted", name)
sys.meta_path.insert(0, Finder())
sys.path_hooks.insert(0, lambda path: print("planted"))
original = builtins.__import__
builtins.__import__ = lambda *arguments, **more: (print("planted", end=""), original(*arguments, **more))[1]
print("poisoned")
# --- then ---
import colorsys, statistics, sys
print("clean" if not any("Finder" == type(one).__name__ for one in sys.meta_path) else "poisoned")

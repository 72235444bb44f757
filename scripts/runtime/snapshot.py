"""What a sandbox's Python has behind it when it begins; runs in Pyodide, see snapshot.mjs."""

import gc
import importlib
import sys

importlib.invalidate_caches()
sys.path.append(RUNNER)  # noqa: F821

import runner  # noqa: E402

# Imports plotly and draws a first figure.
runner.figures.start()

# The page brings its own runner: only what this one imported remains.
for name in [name for name in sys.modules if name.partition(".")[0] == "runner"]:
    del sys.modules[name]
sys.path.remove(RUNNER)  # noqa: F821
sys.path_importer_cache.pop(RUNNER, None)  # noqa: F821
del runner
gc.collect()

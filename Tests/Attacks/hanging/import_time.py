# outcome: interrupted
# stop: 1
open("/tmp/endless.py", "w").write("print('started')\nwhile True:\n    pass\n")
import sys
sys.path.insert(0, "/tmp")
__import__("endless")

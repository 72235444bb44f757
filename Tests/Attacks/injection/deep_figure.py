# outcome: error|crashed
# error: deep|Recursion
import json
from runner import displays
deep = {"a": 1}
for _ in range(59):
    deep = {"a": deep}
displays._emit(json.dumps({"output_type": "display_data", "data": {"application/vnd.plotly.v1+json": {"data": [{"type": "bar", "x": [1], "y": [1], "meta": deep}], "layout": {}}}, "metadata": {}}))

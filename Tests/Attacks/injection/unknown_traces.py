# outcome: error
# error: type|trace
import json
from runner import displays
displays._emit(json.dumps({"output_type": "display_data", "data": {"application/vnd.plotly.v1+json": {"data": [{"type": "__proto__", "x": [1]}, {"type": "constructor"}, {"type": "scatter3d\u0000"}], "layout": {}}}, "metadata": {}}))

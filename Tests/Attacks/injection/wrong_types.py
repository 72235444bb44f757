# outcome: error
# error: figure|trace|data|layout|dict
import json
from runner import displays
displays._emit(json.dumps({"output_type": "display_data", "data": {"application/vnd.plotly.v1+json": {"data": [{"type": "bar", "x": [1], "y": [1]}], "layout": {"images": "x", "annotations": 7, "xaxis": [], "title": None, "shapes": [[[]]]}, "frames": [{"data": 7}]}}, "metadata": {}}))

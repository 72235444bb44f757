# outcome: crashed
# error: nests too deep
from runner import displays
displays._emit('{"output_type":"display_data","data":{"application/vnd.plotly.v1+json":' + '{"data":[],"layout":' + '{"a":' * 5000 + "1" + "}" * 5000 + '}},"metadata":{}}')

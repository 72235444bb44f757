# outcome: crashed
# error: too large
# outputs: 2
from runner import displays
displays._emit('{"output_type":"display_data","data":{"text/plain":"' + "x" * (9 << 20) + '"},"metadata":{}}')

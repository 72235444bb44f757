# outcome: crashed
# error: 64 outputs
# outputs: 65
from runner import displays
for number in range(10**6):
    displays._emit('{"output_type":"display_data","data":{"text/plain":"x"},"metadata":{}}')

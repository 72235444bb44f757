# outcome: ok|crashed
# never: FORGED
# prints: said
# `__proto__` as a member of what is displayed, on every level.
from runner import displays
figure = '{"data":[{"type":"bar","x":[1],"y":[1],"__proto__":{"polluted":"FOR' + 'GED"}}],"layout":{"__proto__":{"polluted":1}}}'
print("said")
displays._emit('{"output_type":"display_data","__proto__":{"output_type":"stream"},"data":{"application/vnd.plotly.v1+json":' + figure + '},"metadata":{}}')

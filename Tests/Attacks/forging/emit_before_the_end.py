# outcome: ok
# prints: through the runner
# figure: none
# A display that the runner did not make, handed to the function that takes them: it belongs to this run, and is checked.
from runner import displays
displays._emit('{"output_type":"display_data","data":{"text/plain":"mine"},"metadata":{}}')
print("through the runner")

# outcome: crashed
# error: The interpreter stopped
from runner import displays
displays._emit('{"output_type":"stream","name":"stdout","text":"as a display"}')

"""`time.sleep` in short slices: the interpreter hears an interrupt only between its own steps."""

import functools
import time

# Seconds.
_SLICE = 0.002
# The interpreter looks for an interrupt at one in fifty of its jumps and calls.
_STEPS = 60


def install():
    """Once for each interpreter."""
    time.sleep = _sliced(time.sleep)


def _sliced(sleep):
    @functools.wraps(sleep)
    def sliced(seconds, /):
        if not isinstance(seconds, (int, float)) or not seconds > _SLICE:
            return sleep(seconds)
        end = time.monotonic() + seconds
        while (rest := end - time.monotonic()) > 0:
            sleep(min(rest, _SLICE))
            for _ in range(_STEPS):
                pass

    return sliced

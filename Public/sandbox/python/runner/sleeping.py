"""`time.sleep` in short slices: the interpreter hears an interrupt only between its own steps."""

import functools
import time

# Seconds.
_SLICE = 0.002
# Jumps, at some of which the interpreter looks for an interrupt.
_STEPS = 500


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

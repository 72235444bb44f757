"""How a script that fetches things begins and ends."""

import pathlib
import signal
import sys

from .lock import LockError


def run(main):
    """A polite request to end is one to clean up first."""
    name = pathlib.Path(sys.argv[0]).name
    signal.signal(signal.SIGTERM, interrupt)
    try:
        main()
    except LockError as error:
        sys.exit(f"{name}: {error}")
    except KeyboardInterrupt:
        sys.exit(f"{name}: interrupted; nothing was changed")


def interrupt(*_):
    raise KeyboardInterrupt

"""What a program tries that leads out of the sandbox, told to whoever reads its result. Nothing relies on it."""

import sys

_DOORS = {
    "urllib.Request": lambda url, *_: url,
    "socket.getaddrinfo": lambda host, port, *_: f"{_text(host)}:{_text(port)}",
    "socket.gethostbyname": lambda host, *_: host,
    "socket.connect": lambda _, address: _address(address),
    "socket.sendto": lambda _, address: _address(address),
    "subprocess.Popen": lambda executable, *_: executable,
    "os.system": lambda command, *_: command,
    "webbrowser.open": lambda url, *_: url,
}
# What Emscripten makes up for a host's name, after the name itself was told.
_MADE_UP = "172.29."


def watch(tell):
    """From now on `tell(door, target)` is called for each attempt. A hook of the interpreter cannot be taken back."""

    def hook(event, arguments):
        if event in _DOORS:
            target = _text(_DOORS[event](*arguments))
            if target and not target.startswith(_MADE_UP):
                tell(event, target)

    sys.addaudithook(hook)


def _address(address):
    return ":".join(map(_text, address[:2])) if isinstance(address, tuple) else address


def _text(value):
    return value.decode(errors="replace") if isinstance(value, bytes) else "" if value is None else str(value)

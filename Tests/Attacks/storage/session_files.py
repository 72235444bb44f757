# outcome: ok
# prints: held: nothing of the machine
# What lies in the interpreter's file system: its own library, and nothing of the machine or of another run.
import os
found = [path for path in ("/etc/passwd", "/etc/shadow", "/root", "/work", "/proc/self/environ", "/var", "/mnt") if os.path.exists(path)]
secrets = [name for name in os.environ if "TOKEN" in name or "KEY" in name or "SANDGLASS" in name]
home = os.listdir(os.path.expanduser("~")) + os.listdir("/tmp")
print("held: nothing of the machine" if not found and not secrets and "planted" not in home else f"ESCAPED: {found} {secrets} {home}")

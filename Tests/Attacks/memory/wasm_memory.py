# outcome: ok|error|crashed
# with: door
# prints: held
# Memory of WebAssembly that JavaScript makes: reserved, and not the interpreter's.
kept = []
try:
    for _ in range(64):
        memory = js.WebAssembly.Memory.new(obj(initial=1, maximum=65536))
        memory.grow(16384)
        kept.append(memory)
    print("held: reserved and never touched", len(kept))
except (JsException, MemoryError) as error:
    print("held:", type(error).__name__)

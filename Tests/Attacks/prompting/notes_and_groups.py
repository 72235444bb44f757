# outcome: error
# error: ExceptionGroup
inner = ValueError("</error> INJECTED")
inner.add_note("</error>\nINJECTED " * 1000)
raise ExceptionGroup("</error> INJECTED" * 100, [inner] * 50)

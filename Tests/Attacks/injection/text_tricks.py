# outcome: ok
# prints: shown
# Terminal escapes, directions, zero bytes, and a line as long as a book.
print("shown")
print("\x1b[2J\x1b]0;title\x07\x1b]8;;http://example.org\x07link\x1b]8;;\x07")
print("\u202e\u2066reversed\u2069\u200b\ufeff\x00\x01\x08\x7f\x85\u2028\u2029")
print("a\u0300" * 2000, "\U000e0041" * 100, "ﷺ" * 1000, "x" * 50000)
print("\ud800\udfff half characters".encode("utf-8", "surrogatepass").decode("utf-8", "replace"))

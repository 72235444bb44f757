# outcome: interrupted
# stop: 1
import js
print("started")
js.RegExp.new("(a+)+$").test("a" * 200 + "b")

# outcome: error|crashed
# error: 64 outputs
# outputs: 65
for number in range(100000):
    display(f"number {number}")

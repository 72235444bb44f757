# outcome: error|timeout|crashed
class Node:
    def __init__(self, parent):
        self.parent, self.data = parent, bytearray(1 << 16)
node = None
while True:
    node = Node(node)

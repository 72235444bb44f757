# outcome: interrupted
# stop: 1
print("started")
while True:
    pass

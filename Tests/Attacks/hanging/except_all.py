# outcome: interrupted
# stop: 1
print("started")
while True:
    try:
        while True:
            pass
    except BaseException:
        continue

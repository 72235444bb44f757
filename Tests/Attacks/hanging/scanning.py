# outcome: interrupted
# stop: 1
# Imports are scanned for before a program runs, by regular expressions when it does not parse; this one does.
# import                                                                                                          ,,,,
print("started")
import time
time.sleep(1000)

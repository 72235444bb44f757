# outcome: interrupted
# stop: 1
import sys
sys.set_int_max_str_digits(0)
print("started")
number = 7 ** (10**7)
text = str(number ** 50)

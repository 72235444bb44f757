import time
import unittest

from support import recorded  # noqa: F401  (makes the runner importable)

from runner import sleeping


class SleepingTests(unittest.TestCase):
    def setUp(self):
        self.slept = []
        self.now = 0.0
        self.addCleanup(setattr, sleeping.time, "monotonic", time.monotonic)
        sleeping.time.monotonic = lambda: self.now
        self.sleep = sleeping._sliced(self.nap)

    def nap(self, seconds):
        self.slept.append(seconds)
        self.now += seconds

    def test_a_long_sleep_is_many_short_ones_and_as_long(self):
        self.sleep(0.5)
        self.assertLessEqual(max(self.slept), 0.002)
        self.assertAlmostEqual(sum(self.slept), 0.5)

    def test_a_short_one_stays_one(self):
        self.sleep(0.001)
        self.sleep(0)
        self.assertEqual(self.slept, [0.001, 0])

    def test_what_is_no_time_is_the_originals_to_refuse(self):
        sleep = sleeping._sliced(time.sleep)
        for seconds, error in ((-1, ValueError), (float("nan"), ValueError), ("1", TypeError), (None, TypeError)):
            with self.assertRaises(error):
                sleep(seconds)


if __name__ == "__main__":
    unittest.main()

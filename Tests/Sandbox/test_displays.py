import unittest

from support import recorded

from runner import displays


class Drawn:
    def _repr_svg_(self):
        return "<svg/>"


class Photographed:
    def _repr_png_(self):
        return b"png"


class DisplayTests(unittest.TestCase):
    def test_values_are_shown_by_their_repr(self):
        outputs = recorded()
        displays.display({"a": 1})
        self.assertEqual(outputs, [{"output_type": "display_data", "data": {"text/plain": "{'a': 1}"}, "metadata": {}}])

    def test_a_long_repr_is_cut(self):
        outputs = recorded(textPlainBytes=400)
        displays.display("x" * 1000)
        self.assertEqual(outputs[0]["data"]["text/plain"], "'" + "x" * 99 + "… (1002 characters)")

    def test_objects_that_draw_themselves(self):
        outputs = recorded()
        displays.display(Drawn(), Photographed(), Drawn)
        self.assertEqual(outputs[0]["data"], {"image/svg+xml": "<svg/>", "text/plain": "Drawn"})
        self.assertEqual(outputs[1]["data"], {"image/png": "cG5n", "text/plain": "Photographed"})
        self.assertEqual(list(outputs[2]["data"]), ["text/plain"])

    def test_too_large_and_too_many_are_errors_that_say_what_to_do(self):
        recorded(outputBytes=100)
        with self.assertRaisesRegex(displays.OutputTooLargeError, "sample, aggregate"):
            displays.display("x" * 200)
        outputs = recorded(outputs=2)
        with self.assertRaisesRegex(displays.OutputTooLargeError, "more than 2 outputs"):
            displays.display(1, 2, 3)
        self.assertEqual(len(outputs), 2)
        recorded(runOutputBytes=150)
        with self.assertRaisesRegex(displays.OutputTooLargeError, "in all"):
            displays.display("x" * 60, "y" * 60)


if __name__ == "__main__":
    unittest.main()

import datetime
import decimal
import json
import unittest

from support import recorded

from runner import displays, tables

try:
    import pandas
except ImportError:
    pandas = None


class CellTests(unittest.TestCase):
    def test_json_values_stay(self):
        for value in (None, True, 3, 1.5, "a"):
            self.assertEqual(tables.cell(value, 100), value)

    def test_what_json_has_no_word_for(self):
        self.assertIsNone(tables.cell(float("nan"), 100))
        self.assertIsNone(tables.cell(float("inf"), 100))
        self.assertEqual(tables.cell(datetime.date(2024, 5, 1), 100), "2024-05-01")
        self.assertEqual(tables.cell(datetime.datetime(2024, 5, 1, 2, 3), 100), "2024-05-01T02:03:00")
        self.assertEqual(tables.cell(decimal.Decimal("1.10"), 100), "1.10")
        self.assertEqual(tables.cell([1, 2], 100), "[1, 2]")

    def test_long_text_is_cut(self):
        self.assertEqual(tables.cell("abcdef", 4), "abc…")

    def test_names_are_made_unique(self):
        self.assertEqual(tables.unique(["a", "a", "b", "a"]), ["a", "a_2", "b", "a_3"])
        self.assertEqual(tables.unique(["a", "a", "a_2"]), ["a", "a_3", "a_2"])


@unittest.skipUnless(pandas, "pandas is not installed here; the browser's tests cover it too")
class TableTests(unittest.TestCase):
    def shown(self, value):
        outputs = recorded()
        displays.display(value)
        json.dumps(outputs, allow_nan=False)
        return outputs[0]["data"][tables.MIME], outputs[0]["metadata"][tables.MIME], outputs[0]["data"]["text/plain"]

    def test_index_columns_and_types(self):
        frame = pandas.DataFrame({"n": [1, 2], "f": [1.5, None], "t": ["x", None], "d": pandas.to_datetime(["2024-01-01", None]), "b": [True, False]})
        table, size, _ = self.shown(frame)
        self.assertEqual([(field["name"], field["type"]) for field in table["schema"]["fields"]],
                         [("index", "integer"), ("n", "integer"), ("f", "number"), ("t", "string"), ("d", "datetime"), ("b", "boolean")])  # fmt: skip
        self.assertEqual(table["data"][1], {"index": 1, "n": 2, "f": None, "t": None, "d": None, "b": False})
        self.assertEqual(size, {"rows": 2, "columns": 5})

    def test_only_the_beginning_of_a_large_frame(self):
        table, size, text = self.shown(pandas.DataFrame([[0] * 80] * 2000))
        self.assertEqual((len(table["data"]), len(table["schema"]["fields"])), (500, 51))
        self.assertEqual(size, {"rows": 2000, "columns": 80})
        self.assertLess(len(text), 5000)

    def test_levels_and_repeated_names(self):
        index = pandas.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["k", None])
        table, _, _ = self.shown(pandas.DataFrame([[1, 2], [3, 4]], columns=["k", "k"], index=index))
        self.assertEqual([field["name"] for field in table["schema"]["fields"]], ["k", "level_1", "k_2", "k_3"])

    def test_a_series_is_a_table_of_one_column(self):
        table, _, _ = self.shown(pandas.Series([1, 2], index=["a", "b"], name="v"))
        self.assertEqual(table["data"], [{"index": "a", "v": 1}, {"index": "b", "v": 2}])

    def test_categories_periods_and_missing_values(self):
        frame = pandas.DataFrame({"c": pandas.Categorical(["x", None]), "p": pandas.period_range("2024-01", periods=2, freq="M"), "i": pandas.array([1, None], dtype="Int64")})
        table, _, _ = self.shown(frame)
        self.assertEqual(table["data"], [{"index": 0, "c": "x", "p": "2024-01", "i": 1}, {"index": 1, "c": None, "p": "2024-02", "i": None}])

    def test_an_empty_frame(self):
        table, size, _ = self.shown(pandas.DataFrame())
        self.assertEqual((table["data"], size), ([], {"rows": 0, "columns": 0}))


if __name__ == "__main__":
    unittest.main()

import asyncio
import unittest

from support import recorded

from runner import notebook
from runner.program import Program


class ProgramTests(unittest.TestCase):
    def setUp(self):
        self.outputs = recorded()

    def test_the_last_expression_is_the_value(self):
        self.assertEqual(Program("x = 2\nx + 1").run(), 3)

    def test_statements_have_no_value(self):
        self.assertIsNone(Program("x = 2").run())
        self.assertIsNone(Program("").run())
        self.assertIsNone(Program("# only a comment").run())

    def test_a_trailing_semicolon_silences(self):
        self.assertIsNone(Program("5;").run())
        self.assertIsNone(Program("5;\n# more\n").run())
        self.assertEqual(Program("x = 1; x").run(), 1)

    def test_text_over_several_lines_stays_as_it_is(self):
        self.assertEqual(Program('s = """a\n  b\n\tc"""\ns').run(), "a\n  b\n\tc")

    def test_functions_see_the_programs_names(self):
        self.assertEqual(Program("x = 1\ndef f():\n    return x\nx = 5\nf()").run(), 5)

    def test_it_is_main_and_its_classes_can_be_pickled(self):
        code = "import pickle\nclass A:\n    pass\n(__name__, type(pickle.loads(pickle.dumps(A()))) is A)"
        self.assertEqual(Program(code).run(), ("__main__", True))

    def test_each_program_has_names_of_its_own(self):
        Program("leaked = 1").run()
        self.assertFalse(Program("'leaked' in globals()").run())

    def test_annotations_and_futures_work(self):
        self.assertEqual(Program("from __future__ import annotations\nx: nothing = 3\nx").run(), 3)

    def test_waiting_at_the_top_level(self):
        code = "import asyncio\nawait asyncio.sleep(0)\nvalue = 4\nawait asyncio.sleep(0, value)"
        program = Program(code)
        self.assertTrue(program.asynchronous)
        self.assertEqual(asyncio.run(program.run_async()), 4)
        self.assertFalse(Program("async def f():\n    await g()").asynchronous)

    def test_a_null_byte_is_an_error_of_the_program(self):
        with self.assertRaises((SyntaxError, ValueError)):
            Program("x = 1\0").run()

    def test_display_is_there_without_an_import(self):
        notebook.install()
        Program("display(1, 'a')").run()
        self.assertEqual([output["data"] for output in self.outputs], [{"text/plain": "1"}, {"text/plain": "'a'"}])


if __name__ == "__main__":
    unittest.main()

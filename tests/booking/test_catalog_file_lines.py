"""The scan for line numbers knows TOML's forms, and no file makes the reader fail."""

import tomllib

from hypothesis import example, given, settings
from hypothesis import strategies as st

from booking.catalog_file import Catalogue, read_catalogue
from booking.catalog_file.lines import line_numbers
from booking.errors import Invalid
from tests.booking.catalogues import VALID

_EVERY_FORM = '''# a comment
top = 1 # [not] = "a table"
"quoted key" = 'C:\\path' # literal
a.b."c.d" = true

[table] # after it
text = """
one \\"""
[two]
three = 3""""
raw = \'\'\'
[[four]]\'\'\'
when = 1979-05-27 07:32:00
list = [
  1, # one
  [2, 3],
  { x = 1, y.z = "}" },
]

[[items]]
id = "first"
[items.inner]
deep = {}
[[items.inner.more]]
n = 0
[[ items ]]
"id" = "second"
[items.inner]
deep = []
'''


def test_every_form_of_toml_is_numbered():
    tomllib.loads(_EVERY_FORM)
    lines = line_numbers(_EVERY_FORM)
    assert lines == {
        ("top",): 2,
        ("quoted key",): 3,
        ("a",): 4,
        ("a", "b"): 4,
        ("a", "b", "c.d"): 4,
        ("table",): 6,
        ("table", "text"): 7,
        ("table", "raw"): 11,
        ("table", "when"): 13,
        ("table", "list"): 14,
        ("table", "list", 0): 15,
        ("table", "list", 1): 16,
        ("table", "list", 1, 0): 16,
        ("table", "list", 1, 1): 16,
        ("table", "list", 2): 17,
        ("table", "list", 2, "x"): 17,
        ("table", "list", 2, "y"): 17,
        ("table", "list", 2, "y", "z"): 17,
        ("items",): 20,
        ("items", 0): 20,
        ("items", 0, "id"): 21,
        ("items", 0, "inner"): 22,
        ("items", 0, "inner", "deep"): 23,
        ("items", 0, "inner", "more"): 24,
        ("items", 0, "inner", "more", 0): 24,
        ("items", 0, "inner", "more", 0, "n"): 25,
        ("items", 1): 26,
        ("items", 1, "id"): 27,
        ("items", 1, "inner"): 28,
        ("items", 1, "inner", "deep"): 29,
    }


_places = st.integers(0, len(VALID))
_pieces = st.one_of(
    st.text(max_size=6),
    st.sampled_from(
        [*"[]{}\"'=.,#\n", "[[", '"""', "'''", "nan", "-1", "1e400", "[x]\n", "\\u0000"]
    ),
)


@settings(deadline=None)
@given(start=_places, length=st.integers(0, 30), put=_pieces)
@example(start=0, length=0, put="[salon]")
@example(start=VALID.index("ar = "), length=5, put="''=")
def test_a_damaged_file_is_a_catalogue_or_a_list_of_problems(start, length, put):
    assert is_judged(VALID[:start] + put + VALID[start + length :])


_lines = st.integers(0, VALID.count("\n") - 1)
_words = st.sampled_from(VALID.replace("\n", " \n ").split(" "))


@settings(deadline=None)
@given(swaps=st.lists(st.tuples(_lines, _lines), max_size=3), put=_words)
def test_lines_in_the_wrong_place_are_a_catalogue_or_a_list_of_problems(swaps, put):
    text = VALID.splitlines()
    for one, other in swaps:
        text[one], text[other] = text[other], f"{text[one]} {put}"
    assert is_judged("\n".join(text))


_scalars = st.one_of(
    st.integers(), st.floats(), st.booleans(), st.text(max_size=5), st.just("12:00-12:30")
)
_values = st.recursive(
    _scalars,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(["id", "en", "ar", "sun", "x"]), inner, max_size=3),
    ),
    max_leaves=5,
)


@settings(deadline=None)
@given(key=st.integers(0, VALID.count(" = ") - 1), value=_values)
def test_any_value_under_any_key_is_a_catalogue_or_a_list_of_problems(key, value):
    assignments = [line for line in VALID.splitlines() if " = " in line]
    line = assignments[key % len(assignments)]
    name = line.partition(" = ")[0]
    assert is_judged(VALID.replace(line, f"{name} = {as_toml(value)}", 1))


def is_judged(text):
    try:
        return isinstance(read_catalogue(text, "salon.toml"), Catalogue)
    except Invalid as no:
        return all(problem.where.startswith("salon.toml:") for problem in no.problems)


def as_toml(value):
    match value:
        case bool():
            return str(value).lower()
        case str():
            return '"' + "".join(f"\\U{ord(one):08x}" for one in value) + '"'
        case list():
            return "[" + ", ".join(map(as_toml, value)) + "]"
        case dict():
            return "{" + ", ".join(f"{key} = {as_toml(one)}" for key, one in value.items()) + "}"
        case _:
            return repr(value)

"""YAML of the ledger: plain values, each key once, no deeper and no more than a file of ours holds."""

from pathlib import Path

import pytest

from footprint.errors import LedgerError
from footprint.ledger.plain import dotted, read_plain
from footprint.library.descriptor import DEPTH

PATH = Path("data/claims.yml")


def refused(text: str) -> str:
    with pytest.raises(LedgerError) as error:
        read_plain(PATH, text)
    return str(error.value)


def test_values_are_plain():
    """Numbers, answers and lists; a day stays text; what is merged may be said anew."""
    text = "a: &a {day: 2026-01-02, n: 1}\nb: {<<: *a, n: 2.5}\nc: [yes, null, ~]\n"
    first = {"day": "2026-01-02", "n": 1}
    assert read_plain(PATH, text) == {"a": first, "b": {**first, "n": 2.5}, "c": [True, None, None]}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("a: 1\nb: [\n", "line 3: no valid YAML (did not find expected node content). Mend that"),
        ("a: 1\nb: 2\na: 3\n", "line 3: no valid YAML (field a stands twice). Mend that line."),
        ("a: 1\nb: *c\n", "line 2: no valid YAML (found undefined alias). Mend that line."),
        ("a: ж\nb: \x07\n", "line 2: no valid YAML (control characters are not allowed). Mend that line."),
        ("a: !!python/name:os.system\n", "line 1: no valid YAML (could not determine a constructor"),
        ("a: 1\nb: !!timestamp 2026-01-02\n", "line 2: no valid YAML (could not determine a constr"),
        ("a: !!binary aGVsbG8=\n", "line 1: no valid YAML (could not determine a constructor"),
        ("a: !!int x\n", "no valid YAML (invalid literal for int() with base 10: 'x'). Restore it"),
        ("a: !!bool maybe\n", "no valid YAML ('maybe'). Restore it: git checkout -- data/claims.yml"),
        (f"a: {'9' * 5000}\n", "no valid YAML (Exceeds the limit"),
        ("? [a]\n: 1\n", "line 1: no valid YAML (found unhashable key). Mend that line."),
        ("a: [1, .nan]\n", "field a.1: is no number of ordinary size. Mend it there."),
        ('a: {b: "\\e[31m"}\n', "field a.b: “�[31m” has a character that cannot be seen. Mend it th"),
        ("claims: &a [*a]\n", "is nested too deeply. Mend it there."),
    ],
)  # fmt: skip
def test_what_is_none_is_named(text, says):
    """By its line or field, with the remedy."""
    told = refused(text)
    assert told.startswith(f"{PATH}: ") and says in told and len(told) < 400


def test_lists_in_lists_end_somewhere():
    """As deep as files of ours may be, and no deeper: far deeper, the reader itself would end the process."""
    assert read_plain(PATH, "[" * DEPTH + "]" * DEPTH)
    for depth in (DEPTH + 1, 100_000):
        assert "(it is nested too deeply)" in refused("[" * depth + "]" * depth)
    assert read_plain(PATH, "- [[a]]\n" * 30) == [[["a"]]] * 30


def test_lines_of_a_text_stay():
    """A letter that cannot be seen is refused, and the end of a line is none."""
    assert read_plain(PATH, "a: |\n  one\n  two\n") == {"a": "one\ntwo\n"}


def test_a_field_by_the_way_to_it():
    """Numbers and names; the whole has none."""
    assert (dotted(["claims", 3, "id"]), dotted([])) == ("claims.3.id", "(top)")

"""The command line: what each command prints."""

import pytest

from footprint.__main__ import main
from footprint.ledger.measures import MEASURES


@pytest.fixture
def printed(capsys) -> list[str]:
    assert main(["measures"]) == 0
    return capsys.readouterr().out.splitlines()


def test_measures_stand_in_the_order_of_subjects(printed):
    """Each once, those that count the board last."""
    names = [line.split(" (")[0] for line in printed if line and not line.startswith(" ")]
    assert names == list(MEASURES)
    assert names[0] == "supplier_share" and names[-2:] == ["levers_led", "levers_fallen"]


def test_measures_say_what_they_take(printed):
    """Name and kind of each parameter."""
    shock = "economy: a text, sender: a text, received: a text, output: a text, cut: a number"
    assert f"shock_ratio ({shock})" in printed
    assert "rise (economies: a list of texts, indicator: a text, years: a whole number)" in printed


def test_measures_are_explained(printed):
    """The docstring stands under the name, indented; none is without."""
    heads = [place for place, line in enumerate(printed) if line and not line.startswith(" ")]
    assert all(printed[place + 1].startswith("    ") for place in heads)
    fact = printed.index("fact (id: a text)")
    assert printed[fact + 1] == "    " + MEASURES["fact"].function.__doc__

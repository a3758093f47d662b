"""What all charts share: what is written stays, what is told is text, and nothing above is loaded."""

import subprocess
import sys
from pathlib import Path

import altair as alt
import pandas as pd
import pytest
from bs4 import BeautifulSoup
from fontTools.ttLib import TTFont

from footprint.figures import charts, figure
from footprint.figures.charts import style

BARS = pd.DataFrame({"name": ['"a', "<b>"], "value": [1.55, 0.75]})
ALONE = """
import sys
import pandas as pd
from footprint.figures import charts
years = pd.DataFrame({"name": ["a"] * 2, "year": [2021, 2022], "value": [1.0, 2.0]})
charts.lines(years, title="t", unit="u", foot="f", colours={"a": "#000"})._repr_html_()
print(*sys.modules)
"""


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ([10, 50, 90], [10, 50, 90]),
        ([50, 50, 50], [34, 50, 66]),
        ([0, 0], [8, 24]),
        ([100, 100], [76, 92]),
    ],
)
def test_labels_stand_apart_and_inside(wanted, found):
    """As near as can be to where they belong, by the height that each needs."""
    assert style.apart(wanted, [16] * len(wanted), (0, 100)) == pytest.approx(found)


@pytest.mark.parametrize(
    ("ends", "found"),
    [
        ((0, 49.9), [0, 10, 20, 30, 40, 50]),
        ((-1.9, 0.4), [-2, -1.5, -1, -0.5, 0, 0.5]),
        ((0, 0), [0, 1]),
    ],
)
def test_ticks_are_round_and_hold_all_values(ends, found):
    """Below nothing too, and where all is nothing."""
    ticks = style.ticks(*ends, 5)
    assert ticks[0] <= ends[0] and ticks[-1] >= ends[1] and len(ticks) <= 7
    assert ticks == found or ends == (0, 0)


def test_words_are_reckoned_wide_enough_for_any_font():
    """Wider than the widest that readers have, where this machine has it."""
    font = Path("/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf")
    if not font.exists():
        pytest.skip("no DejaVu Sans on this machine")
    drawn = TTFont(font)
    widths, signs = drawn["hmtx"], drawn.getBestCmap()
    for words in ("Kyrgyzstan", "All multilateral", "transfers from Russia (2024)", "1 234.5"):
        wide = sum(widths[signs[ord(sign)]][0] for sign in words) / drawn["head"].unitsPerEm
        assert wide * style.TEXT <= style.advance(words, bold=True) <= 1.2 * wide * style.TEXT


def test_a_word_is_never_broken():
    """However little room there is."""
    assert style.wrapped("of Turkmenistan", 20).split("\n") == ["of", "Turkmenistan"]


def drawn() -> figure.Figure:
    return charts.bars(BARS, title="T", unit="million", foot="F", colours={})


def test_a_figure_is_printed_as_written():
    """What makes a drawing smaller must not round what stands in it."""
    assert ">1.55</text>" in drawn().body and ">0.75</text>" in drawn().body


def test_a_picture_is_told_whatever_stands_in_it():
    """Quotes and tags cannot end the attribute, nor enter the drawing."""
    box = BeautifulSoup(drawn().body, "html.parser").find(class_="chart")
    assert box["aria-label"] == figure.alternative("T", drawn().table)
    assert "<b>" in box["aria-label"] and box.find("b") is None


def test_a_chart_asks_no_network_and_no_ledger():
    """Drawing one loads neither the services' client nor the rooms beside and above."""
    done = subprocess.run(
        [sys.executable, "-c", ALONE], capture_output=True, check=True, encoding="utf-8"
    )
    loaded = set(done.stdout.split())
    above = {f"footprint.{room}" for room in ("library", "topics", "ledger", "narrative", "update")}
    assert "footprint.figures.charts.lines" in loaded
    assert not loaded & (above | {"requests", "urllib3", "footprint.worldbank"})


def test_channels_are_named_by_class(monkeypatch):
    """Given a bare name or value altair hashes all of its classes, each time: a third of a chart's cost."""
    monkeypatch.setattr(alt.utils.schemapi, "_FromDict", None)
    years = pd.DataFrame({"name": ["a"] * 3, "year": [2020, 2021, 2024], "value": [1.0, 2.0, 3.0]})
    charts.lines(years, title="t", unit="u", foot="f", colours={"a": "#000"})
    charts.bars(BARS, title="t", unit="u", foot="f", colours={})
    with pytest.raises(TypeError):
        alt.Chart(years).encode(x="year:Q")


def test_a_chart_that_vega_lite_does_not_know_is_found():
    """By what holds the charts of these tests against its schema."""
    rows = style.chart_of(pd.DataFrame({"x": [1]}))
    with alt.utils.schemapi.debug_mode(False):
        layers = [rows.mark_bar().encode(x=alt.X("x:Q", scale=alt.Scale(zero="no")))]
        with pytest.raises(AssertionError, match="not valid"):
            style.house(layers, style.Size(10, 10), style.Room())


def test_a_chart_has_whole_rows_and_says_what_is_missing():
    """In plain types: whole numbers beside a gap, nothing for a number that is none."""
    rows = pd.DataFrame(
        {"a": pd.array([1, None], "Int64"), "b": ["x", None], "c": [0.1, float("nan")]}
    )
    assert style.chart_of(rows).data.values == (
        {"a": 1, "b": "x", "c": 0.1},
        {"a": None, "b": None, "c": None},
    )

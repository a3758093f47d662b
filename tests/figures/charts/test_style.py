"""What all charts share: what is written stays, what is told is text, and nothing above is loaded."""

import subprocess
import sys

import pandas as pd
from bs4 import BeautifulSoup

from footprint.figures import charts, figure

BARS = pd.DataFrame({"name": ['"a', "<b>"], "value": [1.55, 0.75]})
ALONE = """
import sys
import pandas as pd
from footprint.figures import charts
years = pd.DataFrame({"name": ["a"] * 2, "year": [2021, 2022], "value": [1.0, 2.0]})
charts.lines(years, title="t", unit="u", foot="f", colours={"a": "#000"})._repr_html_()
print(*sys.modules)
"""


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
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    above = {f"footprint.{room}" for room in ("library", "topics", "ledger", "narrative", "update")}
    assert "footprint.figures.charts.lines" in loaded
    assert not loaded & (above | {"requests", "urllib3", "footprint.worldbank"})

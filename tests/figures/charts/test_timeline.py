"""Spans and dated events."""

import os
import subprocess
import sys

import pandas as pd
from bs4 import BeautifulSoup

from footprint import palette
from footprint.figures import charts

SPANS = pd.DataFrame(
    [
        ("CSTO", "Uzbekistan", "2006-06-23", "2012-12-19", ""),
        ("EAEU", "Uzbekistan", "2020-12", None, "observer"),
    ],
    columns=["group", "name", "start", "end", "label"],
)
WORDS = {"title": "t", "unit": "u", "foot": "f"}


def test_spans_have_headings_labels_and_a_table():
    """Groups are headings, standings are words, and an open end stays open in the table."""
    colours = {"CSTO": "#000", "EAEU": "#111"}
    drawn = charts.spans(SPANS, **WORDS, colours=colours, until="2026-01-01")
    assert ">CSTO</text>" in drawn.body and ">observer</text>" in drawn.body
    assert drawn.table["To"].tolist() == ["2012-12-19", ""]


def test_a_long_name_stands_above_its_bar_on_a_phone():
    """Beside it, where bars have room all the same."""
    ends = []
    for name in ("NATO Partnership for Peace", "ECO"):
        drawn = charts.spans(SPANS.assign(name=name), **WORDS, colours={}, until="2026-01-01")
        for svg in BeautifulSoup(drawn.body, "html.parser").find_all("svg"):
            ends.append(svg.find("text", string=name)["text-anchor"])
    assert ends == ["end", "start", "end", "end"]


def test_spans_without_a_start_are_not_drawn():
    """A standing that never began has no bar."""
    drawn = charts.spans(SPANS.assign(start=None), **WORDS, colours={}, until="2026-01-01")
    assert "nothing to draw" in drawn.body


def test_events_have_a_shape_for_each_kind():
    """Kinds are told apart by shape, and named in the legend and the table."""
    data = pd.DataFrame(
        [("KAZ", "2022-06-17", "critical"), ("KGZ", "2022-02", "supportive")],
        columns=["name", "date", "kind"],
    )
    marks = {"critical": ("triangle-up", "#000"), "supportive": ("circle", "#111")}
    drawn = charts.events(data, **WORDS, marks=marks)
    assert ">critical</text>" in drawn.body
    assert drawn.table["Kind"].tolist() == ["critical", "supportive"]
    assert "nothing to draw" in charts.events(data[:0], **WORDS, marks={}).body


DRAWN = """
import sys
import pandas as pd
from footprint.figures import charts
words = {"title": "t", "unit": "u", "foot": "f"}
days = pd.DataFrame({"name": ["a"], "date": ["2020-05-09"], "kind": ["k"]})
spans = pd.DataFrame({"group": ["g"], "name": ["a"], "start": ["2006-01-01"], "end": [None], "label": [""]})
for drawn in (
    charts.events(days, **words, marks={"k": ("circle", "#000")}),
    charts.spans(spans, **words, colours={}, until="2026-01-01"),
):
    sys.stdout.write(drawn.body)
"""


def test_a_day_is_drawn_the_same_in_every_time_zone():
    """West and east of Greenwich."""
    drawings = {
        subprocess.run(
            [sys.executable, "-c", DRAWN],
            env=os.environ | {"TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for zone in ("UTC", "America/Los_Angeles", "Pacific/Kiritimati")
    }
    assert len(drawings) == 1 and b"<svg" in drawings.pop()


def test_a_bar_of_two_leaders_has_both_colours():
    """Half and half."""
    rows = SPANS.assign(group=["SCO", "EAEU"])
    drawn = charts.spans(rows, **WORDS, colours=palette.BLOCS, until="2026-01-01").body
    assert palette.CHINA in drawn and drawn.count(palette.RUSSIA) == 4

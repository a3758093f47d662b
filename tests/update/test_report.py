"""The report of an update: in words, in plain types, as a notebook shows it."""

import json

import pandas as pd
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from footprint.library.revisions import Revision, compare
from footprint.update import Report


def frame(*rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=["economy", "year", "value"]).astype(
        {"economy": "string", "year": "Int64", "value": "float64"}
    )


def report(**fields) -> Report:
    found = compare(
        frame(("KGZ", 2022, 3.2e9), ("KGZ", 2021, 1.0)),
        frame(("KGZ", 2022, 3.3e9), ("KGZ", 2023, 2.0)),
    )
    return Report(
        **{
            "date": "2026-11-24",
            "changed": True,
            "path": "updates/2026-11-24.json",
            "revisions": {"BX": found},
        }
        | fields
    )


def test_the_report_begins_with_verdicts_that_flipped():
    """Before everything else, in words, with the figures."""
    turn = {
        "id": "kgz-remit-third",
        "moment": "now",
        "before": "does not hold",
        "after": "holds",
        "value_before": 17.7,
        "value_after": 33.0,
        "unit": "% of GDP",
    }
    first = report(flipped=[turn]).lines()[0]
    assert (
        first
        == "The verdict on kgz-remit-third (now) flipped from “does not hold” to “holds”, for the figure went from 17.7 to 33 (% of GDP)."
    )
    assert "for the figure" not in report(flipped=[turn | {"value_before": None}]).lines()[0]


def test_the_report_in_words():
    """Added, revised, lost, vanished, renamed, missed: each has its line."""
    lines = report(
        vanished={"X": "X: gone."},
        renamed={"Y": "“a” is now “b”"},
        missed={"Debt": "No answer."},
        obtained=["The archive"],
        releases={"WDI": "2026-11-20", "WGI": ""},
    ).lines()
    assert lines == [
        "data/ has new figures; the report is data/updates/2026-11-24.json. Rebuild the book to show them: make book",
        "Release of WDI: 2026-11-20.",
        "Release of WGI: a day not stated.",
        "Added: BX, 1 value, the newest of 2023.",
        "Obtained: The archive.",
        "Revised: BX, KGZ 2022, from 3,200,000,000 to 3,300,000,000.",
        "Lost, as accepted: BX, 1 value.",
        "Vanished, so the figures of data/ stay: X: gone.",
        "Renamed: Y, “a” is now “b”.",
        "Not obtained, so what data/ has stays: Debt. No answer.",
    ]


def test_the_report_of_nothing():
    """Refused: the reason alone. A dry run and no news say so."""
    assert report(refused="No.").lines() == ["No."]
    assert report(dry_run=True).lines()[0].startswith("A dry run: nothing was written.")
    assert report(changed=False, revisions={}).lines() == [
        "Nothing new: the service's figures are those of data/."
    ]


def test_the_report_counts_what_it_does_not_list():
    """Ten revisions in words, fifty in the file, the largest first, and how many there are."""
    many = Revision(
        frame(),
        pd.DataFrame(
            {
                "economy": "KGZ",
                "year": range(1900, 1960),
                "before": 1.0,
                "after": [1 + step / 100 for step in range(1, 61)],
            }
        ),
        frame(),
    )
    found = report(revisions={"BX": many})
    content = found.as_json()
    assert (
        len(content["revised"]) == 50
        and content["revised_values"] == 60
        and content["revised"][0]["after"] == 1.6
    )
    assert (
        sum(line.startswith("Revised: BX") for line in found.lines()) == 10
        and "Revised in all: 60 values." in found.lines()
    )


def test_the_report_shows_the_words_of_the_service_as_text():
    """No markup and no Markdown from a name: a reader sees it as it is written."""
    hostile = "“<script>alert(1)</script>” is now “[a](b) *c* `d` &amp; <b>”"
    shown = report(renamed={"X": hostile})._repr_markdown_()
    page = BeautifulSoup(MarkdownIt("commonmark").render(shown), "html.parser")
    assert page.find(["script", "a", "em", "code", "b"]) is None
    items = [item.get_text() for item in page.find_all("li")]
    assert items[-1] == f"Renamed: X, {hostile}." and len(items) == len(shown.splitlines())


def test_the_report_at_the_command_line():
    """Line by line."""
    found = report(vanished={"X": "X: gone."})
    assert str(found).splitlines() == found.lines()


def test_a_report_in_plain_types_is_json():
    """Numbers of the tables are Python's own."""
    content = report().as_json()
    assert json.loads(json.dumps(content)) == content
    assert content["revised"] == [
        {"indicator": "BX", "economy": "KGZ", "year": 2022, "before": 3.2e9, "after": 3.3e9}
    ]

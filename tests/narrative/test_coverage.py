"""What the data holds: gaps and freshness at their edges, on rows to check by eye."""

import re
import types

import pandas as pd
from support.levers import NAMES

from footprint import library, narrative
from footprint.model import Resource

T = "\u202f"


def package(*vintages: str) -> types.SimpleNamespace:
    """A package with a series of each vintage."""
    names = ("entry", "name", "path", "title", "format", "retrieved", "sources", "licenses")
    blank = dict.fromkeys(names, "")
    series = [Resource(**blank, vintage=vintage) for vintage in vintages]
    return types.SimpleNamespace(series=lambda: series)


def test_freshness_names_releases_and_gaps():
    """The newest and the oldest release, those without a date, and that nothing was updated."""
    told = narrative.freshness(package("2026-07-01", "2021-09-15", "not recorded"), 2025, [])
    assert (
        "release of 1 July 2026 (1 of 3 series); the oldest release still in use is of 15 "
        "September 2021; of 1 series the day is not known."
    ) in told
    assert told.endswith(
        "The newest year with a figure is 2025. No update has been run since these figures were "
        "gathered."
    )
    assert narrative.freshness(package(), 2025, []).startswith("No dated release")


def test_freshness_tells_the_last_update_in_a_line():
    """What it added, revised and flipped; the newest of several."""
    last = {
        "date": "2026-12-01",
        "added": [{"values": 3}, {"values": 4}],
        "revised_values": 2,
        "flipped": [{"id": "kgz-trade"}, {"id": "tjk-trade"}],
    }
    told = narrative.freshness(package(), 2025, [last, {"date": "2026-11-30"}])
    assert told.endswith(
        "The last update, of 1 December 2026, added 7 figures, revised 2 and changed 2 verdicts "
        "(kgz-trade and tjk-trade)."
    )
    told = narrative.freshness(package(), 2025, [last | {"flipped": []}])
    assert told.endswith("revised 2 and changed no verdict.")


def test_coverage_counts_years_and_names_the_emptiest():
    """Years outside the window do not count, and none is no data."""
    rows = [("A", "KGZ", year) for year in (1999, 2000, 2001, 2002)] + [("A", "TJK", 2002)]
    observations = pd.DataFrame(rows, columns=["indicator", "economy", "year"])
    shown = narrative.coverage(observations, NAMES, {"A": "Series <a>", "B": "Other"}, 2002)
    assert shown.title == (
        f"Tajikistan has the fewest figures: 16.7{T}% of the years from 2000 to 2002"
    )
    assert (
        '<th scope="row">Series &lt;a&gt;</th><td class="held-3">3</td><td class="held-1">1</td>'
    ) in shown.body
    assert '<td class="held-0">no data</td>' in shown.body
    assert re.findall(r'held-(\d)"></span>([^<]+)<', shown.body) == [
        ("0", "no data"),
        ("1", "1 year"),
        ("2", "2 years"),
        ("3", "3 years"),
    ]


def test_the_inventory_shows_every_file_of_the_book():
    """With source, vintage, licence, size and hash."""
    entries = library.package().resources
    shown = narrative.inventory(entries, title="t", foot="f").body
    for entry in entries:
        assert entry.path.rsplit("/", 1)[-1] in shown
        assert entry.hash.removeprefix("sha256:") in shown


def test_publishers_stand_by_grade_with_their_rows():
    """As they come, the best first; none is linked but by its address, and no source is no publisher."""
    made = {
        "publisher": "x.org",
        "name": "X",
        "grade": "agency",
        "what": "a paper",
        "address": None,
    }
    body = [
        (made | {"grade": "primary", "address": "https://y.org/1"}, 2241),
        (made, 3),
        (made | {"grade": "none"}, 1),
    ]
    shown = narrative.graded_publishers(body, foot="Foot.")
    assert shown.title == "Publishers that rows name, by grade: 1 primary and 1 agency"
    assert (
        'a paper <a href="https://y.org/1">y.org</a>' in shown.body and "2\u202f241" in shown.body
    )

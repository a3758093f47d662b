"""The World Bank's past in its vintages, in words: how it moved, and what hangs on it."""

import re

import pandas as pd
import pytest

from footprint import ledger, library
from footprint.library.revisions import of_one
from footprint.model import FAILS, HOLDS, Resource
from footprint.narrative import revisions

GDP, MONEY, RATIO = "NY.GDP.MKTP.CD", "BX.TRF.PWKR.CD.DT", "BX.TRF.PWKR.DT.GD.ZS"
T = "\u202f"
CLAIM = "Kyrgyzstan: “Remittances are nearly a third of Kyrgyz GDP”"
COLUMNS = ["indicator", "earlier", "later", "common", "moved"]


def test_what_the_book_tells_of_turkmenistan():
    """GDP of 2018 as two vintages have it; in all between it stood still."""
    series = of_one(library.vintages(), GDP, "TKM")
    billions = (series[2018] / 1e9).round(1)
    assert billions[["2022-05", "2026-05", "2026-07"]].tolist() == [40.8, 40.8, 26.0]
    assert revisions.most_disputed("Its GDP", series, "2022-05", "2026-07", "current US$") == (
        "Its GDP of 2018: US$ 40.8 billion in the edition of May 2022, US$ 26 billion in that of "
        "July 2026"
    )


def test_what_the_book_tells_of_kyrgyz_remittances():
    """Round figures in March 2026, none in May, figures to the dollar in July."""
    series = of_one(library.vintages(), MONEY, "KGZ")
    assert series.loc["2026-03", [2023, 2024]].tolist() == [2.85e9, 3.1e9]
    assert series.loc["2026-05", [2023, 2024]].isna().all()
    july = (series.loc["2026-07", [2022, 2023, 2024]] / 1e9).round(3)
    assert july.tolist() == [3.267, 2.863, 3.197]
    assert revisions.first_gap("Remittances", series, 2021, "current US$") == (
        "Remittances of 2023: US$ 2.85 billion in March 2026, no figure in May 2026, US$ 2.86 "
        "billion in July 2026"
    )


def test_what_the_book_tells_of_uzbek_gdp():
    """Raised in every year from 2010 to 2020, and in no earlier one."""
    series = of_one(library.vintages(), GDP, "UZB")

    def told(*years: int) -> str:
        part = series[list(years)] if years else series
        return revisions.raised_or_cut("it", part, "2022-05", "2026-07")

    since = "Since the edition of May 2022 it has"
    assert told() == (f"{since} been raised in 11 of 31 years (2010–2020), by 11.6{T}% to 17.1{T}%")
    assert told(2010, 2011).startswith(f"{since} been raised in all 2 years (2010–2011)")
    assert told(2001, 2002) == f"{since} hardly moved in any of 2 years"


def bands(*rows: tuple) -> pd.DataFrame:
    """Rows ``year, vintage, verdict`` on the Kyrgyz ratio."""
    frame = pd.DataFrame(rows, columns=["year", "vintage", "verdict"])
    return frame.assign(claim="kgz-remit-third", part="", label="x", value=31.0, unit="% of GDP")


def test_a_verdict_that_hangs_on_the_vintage():
    """Of a year that the ledger reads, by name; of another year apart; or of none."""
    findings = [ledger.finding("kgz-remit-third")]
    used, other = findings[0].then.year, findings[0].then.year - 3
    agreed = bands((used, "2022-05", HOLDS), (used, "2023-04", HOLDS))
    assert revisions.hangs(agreed, findings).endswith("every edition that has them gives the same.")
    assert revisions.elsewhere(agreed, findings) == (
        "For no other year would the edition decide a verdict either."
    )
    apart = bands((other, "2022-05", HOLDS), (other, "2023-04", FAILS))
    assert revisions.elsewhere(apart, findings) == (
        f"For years that the ledger does not read, the edition would decide: {CLAIM} (2018)."
    )
    split = bands((used, "2022-05", HOLDS), (used, "2023-04", FAILS))
    assert revisions.hangs(split, findings) == (
        f"The edition alone decides the verdict on {CLAIM} (2021)."
    )


def test_a_vintage_that_disagrees_is_found(data):
    """The ratio of 2021 set apart in one vintage: the chapter's sentence names claim and year."""
    path = data / "worldbank/vintages/2025-10.csv"
    path.write_text(
        re.sub(rf"(KGZ,{re.escape(RATIO)},2021),.*", r"\1,12", path.read_text(encoding="utf-8")),
        encoding="utf-8",
    )
    library.describe()
    told = revisions.hangs(ledger.by_vintage(2020), ledger.findings("kyrgyzstan"))
    assert f"The edition alone decides the verdict on {CLAIM} (2021)" in told


def test_updates_without_and_with_a_report():
    """None yet, and that is said; else what came, moved and flipped, the newest first."""
    assert "No update has been run" in revisions.update_reports([], {})
    row = {"indicator": "X", "economy": "KGZ", "year": 2024, "before": 1.0, "after": 2.0}
    report = {
        "date": "2026-12-01",
        "added": [{"indicator": "X", "values": 3, "newest": 2025}],
        "revised_values": 1,
        "revised": [row],
        "flipped": [{"id": "kgz-remit-third", "moment": "now", "before": HOLDS, "after": FAILS}],
    }
    told = revisions.update_reports([report], {"KGZ": "Kyrgyzstan"})
    assert told.startswith("**1 December 2026.** Figures added: 3; revised: 1.")
    assert "X, Kyrgyzstan 2024: 1 → 2" in told
    assert "[kgz-remit-third](#kgz-remit-third) (now) went from “holds” to “does not hold”" in told


def test_a_dispute_is_shown_by_verdict():
    """A row for each verdict, with its figures and the vintages that give it.

    Where all agree, no table stands open.
    """
    findings = [ledger.finding("kgz-remit-third")]
    rows = bands(
        (2016, "2018-08", HOLDS),
        (2016, "2022-05", FAILS),
        (2016, "2026-07", FAILS),
        (2017, "2018-08", HOLDS),
    )
    shown = revisions.verdicts_by_vintage(rows, findings, "")
    assert shown.title == "The verdict depends on the edition for 1 of 2 figures"
    assert len(shown.table) == 4 and shown.body.count("<tr>") == 3
    assert ">May 2022 and July 2026</td>" in shown.body
    assert ">August 2018</td>" in shown.body
    assert revisions.verdicts_by_vintage(rows[rows["year"] == 2017], findings, "").body == ""


def test_a_series_stands_once_with_what_moved_most():
    """Summed over its pairs of vintages, the least settled first; the pairs are folded below."""
    rows = pd.DataFrame(
        [
            ("X", "2022-05", "2023-04", 10, 1, "KGZ", 2019, 2e9, 3e9, 0.5),
            ("X", "2023-04", "2026-07", 10, 1, "KGZ", 2018, 2e9, 1e9, 0.6),
            ("Y", "2022-05", "2026-07", 5, 0, None, None, None, None, None),
        ],
        columns=[*COLUMNS, "economy", "year", "before", "after", "part"],
    )
    entries = {"X": resource("Money", "current US$"), "Y": resource("People", "people")}
    shown = revisions.series_table(rows, entries, {"KGZ": "Kyrgyzstan"}, "")
    assert shown.title == "Least settled: Money, where 2 of 20 figures moved"
    assert len(shown.table) == 3 and shown.body.count("</td></tr>") == 2
    assert "Kyrgyzstan 2018: US$ 2 billion → US$ 1 billion" in shown.body
    assert "0 of 5" in shown.body


def resource(title: str, unit: str = "") -> Resource:
    """A series of the package by title and unit."""
    return Resource({}, "x", "x.csv", title, "csv", "2026-07-01", "2026-11", (), (), unit)


def test_the_grey_lines_are_counted():
    """All vintages but the two that stand out; none, and that is said."""
    months = pd.Index(["2022-05", "2024-03", "2026-07"], name="vintage")
    series = pd.DataFrame({2018: [1.0, 2.0, 3.0]}, index=months)
    grey = revisions.grey_vintages
    assert grey(series, "2022-05", "2026-07") == "Grey: other editions, 1 of them."
    two = series.iloc[[0, 2]]
    assert grey(two, "2022-05", "2026-07") == "No other edition has the series."
    names = revisions.vintage_lines(series, 1.0)["name"].tolist()
    assert names == ["May 2022", "March 2024", "July 2026"]


def test_what_is_not_compared_is_named_with_its_reason():
    """By its title, as a sentence."""
    code, reason = next(iter(revisions.INCOMPARABLE.items()))
    entries = {code: resource(f"{code} stands for this") for code in revisions.INCOMPARABLE}
    assert f"{code} stands for this ({reason})" in revisions.left_out(entries)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (0.41, 0.44, "Kazakhstan 2019: 0.41 → 0.44"),
        (31.0, 12.1, f"Kazakhstan 2019: 31{T}% → 12.1{T}%"),
    ],
)
def test_a_move_never_prints_as_none(before, after, said):
    """Figures that would print alike get more digits."""
    step = {"part": 0.5, "before": before, "after": after, "economy": "KAZ", "year": 2019}
    assert revisions._most(step, "% of GDP", {"KAZ": "Kazakhstan"}) == said


def test_figures_of_some_years_as_a_table():
    """In units of a scale, with the vintages that have one of the years."""
    series = pd.DataFrame({2020: [2e9], 2021: [3e9]}, index=pd.Index(["2022-05"], name="vintage"))
    shown = revisions.years_table(series, [2021], title="T", unit="U", foot="F", scale=1e9)
    assert (shown.title, shown.foot) == ("T", "F")
    assert "May 2022" in shown.body and ">3<" in shown.body and "2020" not in shown.body

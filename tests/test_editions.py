"""The World Bank's past in its editions: how it moved, and what hangs on it."""

import itertools
import json
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint import ledger, library, narrative
from footprint.library import revisions
from footprint.model import FAILS, HOLDS
from footprint.narrative import revisions as narrative_revisions
from footprint.words import day

GDP, MONEY, RATIO = "NY.GDP.MKTP.CD", "BX.TRF.PWKR.CD.DT", "BX.TRF.PWKR.DT.GD.ZS"


def held(*rows: tuple) -> pd.DataFrame:
    """Rows ``vintage, year, value`` of one series of Kyrgyzstan."""
    frame = pd.DataFrame(rows, columns=["vintage", "year", "value"]).assign(
        economy="KGZ", indicator="X"
    )
    return frame.astype(
        {
            "vintage": "string",
            "economy": "string",
            "indicator": "string",
            "year": "Int64",
            "value": "float64",
        }
    )


def test_what_the_book_tells_of_turkmenistan():
    """GDP of 2018 as two editions have it; in all between it stood still."""
    found = revisions.of_one(library.vintages(), GDP, "TKM")[2018]
    assert (
        round(found["2022-05"] / 1e9, 1),
        round(found["2026-05"] / 1e9, 1),
        round(found["2026-07"] / 1e9, 1),
    ) == (40.8, 40.8, 26.0)
    assert narrative.most_disputed(
        "Turkmenistan's GDP",
        revisions.of_one(library.vintages(), GDP, "TKM"),
        "2022-05",
        "2026-07",
        "current US$",
    ) == (
        "Turkmenistan's GDP of 2018: US$ 40.8 billion in the edition of May 2022, US$ 26 billion in that of July 2026"
    )


def test_what_the_book_tells_of_kyrgyz_remittances():
    """Round figures in March 2026, none in May, figures to the dollar in July."""
    found = revisions.of_one(library.vintages(), MONEY, "KGZ")
    assert [found.at["2026-03", year] for year in (2023, 2024)] == [2.85e9, 3.1e9]
    assert found.loc["2026-05", [2023, 2024]].isna().all()
    assert [round(found.at["2026-07", year] / 1e9, 3) for year in (2022, 2023, 2024)] == [
        3.267,
        2.863,
        3.197,
    ]
    assert narrative.first_gap("Remittances", found, 2021, "current US$") == (
        "Remittances of 2023: US$ 2.85 billion in March 2026, no figure in May 2026, US$ 2.86 billion in July 2026"
    )


def test_what_the_book_tells_of_uzbek_gdp():
    """Raised in every year from 2010 to 2020, and in no earlier one."""
    found = revisions.of_one(library.vintages(), GDP, "UZB")
    assert narrative.raised_or_cut("Uzbek GDP", found, "2022-05", "2026-07") == (
        "Since the edition of May 2022 Uzbek GDP has been raised in 11 of 31 years (2010–2020), by 11.6\u202f% to 17.1\u202f%"
    )
    assert narrative.raised_or_cut("it", found[[2010, 2011]], "2022-05", "2026-07").startswith(
        "Since the edition of May 2022 it has been raised in all 2 years (2010–2011)"
    )
    assert (
        narrative.raised_or_cut("it", found[[2001, 2002]], "2022-05", "2026-07")
        == "Since the edition of May 2022 it has hardly moved in any of 2 years"
    )


def test_ratios_of_an_edition_are_its_own_parts():
    """Where the package says that a ratio was computed, it is the dollars over the GDP of the same edition."""
    entries = [
        entry for entry in library.package()["resources"] if RATIO in entry.get("computed", ())
    ]
    assert len(entries) == 5
    for entry in entries:
        rows = library.vintage(entry["edition"])[0]
        wide = rows.pivot_table(
            index=["economy", "year"], columns="indicator", values="value"
        ).dropna(subset=[RATIO])
        assert wide[RATIO].to_numpy() == pytest.approx(
            (wide[MONEY] / wide[GDP] * 100).to_numpy(), rel=1e-9
        )


def test_no_edition_knows_the_future():
    """The newest year of an edition lies before it, and its months are those of its name."""
    for entry in library.package()["resources"]:
        if "edition" in entry:
            rows = library.vintage(entry["edition"])[0]
            assert rows["year"].max() < int(entry["edition"][:4]) + 1 and set(rows["vintage"]) == {
                entry["edition"]
            }
            assert day(entry["edition"]) == entry["label"]


def test_then_reads_only_the_editions_that_the_ledger_names(data):
    """An edition of 2026, or one of 2018, changes no verdict of May 2023, whatever stands in it."""
    before = ledger.finding("kgz-remit-third").then
    for name in ("2018-08", "2022-04", "2025-10", "2026-07"):
        path = data / f"worldbank/vintages/{name}.csv"
        path.write_text(re.sub(rf"(KGZ,{re.escape(RATIO)},\d+),.*", r"\1,99", path.read_text()))
    library.describe()
    assert ledger.finding("kgz-remit-third").then == before


values = st.dictionaries(
    st.tuples(st.sampled_from(["2020-01", "2021-01"]), st.integers(2000, 2006)),
    st.floats(1, 1e6),
    min_size=1,
)


@given(values)
def test_steps_count_what_two_editions_share(found):
    """No more moved than both have; the same figures twice have not moved."""
    rows = [(vintage, year, value) for (vintage, year), value in found.items()]
    for step in revisions.steps(held(*rows)).itertuples():
        years = [
            {year for vintage, year in found if vintage == name}
            for name in (step.earlier, step.later)
        ]
        assert step.common == len(years[0] & years[1]) >= step.moved >= 0
        assert pd.isna(step.part) == (step.moved == 0)
    twice = [
        (name, year, value) for (_, year), value in found.items() for name in ("2020-01", "2021-01")
    ]
    same = held(*twice).drop_duplicates(["vintage", "year"])
    assert revisions.steps(same)["moved"].sum() == 0


@pytest.mark.parametrize(("after", "moved"), [(101.0, 0), (101.1, 1), (99.0, 0), (98.9, 1)])
def test_a_hundredth_is_no_move(after, moved):
    """Up or down; more than that is one, and the largest is named."""
    step = revisions.steps(held(("2020-01", 2019, 100.0), ("2021-01", 2019, after))).iloc[0]
    assert step["moved"] == moved and (
        not moved or (step["before"], step["after"]) == (100.0, after)
    )


def bands(*rows: tuple) -> pd.DataFrame:
    """Rows ``year, vintage, verdict`` on the Kyrgyz ratio."""
    frame = pd.DataFrame(rows, columns=["year", "vintage", "verdict"])
    return frame.assign(claim="kgz-remit-third", part="", label="x", value=31.0, unit="% of GDP")


def test_a_verdict_that_hangs_on_the_edition():
    """Of a year that the ledger reads, by name; of another year apart; of none, that there is none."""
    findings = [ledger.finding("kgz-remit-third")]
    used, other = findings[0].then.year, findings[0].then.year - 3
    agreed = bands((used, "2022-05", HOLDS), (used, "2023-04", HOLDS))
    assert narrative.hangs(agreed, findings).endswith("every edition that has them gives the same.")
    assert (
        narrative.elsewhere(agreed, findings).data
        == "For no other year would the edition decide a verdict either."
    )
    assert narrative.elsewhere(
        bands((other, "2022-05", HOLDS), (other, "2023-04", FAILS)), findings
    ).data == (
        "For years that the ledger does not read, the edition would decide: Kyrgyzstan: “Remittances are nearly a third of GDP” (2018)."
    )
    assert narrative.hangs(bands((used, "2022-05", HOLDS), (used, "2023-04", FAILS)), findings) == (
        "The edition alone decides the verdict on Kyrgyzstan: “Remittances are nearly a third of GDP” (2021)."
    )


def test_an_edition_that_disagrees_is_found(data):
    """The ratio of 2021 set apart in one edition: the chapter's sentence names claim and year."""
    path = data / "worldbank/vintages/2025-10.csv"
    path.write_text(re.sub(rf"(KGZ,{re.escape(RATIO)},2021),.*", r"\1,12", path.read_text()))
    library.describe()
    found = ledger.by_vintage(2020)
    assert (
        "The edition alone decides the verdict on Kyrgyzstan: “Remittances are nearly a third of GDP” (2021)"
        in narrative.hangs(found, ledger.findings("kyrgyzstan"))
    )


def test_an_archive_takes_the_place_of_a_copy(data):
    """Once an update has fetched the World Bank's own edition of a month, that one is compared, under the same month."""
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    copy = next(entry for entry in package["resources"] if entry.get("edition") == "2023-04")
    archive = next(
        entry for entry in package["wanted"] if entry.get("edition") == "archive-2023-04"
    )
    text = (
        (data / copy["path"])
        .read_text(encoding="utf-8")
        .replace("\n2023-04,", "\narchive-2023-04,")
    )
    (data / archive["path"]).write_text(
        re.sub(r"(KGZ,NY.GDP.MKTP.CD,2021),.*", r"\1,7", text), encoding="utf-8"
    )
    package["resources"].append(
        copy
        | archive
        | {
            "schema": json.loads(
                json.dumps(copy["schema"]).replace('"2023-04"', '"archive-2023-04"')
            )
        }
    )
    (data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    library.describe()
    assert library.vintage_names()["2023-04"] == "archive-2023-04"
    assert revisions.of_one(library.vintages(), GDP, "KGZ").at["2023-04", 2021] == 7
    assert set(ledger.by_vintage(2021)["vintage"]) <= set(library.vintages()["vintage"])


def test_updates_without_and_with_a_report():
    """None yet, and that is said; else what came, moved and flipped, the newest first."""
    assert "No update has been run" in narrative.update_reports([], {}).data
    report = {
        "date": "2026-12-01",
        "added": [{"indicator": "X", "values": 3, "newest": 2025}],
        "revised_values": 1,
        "revised": [
            {"indicator": "X", "economy": "KGZ", "year": 2024, "before": 1.0, "after": 2.0}
        ],
        "flipped": [{"id": "kgz-remit-third", "moment": "now", "before": HOLDS, "after": FAILS}],
    }
    said = narrative.update_reports([report], {"KGZ": "Kyrgyzstan"}).data
    assert (
        said.startswith("**1 December 2026.** Figures added: 3; revised: 1.")
        and "X, Kyrgyzstan 2024: 1 → 2" in said
    )
    assert "[kgz-remit-third](#kgz-remit-third) (now) went from “holds” to “does not hold”" in said


def test_the_editions_of_the_book_pass_into_each_other():
    """Each compared with itself reports nothing; the difference to the next, applied to it, gives the next, in every series."""
    pairs = 0
    for _, rows in library.vintages().groupby("indicator"):
        frames = [
            frame[["economy", "year", "value"]].reset_index(drop=True)
            for _, frame in rows.groupby("vintage", sort=True)
        ]
        assert not any(revisions.compare(frame, frame) for frame in frames)
        for before, after in itertools.pairwise(frames):
            found = revisions.apply(before, revisions.compare(before, after))
            assert (
                found.to_numpy().tolist()
                == after.sort_values(["economy", "year"]).to_numpy().tolist()
            )
            pairs += 1
    assert pairs > 50


def test_a_dispute_is_shown_by_verdict():
    """A row for each verdict, with its figures and the editions that give it; where all agree, no table stands open."""
    findings = [ledger.finding("kgz-remit-third")]
    rows = bands(
        (2016, "2018-08", HOLDS),
        (2016, "2022-05", FAILS),
        (2016, "2026-07", FAILS),
        (2017, "2018-08", HOLDS),
    )
    shown = narrative.verdicts_by_vintage(rows, findings, "")
    assert (
        shown.title == "The verdict depends on the edition for 1 of 2 figures"
        and len(shown.table) == 4
    )
    assert (
        shown.body.count("<tr>") == 3
        and "<td>May 2022 and July 2026</td>" in shown.body
        and "<td>August 2018</td>" in shown.body
    )
    assert narrative.verdicts_by_vintage(rows[rows["year"] == 2017], findings, "").body == ""


def test_a_series_stands_once_with_what_moved_most():
    """Summed over its pairs of editions, the least settled first; the pairs are folded below."""
    rows = pd.DataFrame(
        [
            ("X", "2022-05", "2023-04", 10, 1, "KGZ", 2019, 2e9, 3e9, 0.5),
            ("X", "2023-04", "2026-07", 10, 1, "KGZ", 2018, 2e9, 1e9, 0.6),
            ("Y", "2022-05", "2026-07", 5, 0, None, None, None, None, None),
        ],
        columns=[
            "indicator",
            "earlier",
            "later",
            "common",
            "moved",
            "economy",
            "year",
            "before",
            "after",
            "part",
        ],
    )
    entries = {
        "X": {"title": "Money", "unit": "current US$"},
        "Y": {"title": "People", "unit": "people"},
    }
    shown = narrative.series_table(rows, entries, {"KGZ": "Kyrgyzstan"}, "")
    assert (
        shown.title == "Least settled: Money, where 2 of 20 figures moved" and len(shown.table) == 3
    )
    assert (
        shown.body.count("</td></tr>") == 2
        and "Kyrgyzstan 2018: US$ 2 billion → US$ 1 billion" in shown.body
        and "0 of 5" in shown.body
    )


def test_the_grey_lines_are_named():
    """All editions but the two that stand out; none, and that is said."""
    frame = pd.DataFrame(
        {2018: [1.0, 2.0, 3.0]}, index=pd.Index(["2022-05", "2024-03", "2026-07"], name="vintage")
    )
    assert (
        narrative.grey_vintages(frame, "2022-05", "2026-07") == "Grey: the editions of March 2024."
    )
    assert (
        narrative.grey_vintages(frame.iloc[[0, 2]], "2022-05", "2026-07")
        == "No other edition has the series."
    )
    assert narrative.vintage_lines(frame, 1.0)["name"].tolist() == [
        "May 2022",
        "March 2024",
        "July 2026",
    ]


def test_what_is_not_compared_is_named_with_its_reason():
    """By its title, as a sentence."""
    code, reason = next(iter(narrative_revisions.INCOMPARABLE.items()))
    assert f"{code} stands for this ({reason})" in narrative.left_out(
        {code: {"title": f"{code} stands for this"} for code in narrative_revisions.INCOMPARABLE}
    )


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (0.41, 0.44, "Kazakhstan 2019: 0.41 → 0.44"),
        (31.0, 12.1, "Kazakhstan 2019: 31\u202f% → 12.1\u202f%"),
    ],
)
def test_a_move_never_prints_as_none(before, after, said):
    """Figures that would print alike get more digits."""
    row = pd.Series({"part": 0.5, "before": before, "after": after, "economy": "KAZ", "year": 2019})
    assert narrative_revisions._most(row, "% of GDP", {"KAZ": "Kazakhstan"}) == said

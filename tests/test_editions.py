"""The World Bank's past in its editions: how it moved, and what hangs on it."""

import itertools
import json
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from footprint import ledger, library
from footprint.library import revisions
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

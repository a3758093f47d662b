"""The library of a folder: each file read once, a frame each caller's own, another when a file changes."""

import os
import time

import pytest

from footprint import errors, library
from footprint.library import library as library_room
from footprint.library import tables
from footprint.library.library import NAMED_SOURCES, Library
from footprint.words.text import day, foot_lines

CODE, MONEY, GDP = "BX.TRF.PWKR.DT.GD.ZS", "BX.TRF.PWKR.CD.DT", "NY.GDP.MKTP.CD"
SERIES = f"worldbank/{CODE}.csv"


@pytest.fixture
def opened() -> Library:
    """The library of the committed folder."""
    return Library(library.data_dir())


def test_a_change_of_a_frame_changes_no_other(opened):
    """Frames are the caller's own."""
    calls = [
        lambda: opened.observations(CODE)[0],
        lambda: opened.vintage("2022-05")[0],
        lambda: opened.records("votes"),
    ]
    for call in calls:
        before, frame = call().copy(), call()
        frame.iloc[0, -1] = frame.iloc[1, -1]
        frame["another"] = 1
        del frame[frame.columns[0]]
        assert call().equals(before)


def test_one_economy_of_a_series(opened):
    """Its years in order; none of an economy without a figure, nor an error."""
    rows, resource = opened.series(CODE, "KGZ")
    assert len(rows) > 1 and rows.values("year") == sorted(rows.values("year"))
    assert resource.indicator == CODE and round(rows.where(year=2024)[0]["value"], 1) == 17.6
    assert not opened.series(CODE, "XXX")[0]
    older, resource = opened.vintage_series("2022-05", GDP, "TKM")
    assert round(older.where(year=2018)[0]["value"] / 1e9, 1) == 40.8
    assert resource.label == "May 2022"
    assert not opened.vintage_series("2022-05", "NO.SUCH", "TKM")[0]


def test_what_is_not_held_is_missing(opened):
    """A series, a vintage, a record file: each an error that a ledger may catch."""
    for call in (
        lambda: opened.observations("NO.SUCH.CODE"),
        lambda: opened.series("NO.SUCH.CODE", "KGZ"),
        lambda: opened.vintage("1999-01"),
        lambda: opened.records("nothing"),
        lambda: opened.source("nothing"),
    ):
        with pytest.raises(errors.MissingData, match=r"is not in data/datapackage.json"):
            call()


def test_each_file_is_read_once(opened, monkeypatch):
    """By whatever way it is asked for."""
    read, original = [], tables.read_table
    monkeypatch.setattr(
        tables,
        "read_table",
        lambda folder, resource: read.append(resource.name) or original(folder, resource),
    )
    for economy in ("KGZ", "TJK"):
        opened.series(CODE, economy)
        opened.vintage_series("2022-05", GDP, economy)
    opened.observations(CODE)
    opened.pull([CODE], ["KGZ"])
    opened.records("votes")
    opened.records("votes")
    assert (
        sorted(read)
        == sorted(set(read))
        == [
            *(code.lower() for code in (MONEY, CODE)),
            "economies",
            GDP.lower(),
            "votes",
            "wdi-2022-05",
        ]
    )


def test_the_default_is_one_until_a_file_changes(data):
    """Two calls are of one object; after an edit, or in another mode, of another."""
    first = library.default()
    assert first is library.default() and first.folder == data
    path = data / "claims.yml"
    path.write_text(path.read_text(encoding="utf-8") + "# a word\n", encoding="utf-8")
    second = library.default()
    assert second is not first


def test_a_file_of_the_same_size_written_twice_in_a_moment(data):
    """A clock that is too coarse to tell two edits apart hides none of them."""
    path = data / "claims.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "# one\n", encoding="utf-8")
    stamp, first = path.stat(), library.default()
    path.write_text(text + "# two\n", encoding="utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))
    if time.time_ns() - stamp.st_mtime_ns < library_room.UNSETTLED:
        assert library.default() is not first


def test_the_mode_makes_another(data, monkeypatch):
    """What a live session knows is not shown as frozen."""
    frozen = library.default()
    monkeypatch.setenv("FOOTPRINT_MODE", "live")
    assert library.default() is not frozen and library.default().mode == "live"


def test_ratios_of_an_edition_are_its_own_parts():
    """Where the package says that a ratio was computed, it is the dollars over the GDP of the same edition."""
    entries = [entry for entry in library.package().resources if CODE in entry.computed]
    assert len(entries) == 5
    for entry in entries:
        rows = library.vintage(entry.edition)[0]
        wide = rows.pivot_table(
            index=["economy", "year"], columns="indicator", values="value"
        ).dropna(subset=[CODE])
        assert wide[CODE].to_numpy() == pytest.approx(
            (wide[MONEY] / wide[GDP] * 100).to_numpy(), rel=1e-9
        )


def test_no_edition_knows_the_future():
    """The newest year of an edition lies before it, and its months are those of its name."""
    for entry in library.package().resources:
        if entry.edition:
            rows = library.vintage(entry.edition)[0]
            assert rows["year"].max() < int(entry.edition[:4]) + 1 and set(rows["vintage"]) == {
                entry.edition
            }
            assert day(entry.edition) == entry.label


def test_a_source_of_records_names_pages_file_vintage_and_licence():
    """Few pages are named, many are counted; without rows, what the whole file was read from."""
    rows, entry = library.records("ethnic_russians"), library.resource("ethnic-russians")
    rest = (
        f"File: data/{entry.path}, vintage: {entry.vintage}, "
        f"read in {entry.retrieved}. Licence: {entry.licence}"
    )
    few, many = rows.head(NAMED_SOURCES), rows["source"].nunique()
    pages = "; ".join(few["source"] + " [primary]")
    counted = f"{many} sources, named row by row: {many} primary"
    assert told("ethnic_russians", few) == ("Source: CIA World Factbook.", f"{pages}. {rest}")
    assert told("ethnic_russians", rows) == (f"Source: {many} publications.", f"{counted}. {rest}")
    brief, whole = told("ethnic_russians")
    assert brief == "Source: CIA World Factbook."
    assert whole.startswith(f"CIA World Factbook ({entry.sources[0]['path']}); ")
    assert whole.endswith(f"; rows by their best source: {len(rows)} primary. {rest}")


@pytest.mark.parametrize(
    ("topic", "brief"),
    [
        ("statements", "named row by row"),
        ("debt_by_creditor", "World Bank"),
        ("voting_agreement", "Pigeon-Effect/Mapping-UNGA-Voting-Alliances"),
    ],
)
def test_a_source_in_short(topic, brief):
    """Who published it, before who copied; where each row has its own page, only that."""
    assert told(topic)[0] == f"Source: {brief}."


def told(topic, rows=None):
    """The source of a record file as a foot tells it: in short, and in full."""
    return foot_lines(library.source(topic, rows))

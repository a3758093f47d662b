"""A table or a map that is not as described is refused, with file, line, field and remedy."""

import json
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import pytest

from footprint import errors, library
from footprint.library import tables
from footprint.library.tables import csv_bytes, no_observations, refuse_unknown

CODE = "BX.TRF.PWKR.DT.GD.ZS"
SERIES = f"worldbank/{CODE}.csv"


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [
        ("economy", "KYR", "field economy: “KYR” is no economy .*did you mean KGZ"),
        ("economy", "", "field economy: “” is empty"),
        ("value", "many", "field value: “many” is no number"),
        ("value", "inf", "field value: “inf” is no number"),
        ("value", "", "field value: “” is empty"),
        ("year", "2024.5", "field year: “2024.5” is no integer"),
        ("year", "1600", "field year: “1600” is below 1960"),
        ("year", "2023", "field economy, year: stands twice"),
    ],
)
def test_describe_refuses_a_broken_table(data, edit_csv, column, value, says):
    """A table that breaks its schema is named, and nothing is written."""
    before = (data / "datapackage.json").read_bytes()
    edit_csv(data / SERIES, {"economy": "KGZ", "year": "2024"}, column, value)
    with pytest.raises(errors.DataError, match=says):
        library.describe()
    assert (data / "datapackage.json").read_bytes() == before


@pytest.mark.parametrize(
    ("column", "value"), [("economy", "KYR"), ("value", "-inf"), ("year", "2101")]
)
def test_a_refusal_names_the_file(data, edit_csv, column, value):
    """Which of the files it is, not only which field."""
    edit_csv(data / SERIES, {"economy": "KGZ", "year": "2024"}, column, value)
    with pytest.raises(
        errors.DataError, match=rf"{SERIES}: line \d+[:,] field {column}: “{value}”"
    ):
        library.describe()


@pytest.mark.parametrize(
    ("file", "match", "column", "value", "says"),
    [
        (
            "remittances_by_source.csv",
            {"sender": "Czechia"},
            "sender",
            "Czech Republic",
            "line \\d+, field sender: “Czech Republic” is no name of .*did you mean Czechia",
        ),
        (
            "trade_by_partner.csv",
            {"partner": "Turkey"},
            "partner",
            "Türkiye",
            "did you mean Turkey",
        ),
        ("trade_by_partner.csv", {"partner": "Turkey"}, "partner", "TUR", "did you mean Turkey"),
        (
            "arms.csv",
            {"supplier": "Czechia"},
            "supplier",
            "CzechRepublic",
            "supplier: “CzechRepublic” is",
        ),
        (
            "arms.csv",
            {"supplier": "Turkey"},
            "supplier",
            "Turkey ",
            "supplier: “Turkey ” begins or ends with a blank. Mend the cell",
        ),
        (
            "attendance.csv",
            {"economy": "TKM"},
            "president",
            "Gurbanguly Berdimuhamedow\u0308",
            "field president: .*letter in two pieces",
        ),
        (
            "voting_agreement.csv",
            {"partner": "CHN"},
            "partner",
            "CNA",
            "partner: “CNA” is no economy",
        ),
        ("land_borders.csv", {"neighbour": "CHN"}, "neighbour", "CNA", "neighbour: “CNA” is no"),
    ],
)
def test_a_country_has_one_name(data, edit_csv, file, match, column, value, says):
    """Another name, a code, a blank or an accent apart would make two countries of one."""
    edit_csv(data / "records" / file, match, column, value)
    with pytest.raises(errors.DataError, match=f"{file}: .*{says}"):
        library.describe()


def test_what_is_no_country_is_declared_by_its_column():
    """Each column of names says what may stand in it besides, and all of that does."""
    declared = {
        (resource.path, field["name"]): field["others"]
        for resource in library.package().resources
        for field in resource.schema.get("fields", ())
        if "others" in field
    }
    named = {column for _, column in declared}
    assert {"partner", "sender", "supplier", "creditor", "investor", "member"} <= named
    for (path, column), others in declared.items():
        topic = path.removeprefix("records/").removesuffix(".csv")
        standing = set(library.records(topic)[column])
        assert set(others) <= standing, path


def test_a_row_with_a_cell_too_many_is_named(data):
    """An extra first column in every row is not taken for an index."""
    path = data / SERIES
    head, *rows = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *(f"x,{row}" for row in rows)]) + "\n", encoding="utf-8")
    with pytest.raises(errors.DataError, match="more cells than its header"):
        library.describe()


def test_a_wrong_header_is_named(data):
    """Columns other than the schema's are refused."""
    path = data / SERIES
    path.write_text(
        path.read_text(encoding="utf-8").replace("economy,year,value", "country,year,value"),
        encoding="utf-8",
    )
    with pytest.raises(
        errors.DataError, match="header: country, year, value found, economy, year, value expected"
    ):
        library.describe()


def test_describe_refuses_broken_borders(data):
    """A map that is no GeoJSON is named before a page needs it."""
    (data / "geography/borders.geojson").write_text("{}", encoding="utf-8")
    with pytest.raises(errors.DataError, match=r"borders.geojson: field features"):
        library.describe()


@pytest.mark.parametrize(
    ("code", "hint"),
    [
        ("KYRG", "did you mean KGZ?"),
        ("KZG", "did you mean KGZ?"),
        ("Q", "known are KGZ, TJK."),
        ("", "did you mean KGZ?"),
    ],
)
def test_an_unknown_economy_has_a_likely_one(code, hint):
    """By the beginning of a name, or by a code that is like it; else all are named."""
    names = {"KGZ": "Kyrgyzstan", "TJK": "Tajikistan"}
    with pytest.raises(errors.DataError) as refused:
        refuse_unknown(["TJK", code], names, "here")
    assert str(refused.value).startswith(f"here: field economy: “{code}” is no economy of data/")
    assert str(refused.value).endswith(hint)


def test_figures_are_written_in_full():
    """Every digit, whole numbers without a point, gaps empty."""
    rows = [("KGZ", 2020, 0.1 + 0.2), ("KGZ", 2021, 3e9), ("KGZ", 2022, None)]
    frame = pd.DataFrame(rows, columns=["economy", "year", "value"])
    lines = csv_bytes(frame).decode().splitlines()
    assert lines == [
        "economy,year,value",
        "KGZ,2020,0.30000000000000004",
        "KGZ,2021,3000000000",
        "KGZ,2022,",
    ]
    assert csv_bytes(no_observations()) == b"economy,year,value\n"


SQUARE = [[[60, 40], [70, 40.5], [70, 50], [60, 40]]]
SHAPE = {"type": "Polygon", "coordinates": SQUARE}
NAMED = {"economy": "KGZ", "name": "Kyrgyzstan"}


@pytest.mark.parametrize(
    ("facts", "shape", "drawn"),
    [
        (NAMED, SHAPE, True),
        (
            {"economy": None, "name": "a glacier"},
            {"type": "MultiPolygon", "coordinates": [SQUARE]},
            True,
        ),
        ({"name": "a glacier"}, SHAPE, False),
        ({**NAMED, "name": 5}, SHAPE, False),
        ({**NAMED, "name": "a\x1b"}, SHAPE, False),
        (NAMED, None, False),
        (NAMED, {"type": "Point", "coordinates": [60, 40]}, False),
        (NAMED, {"type": "MultiPolygon", "coordinates": SQUARE}, False),
        (NAMED, {"type": "Polygon", "coordinates": [SQUARE[0][:3]]}, False),
        *(
            (NAMED, {"type": "Polygon", "coordinates": [[point, *SQUARE[0]]]}, False)
            for point in ([60], [60, 40, 1], ["60", 40], [181, 40], [60, -91], [True, 40], 60)
        ),
    ],
)
def test_what_cannot_be_drawn_is_no_map(tmp_path, facts, shape, drawn):
    """Named shapes of points on the globe, or the file is named."""
    content = {"features": [{"properties": facts, "geometry": shape}]}
    package = Folder(tmp_path, json.dumps(content).encode())
    if drawn:
        assert tables.read_shapes(package, Shapes) == content
    else:
        with pytest.raises(errors.DataError, match=r"borders\.geojson: field features: no GeoJSON"):
            tables.read_shapes(package, Shapes)


class Shapes:
    """A file of the package."""

    path = "borders.geojson"


class Folder(NamedTuple):
    """A package of one file."""

    folder: Path
    content: bytes

    def content_of(self, resource) -> bytes:
        return self.content


def test_the_second_of_two_rows_is_named(data):
    """By its line, however many there are."""
    path = data / "worldbank/SP.POP.TOTL.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join([*lines[:5], lines[3], *lines[5:]]), encoding="utf-8")
    with pytest.raises(errors.DataError, match="line 6, field economy, year: stands twice"):
        library.describe()


def test_a_long_cell_is_not_told_whole(data, edit_csv):
    """Its beginning is."""
    edit_csv(data / "records/votes.csv", {"economy": "KGZ"}, "vote", "x" * 9_000)
    with pytest.raises(errors.DataError, match=r"field vote: “x{60}…” is none of") as told:
        library.describe()
    assert len(str(told.value)) < 400

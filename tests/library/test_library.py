"""The data folder: whole or refused, and never half-written."""

import errno
import json

import frictionless
import pandas as pd
import pytest

from footprint import errors, library
from footprint.library import pulls, replacement
from footprint.library.library import NAMED_SOURCES

SERIES = "worldbank/BX.TRF.PWKR.DT.GD.ZS.csv"


def test_every_committed_file_is_whole():
    """Size, hash, schema and economies of every file hold."""
    assert list(library.verify()) == [entry["path"] for entry in library.package()["resources"]]


def test_the_package_is_a_valid_frictionless_data_package(data):
    """By the reference implementation, not only by our reading of it."""
    report = frictionless.Package(str(data / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])


def test_every_entry_says_where_it_is_from():
    """Source, licence, vintage, retrieval and way of obtaining stand at each file, and every field has a title."""
    for entry in library.package()["resources"]:
        assert all(
            entry.get(key)
            for key in (
                "title",
                "description",
                "sources",
                "licenses",
                "vintage",
                "retrieved",
                "obtained",
            )
        )
        assert all(field.get("title") for field in entry.get("schema", {}).get("fields", []))


def test_data_folder_is_small():
    """The design's aim: under four megabytes."""
    assert (
        sum(path.stat().st_size for path in library.data_dir().rglob("*") if path.is_file()) < 4e6
    )


def test_a_cut_file_is_named_with_its_remedy(data):
    """A truncated CSV gives file, field and remedy."""
    path = data / SERIES
    path.write_bytes(path.read_bytes()[:-10])
    with pytest.raises(
        errors.DataError,
        match=rf"{SERIES}: field bytes: \d+ found, \d+ expected.*git checkout.*describe",
    ):
        library.observations("BX.TRF.PWKR.DT.GD.ZS")


def test_an_edit_of_the_same_size_is_seen(data):
    """One digit changed: the hash tells."""
    path = data / SERIES
    path.write_text(path.read_text().replace("KGZ,2024,17.7", "KGZ,2024,71.7"))
    with pytest.raises(errors.DataError, match="field hash"):
        library.observations("BX.TRF.PWKR.DT.GD.ZS")


def test_describe_takes_over_an_edit(data, edit_csv):
    """After describe the edited file is the described one."""
    edit_csv(data / SERIES, {"economy": "KGZ", "year": "2024"}, "value", "33")
    assert [line.split(":")[0] for line in library.describe()] == [SERIES]
    frame, _ = library.observations("BX.TRF.PWKR.DT.GD.ZS")
    assert frame.query("economy == 'KGZ' and year == 2024")["value"].item() == 33


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


def test_describe_refuses_broken_borders(data):
    """A map that is no GeoJSON is named before a page needs it."""
    (data / "geography/borders.geojson").write_text("{}")
    with pytest.raises(errors.DataError, match=r"borders.geojson: field features"):
        library.describe()


def test_a_row_with_a_cell_too_many_is_named(data):
    """An extra first column in every row is not taken for an index."""
    path = data / SERIES
    head, *rows = path.read_text().splitlines()
    path.write_text("\n".join([head, *(f"x,{row}" for row in rows)]) + "\n")
    with pytest.raises(errors.DataError, match="more cells than its header"):
        library.describe()


def test_a_wrong_header_is_named(data):
    """Columns other than the schema's are refused."""
    path = data / SERIES
    path.write_text(path.read_text().replace("economy,year,value", "country,year,value"))
    with pytest.raises(
        errors.DataError, match="header: country, year, value found, economy, year, value expected"
    ):
        library.describe()


def test_an_interrupted_write_leaves_the_old_file(data, edit_csv, monkeypatch):
    """A full disk at the last step of describe: the old package, no leftovers, and one sentence."""
    edit_csv(data / SERIES, {"economy": "KGZ", "year": "2024"}, "value", "33")
    before = (data / "datapackage.json").read_bytes()

    def full(path, *_):
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(replacement, "write_through", full)
    with pytest.raises(
        errors.DataError, match=r"cannot be written \(No space left on device\). Make room"
    ):
        library.describe()
    assert (data / "datapackage.json").read_bytes() == before
    assert [path.name for path in data.parent.iterdir() if path.name != ".data.lock"] == ["data"]


def test_describe_leaves_when_an_update_is_at_work(data, edit_csv):
    """Two writers at once: the second says so, and nothing of its edit is lost."""
    edit_csv(data / SERIES, {"economy": "KGZ", "year": "2024"}, "value", "33")
    with (
        replacement.replacement(data),
        pytest.raises(errors.DataError, match=r"under way. Wait until it has ended"),
    ):
        library.describe()
    assert library.describe()[0].startswith(SERIES)


def test_a_deleted_file_loses_its_entry_only_by_describe(data):
    """Gone without a word it is an error; with describe it is a gap that is said."""
    (data / SERIES).unlink()
    with pytest.raises(errors.DataError, match="cannot be read"):
        library.observations("BX.TRF.PWKR.DT.GD.ZS")
    assert library.describe() == [f"{SERIES}: gone, so its entry is dropped"]
    with pytest.raises(
        errors.MissingData, match=r"bx.trf.pwkr.dt.gd.zs is not in data/datapackage.json"
    ):
        library.observations("BX.TRF.PWKR.DT.GD.ZS")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"resources": []}', "not json"])
def test_a_broken_package_is_named(data, text):
    """Anything but a package gives one sentence."""
    (data / "datapackage.json").write_text(text)
    with pytest.raises(errors.DataError, match=r"datapackage.json: not a data package"):
        library.package()


def test_a_missing_folder_is_named(monkeypatch, tmp_path):
    """FOOTPRINT_DATA_DIR that leads nowhere."""
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(errors.DataError, match="not there"):
        library.package()


def test_pull_takes_the_economies_and_years_asked_for():
    """The first year is included, others are not there."""
    pulled = library.pull("NY.GDP.MKTP.CD", economies=["KGZ"], since=2020)
    assert set(pulled.data["economy"]) == {"KGZ"} and pulled.data["year"].min() == 2020
    assert list(pulled.data.columns) == ["economy", "indicator", "year", "value"]


def test_pull_names_a_series_it_does_not_hold():
    """An unknown indicator costs the known one nothing."""
    pulled = library.pull(["NY.GDP.MKTP.CD", "NO.SUCH.CODE"])
    assert len(pulled.series("NY.GDP.MKTP.CD")) and pulled.series("NO.SUCH.CODE").empty
    assert "NO.SUCH.CODE: this series is not in data/" in pulled._repr_html_()
    assert "release of 2026-07-01" in pulled._repr_html_() and "CC BY 4.0" in pulled._repr_html_()


def test_pull_refuses_an_unknown_economy():
    """A typed code that is none is named with the likely one."""
    with pytest.raises(errors.DataError, match=r"field economy: “KYR”.*did you mean KGZ"):
        library.pull("NY.GDP.MKTP.CD", economies=["KYR"])


def test_the_fingerprint_follows_every_file(data):
    """What the built pages depend on changes with any data file."""
    before = library.fingerprint()
    (data / "claims.yml").write_text((data / "claims.yml").read_text() + "# a word\n")
    assert library.fingerprint() != before


def test_descriptions_are_in_plain_json():
    """The package stays readable to people: indented, not escaped."""
    text = (library.data_dir() / "datapackage.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def test_every_file_loads_by_its_reader():
    """Each series, edition, record file and the borders, through the function that chapters use."""
    for entry in library.package()["resources"]:
        name = entry["name"]
        if "indicator" in entry:
            assert len(library.observations(entry["indicator"])[0])
        elif name.startswith("wdi-"):
            assert len(library.vintage(name.removeprefix("wdi-"))[0])
        elif name == "borders":
            assert library.borders()["features"]
        else:
            assert len(
                library.economies()
                if name == "economies"
                else library.records(name.replace("-", "_"))
            )


@pytest.mark.parametrize(
    ("column", "value"), [("economy", "KYR"), ("value", "-inf"), ("year", "2101")]
)
def test_a_refusal_names_the_file(data, edit_csv, column, value):
    """Which of the files it is, not only which field."""
    edit_csv(data / SERIES, {"economy": "KGZ", "year": "2024"}, column, value)
    with pytest.raises(errors.DataError, match=rf"{SERIES}: .*field {column}: “{value}”"):
        library.describe()


def test_pull_keeps_problems_apart():
    """A series that is not held stands in problems, and only there."""
    pulled = library.pull(["NY.GDP.MKTP.CD", "NO.SUCH.CODE"], economies=["KGZ", "TJK"])
    assert list(pulled.entries) == ["NY.GDP.MKTP.CD"] and list(pulled.problems) == ["NO.SUCH.CODE"]
    assert set(pulled.data["economy"]) == {"KGZ", "TJK"}


def test_groups_take_no_rank():
    """The world is no country, and every country has a name."""
    assert not {"WLD", "EUU", "ECS"} & set(library.countries().index)
    assert library.countries()["NPL"] == "Nepal" and library.economies()["WLD"] == "World"


# Where figures come from ----------------------------------------------------------------------------------------


def test_a_source_names_series_release_gaps_licence_and_query():
    """All that a reader needs to ask the service for the same."""
    said = library.pull("BX.TRF.PWKR.DT.GD.ZS", ["KGZ", "TKM"], since=1995).source(
        "BX.TRF.PWKR.DT.GD.ZS"
    )
    assert said.startswith(
        "World Bank, World Development Indicators, BX.TRF.PWKR.DT.GD.ZS (https://api.worldbank.org/v2/country/KGZ%3BTKM/indicator/BX.TRF.PWKR.DT.GD.ZS?date=1995%3A"
    )
    assert (
        "release of " in said
        and "read in " in said
        and "without a value: TKM" in said
        and said.endswith("CC BY 4.0")
    )


def test_a_source_of_records_names_pages_file_vintage_and_licence():
    """Few pages are named, many are counted; without rows, what the whole file was read from."""
    held, entry = library.records("ethnic_russians"), library.resource("ethnic-russians")
    rest = f"File: data/{entry['path']}, vintage: {entry['vintage']}, read in {entry['retrieved']}. Licence: {entry['licenses'][0]['title']}"
    assert (
        library.source("ethnic_russians", held.head(NAMED_SOURCES))
        == f"{'; '.join(held['source'].head(NAMED_SOURCES))}. {rest}"
    )
    assert (
        library.source("ethnic_russians", held)
        == f"{held['source'].nunique()} sources, named row by row. {rest}"
    )
    assert library.source("ethnic_russians").startswith(
        f"CIA World Factbook ({entry['sources'][0]['path']}); "
    ) and library.source("ethnic_russians").endswith(rest)


@pytest.mark.parametrize(("years", "said"), [([], "no values"), ([2000, 2001], "no year missing")])
def test_gaps_of_few_years(years, said):
    """Nothing held, and nothing missing."""
    assert pulls._gaps(pd.DataFrame({"economy": ["KGZ"] * len(years), "year": years})) == said


def test_years_in_a_row_are_drawn_together():
    """Runs, and years that stand alone."""
    assert pulls._runs([1990, 1991, 1992, 1995]) == "1990–1992, 1995"

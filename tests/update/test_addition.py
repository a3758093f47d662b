"""A series that is added by its code, and fetched by the next update."""

import json

import pytest
from support.updates import RATIO, SMALL, cut_down

from footprint import library
from footprint.__main__ import main
from footprint.errors import DataError, ServiceError
from footprint.library.package import read_package
from footprint.update import renew
from footprint.update.addition import add_series

CODE = "AG.LND.FRST.K2"
NAME = "Forest area (sq. km)"


@pytest.fixture
def forest(data, bank):
    """A small folder and a service that has one more series."""
    cut_down(data, SMALL, wanted=False)
    library.describe()
    bank.serve(data)
    for economy, value in (
        ("KAZ", 34550.0),
        ("KGZ", 13154.0),
        ("TJK", 4238.0),
        ("TKM", 41270.0),
        ("UZB", 36897.0),
    ):
        for year in range(2015, 2024):
            bank.set(CODE, economy, year, value + year % 7)
    bank.names[CODE] = NAME
    return bank


def test_a_series_is_added_and_fetched(forest, data, capsys):
    """One command writes the entry, the next fetches; the package holds it with title, unit and hash."""
    assert main(["add", CODE]) == 0
    assert f"{CODE} (Forest area, sq. km" in capsys.readouterr().out
    (waiting,) = read_package(data).wanted
    assert (waiting.indicator, waiting.title, waiting.unit) == (CODE, "Forest area", "sq. km")
    report = renew()
    assert report.clean, str(report)
    held = read_package(data).series_of(CODE)
    assert held.title == "Forest area" and held.hash and held.vintage != "not yet"
    assert read_package(data).wanted == [] and len(list(library.verify()))
    assert len(library.pull([CODE]).series(CODE)) == 5 * 9


@pytest.mark.parametrize(
    ("code", "kind", "says"),
    [
        (RATIO, DataError, "is there; renew it: python -m footprint update"),
        ("NO.SUCH.SERIES", ServiceError, "of NO.SUCH.SERIES; correct the code"),
        ("../outside", ServiceError, "is no code of a series"),
        (
            "AF.ONLY",
            ServiceError,
            "Africa Development Indicators .source 11., which .*databases.py",
        ),
    ],
)
def test_what_cannot_be_added_changes_nothing(forest, data, code, kind, says):
    """One that is there, none, an address, one of a database that is not listed: a sentence each."""
    forest.set("AF.ONLY", "KAZ", 2020, 1.0, source=11)
    before = (data / "datapackage.json").read_bytes()
    with pytest.raises(kind, match=says):
        add_series(code)
    assert (data / "datapackage.json").read_bytes() == before


def test_twice_is_once(forest, data):
    """The second is told that it waits; nothing stands twice."""
    add_series(CODE)
    with pytest.raises(DataError, match="waits under wanted"):
        add_series(CODE)
    content = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    assert [one["indicator"] for one in content["wanted"]] == [CODE]


def test_no_service_no_entry(forest, data):
    """Away, or broken: said in its sentence."""
    before = (data / "datapackage.json").read_bytes()
    forest.fault("503")
    assert main(["add", CODE]) == 1
    assert (data / "datapackage.json").read_bytes() == before

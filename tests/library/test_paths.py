"""No path of the package and no link leads out of the folder: refused by every command, and nothing is touched."""

import json

import pytest
from support.files import tree

from footprint import library
from footprint.__main__ import main
from footprint.library.package import read_package
from footprint.library.paths import misnamed

CODE = "BX.TRF.PWKR.DT.GD.ZS"
SERIES = f"worldbank/{CODE}.csv"


def without_locks(folder) -> dict[str, bytes]:
    return {name: content for name, content in tree(folder).items() if not name.endswith(".lock")}


def refused_everywhere(folder, capsys) -> str:
    """What each command says of a package: the same sentence, and it touches nothing in the folder or beside it."""
    before, told = without_locks(folder.parent), set()
    for command in (["verify"], ["describe"], ["ledger"], ["update"], ["update", "--dry-run"]):
        assert main(command) == 1
        lines = capsys.readouterr().err.splitlines()
        told.add(lines[0].removeprefix("Nothing was written, the figures of data/ stand. "))
        assert len(lines) == 1
    assert without_locks(folder.parent) == before and len(told) == 1
    return told.pop()


def moved(data, path: str) -> None:
    """The package with one series at another path."""
    content = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    entry = next(one for one in content["resources"] if one.get("indicator") == CODE)
    entry["path"] = path
    (data / "datapackage.json").write_text(json.dumps(content), encoding="utf-8")


@pytest.mark.parametrize("path", ["../outside.csv", "worldbank/../../outside.csv", "ABSOLUTE"])
def test_a_path_that_leads_out_is_refused_everywhere(data, bank, capsys, path):
    """Though the file is there, and is the one described: neither read nor written, not by a dry run either."""
    outside = data.parent / "outside.csv"
    outside.write_bytes((data / SERIES).read_bytes())
    moved(data, str(outside) if path == "ABSOLUTE" else path)
    assert "leads out of data/" in refused_everywhere(data, capsys)
    assert bank.asked() == []


@pytest.mark.parametrize("name", [SERIES, "worldbank", "datapackage.json", "wanted"])
def test_a_link_that_leads_out_is_refused_everywhere(data, bank, capsys, name):
    """Of a file, of a folder, of the package itself, of a file still wanted: none is followed."""
    if name == "wanted":
        name = read_package(data).wanted[0].path
        (data.parent / "outside").write_text("precious", encoding="utf-8")
    else:
        (data / name).rename(data.parent / "outside")
    (data / name).symlink_to(data.parent / "outside")
    assert "a link leads out of" in refused_everywhere(data, capsys)
    assert bank.asked() == []


def test_a_link_within_the_folder_is_followed(data):
    """It leads to a file of the folder, so nothing speaks against it."""
    (data / SERIES).rename(data / "worldbank/other.csv")
    (data / SERIES).symlink_to("other.csv")
    assert SERIES in list(library.verify())


def test_what_is_inside_may_have_any_plain_name():
    """Blanks, points, letters of another script; a report among the reports."""
    for name in ("a.csv", "records/a b (1).csv", "записи/таблица.csv", "a/b/c..d.csv"):
        assert misnamed(name, "csv") == ""
    assert misnamed("updates/2026-01-01.json", "json") == ""

"""The package: whole or refused, and every file as it says."""

import json
import os

import frictionless
import pytest
from support.builds import ROOT

from footprint import errors, library
from footprint.__main__ import main
from footprint.library.package import REQUIRED, data_dir, fingerprint, hold_together, read_package

CODE = "BX.TRF.PWKR.DT.GD.ZS"
SERIES = f"worldbank/{CODE}.csv"


def test_the_package_is_a_valid_frictionless_data_package(data):
    """By the reference implementation, not only by our reading of it."""
    report = frictionless.Package(str(data / "datapackage.json")).validate()
    assert report.valid, report.flatten(["title", "message"])


def test_every_entry_says_where_it_is_from():
    """Source, licence, vintage, retrieval and way of obtaining stand at each file, and every field has a title."""
    for entry in library.package().content["resources"]:
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
        library.default().observations(CODE)


def test_an_edit_of_the_same_size_is_seen(data):
    """One digit changed: the hash tells."""
    path = data / SERIES
    path.write_text(
        path.read_text(encoding="utf-8").replace("KGZ,2024,17.7", "KGZ,2024,71.7"), encoding="utf-8"
    )
    with pytest.raises(errors.DataError, match="field hash"):
        library.default().observations(CODE)


@pytest.fixture
def edited(data, capsys):
    """A package changed on purpose, and how it is refused: by DataError, and in one line."""

    def edit(change) -> str:
        path = data / "datapackage.json"
        text = change(path.read_text(encoding="utf-8"))
        path.write_text(text, encoding="utf-8")
        with pytest.raises(errors.DataError) as refused:
            library.package()
        for command in ("verify", "ledger", "describe"):
            assert main([command]) == 1
            assert capsys.readouterr().err == f"{refused.value}\n"
        assert path.read_text(encoding="utf-8") == text
        return str(refused.value)

    return edit


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"resources": []}', "not json"])
def test_a_broken_package_is_named(edited, text):
    """Anything but a package gives one sentence."""
    refused = edited(lambda _: text)
    assert "datapackage.json: not a data package" in refused
    assert refused.endswith("Restore it: git checkout -- data/datapackage.json")


def without(field: str, number: int):
    """The package with one field less in one of its entries."""

    def change(text: str) -> str:
        content = json.loads(text)
        del content["resources"][number][field]
        return json.dumps(content)

    return change


@pytest.mark.parametrize("field", REQUIRED)
def test_a_file_without_a_field_is_named(data, edited, field):
    """File, resource, field and remedy."""
    number = 3
    entry = read_package(data).resources[number].entry
    who = entry["path"] if field == "name" else entry["name"]
    refused = edited(without(field, number))
    assert refused == (
        f"{data / 'datapackage.json'}: resource {who}, field {field}: missing. "
        "Add it, or restore the file: git checkout -- data/datapackage.json"
    )


@pytest.mark.parametrize("entry", ["null", '"votes"', "[]"])
def test_an_entry_that_is_none_is_named(edited, entry):
    """A word or a list is no file."""
    refused = edited(lambda text: text.replace('"resources": [', f'"resources": [{entry}, ', 1))
    assert "datapackage.json: " in refused and "git checkout -- data/datapackage.json" in refused


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('"resources": [', '"resources": [], "resources": [', "resources"),
        ('"vintage": ', '"vintage": "2020", "vintage": ', "vintage"),
        ('"type": "string"', '"type": "number", "type": "string"', "type"),
    ],
)
def test_a_key_that_stands_twice_is_named(edited, old, new, field):
    """At the top, in an entry, deep in a schema: of two, nobody could say which is meant."""
    refused = edited(lambda text: text.replace(old, new, 1))
    assert f"datapackage.json: not a data package (field {field}: stands twice)." in refused


def test_a_missing_folder_is_named(monkeypatch, tmp_path):
    """FOOTPRINT_DATA_DIR that leads nowhere."""
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(tmp_path / "nowhere"))
    with pytest.raises(errors.DataError, match="not there"):
        library.package()


def test_a_file_that_is_not_there_is_named():
    """With one that has nearly its name, if there is one."""
    with pytest.raises(errors.MissingData, match=r"votez is not in .*; did you mean votes"):
        library.resource("votez")
    with pytest.raises(errors.MissingData, match=r"xyz is not in data/datapackage.json\.$"):
        library.resource("xyz")


def test_a_series_is_found_under_either_code():
    """That of today and that from before it was renamed; held or wanted."""
    package = library.package()
    assert package.series_of("BX.TRF.PWKR.DT.GD.ZS").indicator == "BX.TRF.PWKR.DT.GD.ZS"
    for one in package.series():
        assert package.series_of(one.indicator) is one
        assert not one.succeeds or package.series_of(one.succeeds) is one


def test_the_fingerprint_follows_every_file(data):
    """What the built pages depend on changes with any data file."""
    before = fingerprint(data)
    (data / "claims.yml").write_text(
        (data / "claims.yml").read_text(encoding="utf-8") + "# a word\n", encoding="utf-8"
    )
    assert fingerprint(data) != before
    (data / "claims.yml").write_bytes((ROOT / "data/claims.yml").read_bytes())
    assert fingerprint(data) == before
    (data / "claims.yml").rename(data / "claims.yaml")
    assert fingerprint(data) != before


def test_descriptions_are_in_plain_json():
    """The package stays readable to people: indented, not escaped."""
    text = (library.data_dir() / "datapackage.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


# Another folder ---------------------------------------------------------------------------------------------


@pytest.fixture
def elsewhere(tmp_path, monkeypatch):
    """Another checkout, of which the package at work is not, and its chapters as working folder."""
    (tmp_path / "copy/footprint/library").mkdir(parents=True)
    (tmp_path / "copy/chapters").mkdir()
    monkeypatch.chdir(tmp_path / "copy/chapters")
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(["", str(tmp_path)]))
    return tmp_path / "copy"


def test_work_in_a_copy_is_refused(elsewhere):
    """A notebook there, and a build, would show the data of the first folder as its own: both folders are named, and the remedy."""
    with pytest.raises(errors.PlaceError) as caught:
        data_dir()
    told = str(caught.value)
    assert f"lies in {elsewhere}," in told and f"is that of {ROOT}:" in told and "make book" in told
    with pytest.raises(errors.PlaceError):
        hold_together(elsewhere)


def test_what_is_meant_is_not_refused(elsewhere, monkeypatch):
    """Data named, a package named, the checkout itself under another name, a folder that is none."""
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(ROOT / "data"))
    assert data_dir() == ROOT / "data"
    hold_together(elsewhere.parent)
    link = elsewhere.parent / "link"
    try:
        link.symlink_to(ROOT, target_is_directory=True)
    except OSError:
        pytest.skip("this system does not let a test make links")
    hold_together(link / "chapters")
    monkeypatch.setenv("PYTHONPATH", str(link))
    hold_together(elsewhere)

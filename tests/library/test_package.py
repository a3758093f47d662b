"""The package: whole or refused, and every file as it says."""

import json
import shutil
import subprocess

import frictionless
import pytest
from support.builds import ROOT
from support.files import tree

from footprint import errors, library
from footprint.__main__ import main
from footprint.library.descriptor import SCHEMA
from footprint.library.package import fingerprint, read_package

RESOURCE = json.loads(SCHEMA.read_text(encoding="utf-8"))["$defs"]["resource"]

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
    path.write_text(path.read_text().replace("KGZ,2024,17.7", "KGZ,2024,71.7"))
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


@pytest.mark.parametrize("field", RESOURCE["required"])
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
    ("old", "new", "named"),
    [
        ('"resources": [', '"resources": [], "resources": [', "(field resources: stands twice)"),
        ('"vintage": ', '"vintage": "2020", "vintage": ', "borders, field vintage: stands twice."),
        (
            '"type": "string"',
            '"type": "number", "type": "string"',
            "debt-by-creditor, field schema.fields.0.type: stands twice.",
        ),
    ],
)
def test_a_key_that_stands_twice_is_named(edited, old, new, named):
    """At the top, in an entry, deep in a schema: of two, nobody could say which is meant."""
    assert named in edited(lambda text: text.replace(old, new, 1))


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
    before = fingerprint(read_package(data))
    (data / "claims.yml").write_text((data / "claims.yml").read_text() + "# a word\n")
    assert fingerprint(read_package(data)) != before
    (data / "claims.yml").write_bytes((ROOT / "data/claims.yml").read_bytes())
    assert fingerprint(read_package(data)) == before
    (data / "claims.yml").rename(data / "claims.yaml")
    assert fingerprint(read_package(data)) != before


def test_descriptions_are_in_plain_json():
    """The package stays readable to people: indented, not escaped."""
    text = (library.data_dir() / "datapackage.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


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
        (data.parent / "outside").write_text("precious")
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


def test_a_file_that_was_never_described_says_so(data, edited):
    """An entry put there by hand has no size and no hash yet: describe gives them."""
    path = data / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    entry = next(one for one in content["resources"] if one.get("indicator") == CODE)
    size, hash = entry.pop("bytes"), entry.pop("hash")
    path.write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(errors.DataError, match=r"field bytes: the package does not say it yet"):
        library.default().observations(CODE)
    assert len(library.describe()) == 1
    entry = read_package(data).find(CODE).entry
    assert (entry["bytes"], entry["hash"]) == (size, hash) and "edited" not in entry


def test_windows_line_ends_are_told_from_an_edit(data):
    """A checkout that made CRLF of LF: nothing else differs, and the remedy helps."""
    for name in (SERIES, "geography/borders.geojson"):
        (data / name).write_bytes((data / name).read_bytes().replace(b"\n", b"\r\n"))
        says = (
            rf"{name}: the file has Windows line ends \(CRLF\).* Delete it, and run: git checkout"
        )
        with pytest.raises(errors.DataError, match=says):
            list(library.verify())
        (data / name).write_bytes((data / name).read_bytes().replace(b"\r\n", b"\n"))
    assert list(library.verify())


def test_git_is_told_to_keep_line_ends():
    """A checkout has the bytes that were hashed, whatever Git is set to."""
    asked = ["git", "check-attr", "eol", "text", "--", f"data/{SERIES}", "docs/book.png"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip("no checkout of git")
    assert f"data/{SERIES}: eol: lf" in done.stdout and "docs/book.png: text: unset" in done.stdout


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("file", "a file, and no folder"),
        ("nowhere", "not there"),
        ("x" * 300, "File name too long"),
        ("loop", "symbolic links"),
        ("a folder", "not there"),
    ],
)
def test_a_folder_that_is_none_is_said(tmp_path, monkeypatch, capsys, name, says):
    """FOOTPRINT_DATA_DIR that names a file, nothing, too much, a link to itself, a folder without a package."""
    (tmp_path / "file").write_text("")
    (tmp_path / "a folder").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(tmp_path / name))
    for command in ("verify", "describe", "ledger", "update"):
        assert main([command]) == 1
        told = capsys.readouterr().err
        assert says in told and told.count("\n") == 1


def test_a_folder_of_any_name_will_do(tmp_path, monkeypatch):
    """Blanks, letters of another script; and an empty value is none."""
    folder = shutil.copytree(ROOT / "data", tmp_path / "мои данные № 1")
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(folder))
    assert library.describe() == [] and library.package().folder == folder
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", "")
    assert library.data_dir() == ROOT / "data"

"""The package: whole or refused, and every file as it says; beside updates of one edition or the other."""

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import frictionless
import pytest
from support.builds import ROOT
from support.swaps import edition, last_figures, swapping

from footprint import errors, library
from footprint.__main__ import main
from footprint.library import replacement, upkeep
from footprint.library.descriptor import PACKAGE_SCHEMA
from footprint.library.library import Library, _stamp, default
from footprint.library.package import (
    FILE,
    data_dir,
    fingerprint,
    hold_together,
    json_bytes,
    read_package,
)

RESOURCE = json.loads(PACKAGE_SCHEMA.read_text(encoding="utf-8"))["$defs"]["resource"]

CODE = "BX.TRF.PWKR.DT.GD.ZS"
SERIES = f"worldbank/{CODE}.csv"
SMALL = ("sm.pop.totl", "dc.dac.cecl.cd")


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


@pytest.mark.parametrize("day", ["2023-02-30", "2023-13", "May 2023", "2023-05-09T00"])
def test_an_article_of_no_day_is_named(edited, day):
    """Charts could not mark it."""
    assert "field article: “" in edited(lambda text: text.replace('"2023-05-09"', f'"{day}"', 1))


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
    (data / "claims.yml").write_text(
        (data / "claims.yml").read_text(encoding="utf-8") + "# a word\n", encoding="utf-8"
    )
    assert fingerprint(read_package(data)) != before
    (data / "claims.yml").write_bytes((ROOT / "data/claims.yml").read_bytes())
    assert fingerprint(read_package(data)) == before
    (data / "claims.yml").rename(data / "claims.yaml")
    assert fingerprint(read_package(data)) != before


def test_descriptions_are_in_plain_json():
    """The package stays readable to people: indented, not escaped."""
    text = (library.data_dir() / "datapackage.json").read_text(encoding="utf-8")
    assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


def test_a_book_on_an_installed_package_is_found_from_inside(tmp_path, monkeypatch):
    """From any of its folders, though it lies in a checkout; one without data is told so."""
    monkeypatch.delenv("FOOTPRINT_DATA_DIR", raising=False)
    book = tmp_path / "checkout/books/one"
    (book / "chapters").mkdir(parents=True)
    (tmp_path / "checkout/footprint/library").mkdir(parents=True)
    (book / "_toc.yml").touch()
    for folder in (book, book / "chapters"):
        monkeypatch.chdir(folder)
        hold_together(Path.cwd())
        assert data_dir() == book / "data"
    with pytest.raises(errors.DataError, match=r"one/data/datapackage\.json: not there"):
        library.package()
    monkeypatch.chdir(tmp_path)
    assert data_dir() == ROOT / "data"


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
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, encoding="utf-8")
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
    (tmp_path / "file").write_text("", encoding="utf-8")
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


@pytest.fixture
def small(tmp_path) -> Path:
    """A package of the two smallest series of the real one."""
    folder, whole = tmp_path / "data", read_package(ROOT / "data")
    chosen = [whole.resource(name) for name in SMALL]
    for one in chosen:
        (folder / one.path).parent.mkdir(parents=True, exist_ok=True)
        (folder / one.path).write_bytes(whole.bytes_of(one))
    entries = [one.entry for one in chosen]
    (folder / FILE).write_bytes(json_bytes({**whole.content, "resources": entries, "wanted": []}))
    return folder


def test_ten_thousand_reads_beside_a_loop_of_swaps(small, monkeypatch):
    """Every file of a package of two, ten thousand times: whole, of one edition, and both are seen. Disks are not waited for, so swaps come faster than any disk allows."""
    monkeypatch.setattr(os, "fsync", lambda handle: None)
    editions, seen = [edition(small, 1), edition(small, 2)], Counter()
    with swapping(small, editions):
        while seen.total() < 10_000:
            seen[frozenset(last_figures(read_package(small)))] += 1
    of_one = {frozenset({b"1\n"}), frozenset({b"2\n"})}
    # Each edition was seen often, and besides only the one that stood before the first swap.
    assert all(seen[figures] > 100 for figures in of_one) and len(seen) <= 3


def test_every_file_of_the_book_beside_swaps(tmp_path):
    """The real package, as verify reads it: all files, tables, economies and sources, and what a chapter asks for."""
    folder = shutil.copytree(ROOT / "data", tmp_path / "data")
    first = len(last_figures(read_package(folder)))
    with swapping(folder, [edition(folder, 1), edition(folder, 2)]):
        for _ in range(30):
            assert len(last_figures(read_package(folder))) in (1, first)
            assert _stamp(folder)
        library = Library(folder)
        assert len(library.reports()) == 0 and len(library.records("votes"))
        assert len(library.names())


def test_who_opened_an_edition_keeps_it(data, monkeypatch):
    """What was opened before an update stays of the old edition to its end, the ledger too; who opens anew has the new one."""
    opened, files = default(), edition(data, 7)
    with replacement.replacement(data) as new:
        for name, content in files.items():
            new.write(name, content)
        new.swap()
    resource = opened.package.resource("sp.pop.totl")
    assert opened.rows(resource).values("value")[-1] != 7
    assert opened.package.read("claims.yml") == (ROOT / "data/claims.yml").read_bytes()
    assert default() is not opened
    assert default().rows(default().package.resource("sp.pop.totl")).values("value")[-1] == 7


def test_describe_takes_no_entry_of_an_older_edition(data, edit_csv, monkeypatch):
    """An update between reading and writing: what is written describes the files that are there then."""
    path = data / "worldbank/SP.POP.TOTL.csv"
    edit_csv(path, {"economy": "KGZ", "year": "2020"}, "value", "5")
    files, first = edition(ROOT / "data", 7), upkeep.read_package

    def updated(folder):
        package = first(folder)
        monkeypatch.setattr(upkeep, "read_package", first)
        for name, content in files.items():
            (folder / name).write_bytes(content)
        edit_csv(path, {"economy": "KGZ", "year": "2020"}, "value", "5")
        return package

    monkeypatch.setattr(upkeep, "read_package", updated)
    upkeep.describe(data)
    assert json.loads((data / FILE).read_bytes()) != json.loads(files[FILE])
    assert len(list(upkeep.verify(data))) == len(read_package(data).resources)

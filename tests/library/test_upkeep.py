"""The data folder verified, and brought up to edits: all or nothing."""

import errno
import json

import pytest
from support.files import as_published

from footprint import errors, ledger, library
from footprint.library import replacement
from footprint.library.queries import renewed, today
from footprint.worldbank.answers import Observations

CODE = "BX.TRF.PWKR.DT.GD.ZS"
SERIES = f"worldbank/{CODE}.csv"


def test_every_committed_file_is_whole():
    """Size, hash, schema and economies of every file hold."""
    assert list(library.verify()) == [resource.path for resource in library.package().resources]


def test_describe_takes_over_an_edit(data, edit_csv):
    """After describe the edited file is the described one."""
    as_published(data)
    edit_csv(data / SERIES, {"economy": "KGZ", "year": "2024"}, "value", "33")
    assert [line.split(":")[0] for line in library.describe()] == [SERIES]
    frame, _ = library.default().observations(CODE)
    assert frame.query("economy == 'KGZ' and year == 2024")["value"].item() == 33


def test_an_edit_that_nothing_reads_is_said(data, edit_csv):
    """Of a ratio whose parts are of a newer release: they are read. Of the ratio alone, nothing."""
    edit_csv(data / SERIES, {"economy": "KGZ", "year": "2024"}, "value", "33")
    told = library.describe()[0]
    assert told.endswith(
        "; but the book reads BX.TRF.PWKR.CD.DT over NY.GDP.MKTP.CD, of a newer release, in its "
        "place: edit these instead"
    )
    as_published(data)
    edit_csv(data / SERIES, {"economy": "KGZ", "year": "2024"}, "value", "34")
    assert library.describe()[0].endswith(" now")


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
        library.default().observations(CODE)
    assert library.describe() == [f"{SERIES}: gone, so its entry is dropped"]
    with pytest.raises(
        errors.MissingData, match=r"bx.trf.pwkr.dt.gd.zs is not in data/datapackage.json"
    ):
        library.default().observations(CODE)


def test_nothing_to_describe(data):
    """Files as described: nothing is said, nothing is written."""
    before = (data / "datapackage.json").stat().st_mtime_ns
    assert library.describe() == []
    assert (data / "datapackage.json").stat().st_mtime_ns == before


def test_an_economy_may_be_added_together_with_its_rows(data):
    """Codes are held against the list as it is now, not as it was described."""
    as_published(data)
    with (data / "worldbank/economies.csv").open("a", encoding="utf-8") as file:
        file.write("ATL,Atlantis,economy\n")
    with (data / SERIES).open("a", encoding="utf-8") as file:
        file.write("ATL,2020,1.5\n")
    changed = {line.split(":")[0] for line in library.describe()}
    assert changed == {"worldbank/economies.csv", SERIES}
    frame, _ = library.default().observations(CODE)
    assert frame.query("economy == 'ATL'")["value"].tolist() == [1.5]


def test_an_edit_of_the_world_banks_figures_is_marked(data, edit_csv):
    """The entry names the day; the foot says who changed it last, in short and in full; an edit of a record has no such mark."""
    as_published(data)
    edit_csv(data / SERIES, {"economy": "KGZ", "year": "2024"}, "value", "33")
    edit_csv(data / "records/scenarios.csv", {"name": "a mild fall"}, "name", "a slight fall")
    library.describe()
    marked = [one for one in library.package().resources if one.edited]
    assert [one.path for one in marked] == [SERIES] and marked[0].edited == today().isoformat()
    source = library.pull([CODE], ["KGZ"]).source(CODE)
    told = f"edited by hand on {marked[0].edited} after the release of {marked[0].vintage}"
    assert ", edited by hand" in source and told in source
    assert told in ledger.finding("kgz-remit-third").now.basis
    assert library.describe() == []


def test_figures_fetched_anew_are_edited_no_more(data, edit_csv):
    """Once the service's figures are taken over, the mark is gone; a ratio of edited parts has theirs."""
    money = "BX.TRF.PWKR.CD.DT"
    edit_csv(data / f"worldbank/{money}.csv", {"economy": "KGZ", "year": "2024"}, "value", "5e9")
    library.describe()
    part = library.package().find(money)
    answer = Observations(None, "", "2026-11-01", "2026-11-02T00:00:00Z", (), {}, {})
    assert part.edited and not renewed(part, answer).edited
    _, ratio = library.default().series(CODE, "KGZ")
    assert ratio.computed and ratio.edited == part.edited


def test_a_report_that_is_none_is_refused(data):
    """What pages read of it is there, or the file is named."""
    path = data / "datapackage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    report = {"date": "2026-01-02", "revised_values": 0, "flipped": [], "added": [], "revised": []}
    entry = dict(content["resources"][0], name="update-2026-01-02", path="updates/2026-01-02.json")
    entry = {key: entry[key] for key in entry if key not in ("bytes", "hash")} | {"format": "json"}
    path.write_text(
        json.dumps({**content, "resources": [*content["resources"], entry]}), encoding="utf-8"
    )
    (data / "updates").mkdir()
    row = {"indicator": "A.B", "economy": "KGZ", "year": 2020, "before": 1.5, "after": 2}
    turn = {"id": "kgz-remit-third", "moment": "now", "before": "holds", "after": "does not hold"}
    odd = [
        {"date": "2026-13-45"},
        {"date": 5},
        {"revised_values": -1},
        {"revised_values": True},
        {"added": [{}]},
        {"added": [{"indicator": "A.B", "values": "5", "newest": 2020}]},
        {"revised": [{**row, "after": "2"}]},
        {"revised": [{**row, "after": float("nan")}]},
        {"revised": [{**row, "economy": "K\u202eGZ"}]},
        {"flipped": [{**turn, "id": "a) b"}]},
        {"flipped": [{**turn, "moment": "soon"}]},
        {"notes": ["a\x1b"]},
    ]
    texts = [json.dumps({**report, **one}) for one in odd]
    for wrong in ("[]", "{}", "[" * 10**5, *texts):
        (data / "updates/2026-01-02.json").write_text(wrong, encoding="utf-8")
        with pytest.raises(errors.DataError, match=r"2026-01-02.json: no report of an update"):
            library.describe()
    report |= {"revised": [row], "flipped": [turn], "notes": ["a note"]}
    (data / "updates/2026-01-02.json").write_text(json.dumps(report), encoding="utf-8")
    assert library.describe() and library.reports() == [report]

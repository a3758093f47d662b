"""``data/claims.yml`` becomes claims and rules: typed, in order, each key once, dates as text."""

import pytest
from support.files import altered_ledger
from support.files import read_ledger as read_yaml

from footprint import errors, ledger, library
from footprint.__main__ import main
from footprint.ledger.claims import read_ledger
from footprint.model import Bands, Interval, LeverReading, MeasureCall


def entry(id: str):
    return next(claim for claim in ledger.claims() if claim.id == id)


def test_an_entry_becomes_a_claim():
    """Its measure, bands, ways to vary and contrary figure are objects."""
    claim = entry("kgz-remit-third")
    ratio = {"indicator": "BX.TRF.PWKR.DT.GD.ZS", "economy": "KGZ"}
    assert claim.measure == MeasureCall("series", ratio) and claim.parts == ()
    assert claim.bands == Bands((Interval(30, 36.7),), (Interval(25, 30), Interval(36.7)))
    assert claim.robustness.without == ("edges-up", "edges-down")
    computed, narrow, _ = claim.robustness.variants
    assert computed.measure.name == "series_ratio" and not computed.bands
    assert narrow.measure is None and narrow.bands.holds == (Interval(31.7, 35),)
    assert claim.contrary.measure.name == "sender_ratio" and claim.contrary.against.high == 30


def test_parts_of_a_claim():
    """With the ways in which single ones vary; a claim without parts has none."""
    claim = entry("kgz-trade")
    assert [part.id for part in claim.parts] == ["imports", "exports"] and claim.measure is None
    over_gdp, customs, published, alone, _ = claim.robustness.variants
    assert set(over_gdp.parts) == {"imports", "exports"} and over_gdp.bands == claim.bands
    assert set(customs.parts) == {"imports", "exports"} and set(published.parts) == {"exports"}
    assert alone.only == ("imports",) and alone.parts == {}


def test_the_head_becomes_rules():
    """What then means, the general variants, and the levers with their readings."""
    rules = ledger.rules()
    assert (rules.then.label, rules.then.year) == ("May 2023", 2021)
    assert rules.then.published_before == "2023-06-01" and rules.then.editions[1] == "2023-04"
    assert [variant.years_back for variant in rules.variants] == [1, 2, 0, 0]
    assert [variant.edges_times for variant in rules.variants] == [1, 1, 1.2, 0.8]
    readings = {lever.id: lever.readings for lever in rules.levers}
    assert readings["energy"][0].only == ("KAZ",)
    assert all(isinstance(one, LeverReading) and "Russia" in one.actors for one in readings["arms"])


def test_every_field_of_an_entry_is_in_its_claim():
    """As it was written; of the head too."""
    content, rules = read_yaml(library.default().folder), ledger.rules()
    for written, claim in zip(content["claims"], ledger.claims(), strict=True):
        for key in written.keys() - {"measure", "parts", "bands", "contrary", "robustness"}:
            value = getattr(claim, key)
            if key == "history":
                assert [one.what for one in value] == [one["what"] for one in written[key]]
            elif key == "missing":
                assert (value.what, value.where) == (written[key]["what"], written[key]["where"])
            else:
                assert value == written[key], (claim.id, key)
        parts = [
            (part["id"], part["label"], part.get("told", {})) for part in written.get("parts", ())
        ]
        assert parts == [(part.id, part.label, part.told) for part in claim.parts]
    assert list(rules.then.editions) == content["then"]["editions"]
    assert rules.then.because == content["then"]["because"]
    assert rules.stale_after_years == content["stale_after_years"]
    assert (rules.carrying, rules.chapters) == (content["carrying"], content["chapters"])
    assert rules.actors == {"Russia": "Russia", "China": "China", "EU": "the European Union"}
    for written, lever in zip(content["levers"], rules.levers, strict=True):
        for key in written.keys() - {"readings"}:
            assert getattr(lever, key) == written[key], (lever.id, key)
        for reading, one in zip(written["readings"], lever.readings, strict=True):
            assert [*one.actors] == [actor for actor in rules.actors if actor in reading]


def test_every_measure_has_an_owner_and_a_field():
    """Of levers, claims, their parts, what speaks against them, and ways to vary: as refusals name them."""
    named = [(owner, field) for owner, field, _ in read_ledger(library.default()).calls()]
    assert named[:4] == [
        ("lever remittances", f"readings.{number}.{actor}")
        for number, actor in ((0, "Russia"), (0, "China"), (0, "EU"), (1, "Russia"))
    ]
    assert [field for owner, field in named if owner == "claim kgz-remit-third"] == [
        "measure",
        "contrary.measure",
        "robustness.computed.measure",
    ]
    parts = [field for owner, field in named if owner == "claim kgz-trade"]
    assert parts[:3] == ["parts.imports.measure", "parts.exports.measure", "contrary.measure"]
    assert parts[-1] == "robustness.published-total.parts.exports"


def test_a_merged_measure_keeps_its_own_economy():
    """What stands beside the merge (<<) goes before it, and is no key twice."""
    for claim in ledger.claims():
        for part in claim.parts:
            if part.measure.name == "levers_led":
                assert part.measure.parameters["economies"] == [part.id]


def test_every_series_that_the_ledger_reads():
    """Of claims, variants, contrary figures and levers, once each; what live mode asks for."""
    series = read_ledger(library.default()).series()
    assert series == sorted(set(series))
    # The last two are read by a variant and by a contrary figure alone.
    assert {"BX.TRF.PWKR.DT.GD.ZS", "NY.GDP.MKTP.CD", "BX.TRF.PWKR.CD.DT"} <= set(series)


@pytest.mark.parametrize(
    ("old", "new", "line", "key"),
    [
        (
            "    short: Remittances are nearly",
            "    short: Money\n    short: Remittances are nearly",
            2,
            "short",
        ),
        (
            "stale_after_years: 5\n",
            "stale_after_years: 5\nstale_after_years: 6\n",
            2,
            "stale_after_years",
        ),
        ("economy: KGZ}", "economy: KGZ, economy: TJK}", 1, "economy"),
        ("    chapter: kyrgyzstan\n", "    chapter: kyrgyzstan\n    id: again\n", 2, "id"),
    ],
)
def test_a_key_that_stands_twice_is_named(data, capsys, old, new, line, key):
    """By the line of the second and by its name: of two, nobody could say which is meant."""
    path = data / "claims.yml"
    before, after = path.read_text(encoding="utf-8").split(old, 1)
    path.write_text(before + new + after, encoding="utf-8")
    number = before.count("\n") + line
    says = f"claims.yml: line {number}: no valid YAML (field {key} stands twice). Mend that line."
    assert main(["ledger"]) == 1
    refused = capsys.readouterr().err
    assert refused.endswith(f"{says}\n") and len(refused.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (None, r"cannot be read \(No such file or directory\). Restore it: git checkout"),
        (b"\xff\xfe", r"cannot be read \(it is not UTF-8\). Restore it: git checkout"),
        (b"", r"field \(top\): None is not of type 'object'"),
        (b"- a\n- list\n", r"field \(top\): .* is not of type 'object'"),
    ],
)
def test_a_file_that_is_no_ledger(data, capsys, content, says):
    """Gone, in another encoding, empty, a list: a sentence with the remedy."""
    path = data / "claims.yml"
    path.unlink() if content is None else path.write_bytes(content)
    with pytest.raises(errors.LedgerError, match=rf"claims.yml: {says}"):
        ledger.claims()
    assert main(["ledger"]) == 1 and len(capsys.readouterr().err.splitlines()) == 1


def test_an_id_that_stands_twice_is_named(data):
    """With the remedy."""
    path = data / "claims.yml"
    text = path.read_text(encoding="utf-8").replace(
        "id: kgz-remit-russia\n", "id: kgz-remit-third\n"
    )
    path.write_text(text, encoding="utf-8")
    says = r"claim kgz-remit-third, field id: stands twice. Rename or remove one of the two\.$"
    with pytest.raises(errors.LedgerError, match=says):
        ledger.claims()


def test_an_edit_is_read_at_once(data):
    """In the same process, without a word to anyone."""
    altered_ledger(data, lambda claims: claims["kgz-remit-third"].update(short="Another"))
    assert entry("kgz-remit-third").short == "Another"

"""What the ledger says is computed once: for a library in one process, for a build in all."""

import dataclasses
import shutil

import pandas as pd
import pytest
from support.files import as_published

from footprint import errors, ledger, library
from footprint.ledger import account as room
from footprint.ledger.account import account
from footprint.model import Bands

# As a build names it.
VARIABLE = "FOOTPRINT_LEDGER"
RATIO = "worldbank/BX.TRF.PWKR.DT.GD.ZS.csv"


@pytest.fixture
def kept(data, tmp_path, monkeypatch):
    """A folder that a build names, and a way to ask as the next process would."""
    folder = tmp_path / "kept"
    monkeypatch.setenv(VARIABLE, str(folder))
    return folder


@pytest.fixture
def afresh(monkeypatch):
    """Forget what this process knows, and count what it computes."""
    computed, original = [], room._finding

    def counted(claim, at):
        computed.append(claim.id)
        return original(claim, at)

    monkeypatch.setattr(room, "_finding", counted)

    def ask() -> list[str]:
        room._frozen.cache_clear()
        computed.clear()
        ledger.findings("kazakhstan")
        return computed

    yield ask
    room._frozen.cache_clear()


def test_a_claim_that_is_none_is_told_with_those_like_it():
    """Three at most; and with all that there are."""
    known = ", ".join(claim.id for claim in ledger.claims())
    like = "kgz-remit-third, tjk-remit-third, kgz-remit-third-russia"
    for name, near in (("kgz-remit-thir", f" Did you mean {like}?"), ("qqqq", "")):
        with pytest.raises(errors.LedgerError) as error:
            account().finding(name)
        said = f"claims.yml: there is no claim “{name}”.{near} Known are: {known}"
        assert str(error.value).endswith(said)


def test_what_is_said_of_the_library_as_a_whole():
    """Its newest year, how far back a figure may be, the board of today in words."""
    of = account()
    assert of.years == (of.at[1].year, of.at[1].year - of.ledger.rules.stale_after_years)
    figures, ranked, moved = of.board
    reasons = " ".join(figures.values("reason"))
    assert "from Russia to Turkmenistan" in reasons and "TKM" not in reasons
    cells = [(row["lever"], row["economy"]) for row in ranked]
    assert [(row["lever"], row["economy"]) for row in moved] == cells
    assert {row["lever"] for row in ranked} == {lever.id for lever in of.ledger.rules.levers}


def test_a_contrary_figure_is_of_today_and_on_no_band():
    """In its own unit, however old; a claim without one has none, and nothing but a measured one is tried."""
    of = account()
    for claim in of.ledger.claims:
        found = of.finding(claim.id)
        assert (found.contrary is None) == (claim.contrary is None)
        assert (found.robustness is None) == (claim.kind != "measured")
        if found.contrary and found.contrary.value is not None:
            assert found.contrary.unit == claim.contrary.unit
    found = of.finding("kgz-remit-third")
    assert (found.contrary.year, found.contrary.bands) == (found.now.year, Bands())


def test_a_claim_is_computed_once(afresh):
    """Asked for alone, with its chapter, or with all."""
    once = afresh()
    assert once == [found.claim.id for found in ledger.findings("kazakhstan")]
    assert ledger.finding(once[0]) is ledger.findings("kazakhstan")[0]
    assert len(once) == len(set(once))
    ledger.findings()
    assert len(once) == len(ledger.claims())


def test_a_build_computes_all_once(kept, afresh, monkeypatch):
    """The first that asks for anything; who comes later reads the same."""
    assert len(afresh()) == len(ledger.claims())
    first, board = ledger.findings(), ledger.leverage()
    for name in ("read_ledger", "moments", "ranks"):
        monkeypatch.setattr(room, name, None)
    assert afresh() == [] and ledger.findings() == first
    for before, after in zip(board, ledger.leverage(), strict=True):
        pd.testing.assert_frame_equal(before, after)
    assert (ledger.newest(), ledger.fresh_since()) == account().years


@pytest.mark.parametrize("harm", ["cut", "changed", "emptied", "gone"])
def test_what_is_not_whole_is_computed_anew(kept, afresh, harm):
    """And kept anew."""
    afresh()
    (path,) = kept.iterdir()
    content = path.read_bytes()
    harmed = {"cut": content[:-1], "changed": content[:-1] + b"x", "emptied": b""}
    path.unlink() if harm == "gone" else path.write_bytes(harmed[harm])
    assert afresh() and path.read_bytes() == content and afresh() == []


def test_other_data_is_another_account(kept, afresh, data, edit_csv):
    """The old one goes; nothing of it is shown."""
    afresh()
    (before,) = kept.iterdir()
    as_published(data)
    edit_csv(data / RATIO, {"economy": "KGZ", "year": "2024"}, "value", "32")
    library.describe()
    assert afresh() and ledger.finding("kgz-remit-third").now.value == 32
    (after,) = kept.iterdir()
    assert after.name != before.name


def test_a_folder_that_cannot_be_made_is_no_error(data, afresh, monkeypatch, tmp_path):
    """Then each process computes for itself."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(VARIABLE, str(tmp_path / "file" / "folder"))
    assert afresh() and afresh()


def test_a_broken_ledger_is_not_kept(kept, afresh, data):
    """It is refused each time."""
    (data / "claims.yml").write_text("claims: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(errors.LedgerError, match=r"claims.yml: line 2"):
            afresh()
    assert not kept.exists()


def test_live_figures_are_asked_for_each_time(live, kept):
    """What is live is neither kept nor remembered."""
    assert account() is not account() and not kept.exists()


def test_a_folder_deep_down_is_made(kept, afresh, monkeypatch):
    """With those above it."""
    monkeypatch.setenv(VARIABLE, str(kept / "one" / "two"))
    assert afresh() and afresh() == []
    assert [path.suffix for path in (kept / "one" / "two").iterdir()] == [".pickle"]


def test_each_library_has_its_own(data, tmp_path, edit_csv):
    """A copy with another figure, beside the first."""
    as_published(data)
    other = shutil.copytree(data, tmp_path / "other")
    edit_csv(other / RATIO, {"economy": "KGZ", "year": "2024"}, "value", "32")
    library.upkeep.describe(other)
    opened = [library.Library(folder) for folder in (data, other)]
    first, second = (account(one).finding("kgz-remit-third") for one in opened)
    assert (round(first.now.value, 1), second.now.value) == (17.7, 32)
    assert dataclasses.replace(first, now=second.now) != first

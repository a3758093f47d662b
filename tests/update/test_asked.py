"""Answers that are well formed and wrong, and services that fail at any of an update's requests."""

import itertools
import shutil
from collections.abc import Callable

import pytest
from support.bank import FakeBank
from support.failing import REFUSED, REQUESTS, outcome, strike
from support.files import tree
from support.updates import RATIO, SECOND, SMALL, cut_down

from footprint import library, update
from footprint.library import upkeep

DEBT, TRADE, ARCHIVE = "debt-by-creditor", "trade-by-partner", "wdi-archive-2023-04"
Poison = Callable[[FakeBank], object]


def test_what_is_right_goes_through_unasked(all_of_it, folder):
    """A series, an edition of the archives, debt, trade: each with something new of ordinary size."""
    report = update.renew(dry_run=True)
    assert report.clean and not report.missed and report.changed
    assert [code for code, one in report.revisions.items() if one] == [SECOND, "GOV_WGI_PV.EST"]
    titles = [library.default().package.resource(name).title for name in (DEBT, TRADE)]
    assert report.obtained[1:] == titles and "archives" in report.obtained[0]


def debt(change: Callable[[float], float | None], **only: object) -> Poison:
    """Debts that match are changed, or left out."""

    def poison(bank: FakeBank) -> None:
        tables = [bank.debt, *bank.debt_parts.values()]
        for table in tables:
            for (economy, creditor, year), value in table.items():
                slot = {"economy": economy, "creditor": bank.creditors[creditor], "year": year}
                if all(slot[name] in wanted for name, wanted in only.items()):
                    table[economy, creditor, year] = change(value)

    return poison


def trade(change: Callable[[dict[str, float]], dict[str, float]]) -> Poison:
    """The shares of each year, changed."""

    def poison(bank: FakeBank) -> None:
        years: dict[tuple, dict[str, float]] = {}
        for (economy, flow, year, partner), share in bank.shares.items():
            years.setdefault((economy, flow, year), {})[partner] = share
        bank.shares = {
            (*key, name): share
            for key, shares in years.items()
            for name, share in change(shares).items()
        }

    return poison


def archive(change: Callable[[float], float | None], years: range = range(1990, 2030)) -> Poison:
    def poison(bank: FakeBank) -> None:
        figures = bank.editions["202304"][RATIO]
        figures.update({key: change(value) for key, value in figures.items() if key[1] in years})

    return poison


def late(bank: FakeBank) -> None:
    """Years of the archive off by one."""
    figures = bank.editions["202304"][RATIO]
    bank.editions["202304"][RATIO] = {
        (economy, year + 1): value for (economy, year), value in figures.items()
    }


def exchanged(bank: FakeBank) -> None:
    figures, names = bank.editions["202304"][RATIO], {"KGZ": "TJK", "TJK": "KGZ"}
    bank.editions["202304"][RATIO] = {
        (names.get(economy, economy), year): value for (economy, year), value in figures.items()
    }


def china_and_russia(bank: FakeBank) -> None:
    for economy, _, year in list(bank.debt):
        if (economy, "087", year) in bank.debt and (economy, "730", year) in bank.debt:
            pair = bank.debt[economy, "087", year], bank.debt[economy, "730", year]
            if pair[0] < pair[1]:
                bank.debt[economy, "730", year], bank.debt[economy, "087", year] = pair


def renamed_creditor(bank: FakeBank) -> None:
    (number,) = [number for number, name in bank.creditors.items() if name == "Japan"]
    bank.creditors[number] = "Nippon"


def again(bank: FakeBank) -> None:
    """A year of debt more, which repeats the last."""
    for table in (bank.debt, *bank.debt_parts.values()):
        table |= {(*key[:2], 2025): value for key, value in table.items() if key[2] == 2024}


def gone(bank: FakeBank) -> None:
    del bank.editions["202304"][SECOND]


# What is wrong with debt, with trade, with the archive; and the rule that must speak.
POISONS: dict[str, dict[str, tuple[Poison, str]]] = {
    DEBT: {
        "times 1000": (debt(lambda value: value * 1000), "moved"),
        "without KAZ": (debt(lambda value: None, economy=["KAZ"]), "shrank"),
        "ends early": (debt(lambda value: None, year=range(2020, 2030)), "shrank"),
        "a third more": (debt(lambda value: value * 1.3), "everywhere"),
        "below nothing": (debt(lambda value: -value, creditor=["Japan"]), "range"),
        "above the whole": (
            debt(lambda value: value * 3, creditor=["Russian Federation"]),
            "moved",
        ),
        "less in all": (debt(lambda value: value * 0.6, creditor=["World"]), "whole"),
        "China and Russia exchanged": (china_and_russia, "exchanged"),
        "a creditor by another name": (renamed_creditor, "lost"),
        "last year again": (again, "repeated"),
        "a kind of lenders refused": (lambda bank: bank.debt_parts.pop("DT.DOD.PBND.CD"), "lost"),
    },
    TRADE: {
        "one partner left": (trade(lambda shares: {"RUS": shares["RUS"]}), "few"),
        "Russia all but gone": (trade(lambda shares: shares | {"RUS": 1.0, "FRA": 35.0}), "moved"),
        "Russia not named": (trade(lambda shares: {"FRA": 36.0, **shares, "RUS": 0.0}), "shrank"),
        "Russia and China exchanged": (
            trade(lambda shares: shares | {"RUS": shares["CHN"], "CHN": shares["RUS"]}),
            "exchanged",
        ),
    },
    ARCHIVE: {
        "a tenth": (archive(lambda value: value / 10), "moved"),
        "a fifth less": (archive(lambda value: value * 0.8), "everywhere"),
        "ends early": (archive(lambda value: None, range(2015, 2030)), "shrank"),
        "below nothing": (archive(lambda value: -value), "range"),
        "years late by one": (late, "shifted"),
        "economies exchanged": (exchanged, "exchanged"),
        "a series gone": (gone, "lost"),
    },
}
ROUNDS = list(
    itertools.zip_longest(*([(kind, name) for name in names] for kind, names in POISONS.items()))
)


@pytest.mark.parametrize("together", ROUNDS, ids=str)
def test_a_poisoned_file_is_asked_about(all_of_it, folder, together):
    """What is wrong stays out and is named, with rule and figures; what is right comes, whatever the others are."""
    poisons = dict(one for one in together if one)
    for kind, name in poisons.items():
        POISONS[kind][name][0](all_of_it)
    report = update.renew(dry_run=True)
    assert (
        report.changed
        and not report.clean
        and list(report.asked) == [kind for kind in (ARCHIVE, DEBT, TRADE) if kind in poisons]
    )
    for kind, name in poisons.items():
        rule = f"(rule “{POISONS[kind][name][1]}”)"
        assert any(text.endswith(rule) for text in report.asked[kind]), report.asked[kind]
    assert f"--accept {' --accept '.join(report.asked)}" in str(report)


def test_what_is_asked_can_be_accepted(all_of_it, folder):
    """By the names that the report gives, all at once."""
    for names in POISONS.values():
        next(iter(names.values()))[0](all_of_it)
    all_of_it.set(RATIO, "KGZ", 2024, 177.0)
    report = update.renew(dry_run=True, accept=[RATIO, DEBT, TRADE, ARCHIVE])
    assert report.clean and len(report.obtained) == 3 and RATIO in report.revisions


def test_an_older_edition_of_debt(all_of_it, folder):
    """It is not taken over, and not passed over in silence."""
    all_of_it.releases[6] = "2024-12-03"
    report = update.renew(dry_run=True)
    assert report.missed == {
        "Public external debt by creditor": "The service has the edition of 2024-12, and held is that of 2025-12."
    }


@pytest.mark.parametrize("kind", ["empty", "message 120", "all null"])
def test_an_archive_without_rows_is_not_obtained(all_of_it, folder, kind):
    """It stays wanted, and what is held of that month still counts."""
    all_of_it.fault(kind, "/sources/57/country")
    report = update.renew(dry_run=True)
    assert report.changed and report.clean
    assert any("archives" in name for name in report.missed)
    assert not any("archives" in name for name in report.obtained)


@pytest.mark.parametrize("day", ["2026-07-12", ""])
def test_series_of_two_releases(data, bank, unjudged, day):
    """Series of one database come in two questions; those of the older release, or of one of no day, are asked about."""
    cut_down(data, {*SMALL, "ny.gdp.mktp.cd"}, wanted=False)
    bank.serve(data)
    answer, wide = bank.answer, "NY.GDP.MKTP.CD"

    def lagging(address, fault):
        bank.releases[2] = day if wide in address else "2026-07-13"
        return answer(address, fault)

    bank.answer = lagging
    report = update.renew(dry_run=True)
    assert wide in report.asked and RATIO not in report.asked
    told = f"of the release of {day or 'a day not stated'}, others are of 2026-07-13"
    assert any(told in text for text in report.asked[wide])


def test_an_economy_unknown_to_the_service(data, bank, unjudged):
    """Four series name some 200 economies one by one: it keeps its figures, is named, and all others come."""
    cut_down(data, {*SMALL, "ny.gdp.mktp.cd"}, wanted=False)
    bank.serve(data)
    del bank.countries["ZWE"]
    bank.set("NY.GDP.MKTP.CD", "KGZ", 2025, 2.3e10)
    before = library.default().observations("NY.GDP.MKTP.CD")[0]
    report = update.renew(dry_run=True)
    assert not report.refused and not report.vanished and "NY.GDP.MKTP.CD" not in report.asked
    revision = report.revisions["NY.GDP.MKTP.CD"]
    assert "ZWE" in set(before["economy"]) and not len(revision.lost)
    assert set(revision.revised["economy"]) == {"KGZ"}
    assert "the service knows no economy ZWE" in str(report)


# Failures -----------------------------------------------------------------------------------------------------

QUICK = """400 403 500 503 html message_120 message_175 message_105 xml xml_with_bom truncated cut hung_up
redirect_loop redirect_away empty all_null rows_missing words not_finite other_economy other_series wrong_page""".split()


@pytest.mark.parametrize("nth", range(1, REQUESTS + 1))
def test_a_fault_at_each_request(all_of_it, folder, whole, tmp_path, monkeypatch, nth):
    """Whichever fails: ``data/`` is as it was, or an edition that is right; sentences say what happened, and what is
    right is not lost for it. Each fault at each request is for `benchmarks/faults.py`: it takes minutes."""
    copy = shutil.copytree(folder, tmp_path / "data")
    monkeypatch.setenv("FOOTPRINT_DATA_DIR", str(copy))
    struck = strike(all_of_it, QUICK[nth % len(QUICK)].replace("_", " "), nth)
    before = tree(copy)
    report = update.renew()
    ended = outcome(report, before, tree(copy), whole)
    assert struck and list(upkeep.verify(copy))
    assert (ended == REFUSED) <= (nth == 1)


def test_what_is_no_good_end_is_seen(whole):
    """The check above can fail: figures that changed though the update was refused, or came in silence."""
    other = whole | {f"worldbank/{RATIO}.csv": b"economy,year,value\n"}
    with pytest.raises(AssertionError):
        outcome(update.Report("2026-12-01", refused="Nothing was written."), whole, other, whole)
    with pytest.raises(AssertionError, match="nobody said so"):
        outcome(update.Report("2026-12-01", changed=True), whole, other, whole)


def test_all_requests_are_tried(all_of_it, folder):
    """The count above is that of an update."""
    update.renew(dry_run=True)
    assert len(all_of_it.urls) == REQUESTS

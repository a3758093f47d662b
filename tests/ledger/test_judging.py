"""A claim at a moment: figures on their bands, figures too old, parts summed up, judgements."""

import dataclasses

import pytest
from support.files import altered_ledger, as_published

from footprint import ledger, library
from footprint.ledger import judging
from footprint.ledger.moments import moments
from footprint.model import (
    FAILS,
    HOLDS,
    IN_PART,
    JUDGED,
    UNREACHED,
    UNTESTABLE,
    ClaimPart,
    MeasureCall,
    Part,
    Result,
)

RATIO = "worldbank/BX.TRF.PWKR.DT.GD.ZS.csv"


def test_a_claim_some_years_back():
    """Each figure without its newest years, in the unit of the claim, alone or in parts."""
    now, claims = moments(library.default())[1], {claim.id: claim for claim in ledger.claims()}
    third, trade = claims["kgz-remit-third"], claims["kgz-trade"]
    earlier = [judging.judge(third, now, back) for back in (0, 1, 2)]
    assert [(earlier[0].year - one.year, one.unit) for one in earlier] == [
        (back, third.unit) for back in (0, 1, 2)
    ]
    parts = [judging.judge(trade, now, back).parts[1].result for back in (0, 1)]
    assert parts[1].year < parts[0].year and {one.unit for one in parts} == {trade.unit}


def test_what_every_result_says(findings):
    """Its unit and bands, and, where there is no verdict and nowhere else, why."""
    for found in findings:
        why = JUDGED if found.claim.kind == "judgement" else UNREACHED
        for result in (found.then, found.now):
            is_open = result.verdict == UNTESTABLE
            assert result.not_known == (why if is_open else "") and bool(result.reason) == is_open
            assert is_open or (result.unit, result.bands) == (found.claim.unit, found.claim.bands)
            assert all(part.result.basis in result.basis for part in result.parts)
            years = [part.result.year for part in result.parts if part.result.year]
            assert not years or result.year == max(years)


@pytest.mark.parametrize(
    ("value", "says"), [(1.0, "all"), (2 / 3, "some"), (0.5, "some"), (0.0, "none"), (None, "open")]
)
def test_a_part_says_what_its_answer_is(value, says):
    """Some of three votes is “partly”, as half is."""
    told = {"yes": "all", "partly": "some", "no": "none", "unknown": "open"}
    part = ClaimPart("votes", "votes", MeasureCall("votes"), told)
    assert judging._part(part, Result(HOLDS, "yes or no", value)).told == says


def test_parts_open_for_several_reasons():
    """Each reason once, with its parts; a part that is not open is not named."""
    reasons = {"a": "no figure", "b": "", "c": "no source", "d": "no figure"}
    results = {name: Result(UNTESTABLE, reason=reason) for name, reason in reasons.items()}
    parts = [Part(name, f"part {name}", result, "") for name, result in results.items()]
    assert judging._open(parts) == (
        "“part a” and “part d” are open (no figure); “part c” is open (no source)"
    )


def test_a_part_without_words_for_its_answer_says_the_answer():
    """With its name; a part that has words for none says nothing."""
    part, result = ClaimPart("votes", "votes", MeasureCall("votes")), Result(HOLDS, "", 1.0)
    assert judging._part(part, result).told == ""
    part = dataclasses.replace(part, told={"no": "none"})
    assert judging._part(part, result).told == "votes: yes"


@pytest.mark.parametrize(
    ("value", "verdict"), [("33", HOLDS), ("29.99", IN_PART), ("24.99", FAILS)]
)
def test_a_changed_figure_changes_the_verdict(data, edit_csv, value, verdict):
    """Now follows the newest ratio; then does not."""
    as_published(data)
    edit_csv(data / RATIO, {"economy": "KGZ", "year": "2024"}, "value", value)
    library.describe()
    found = ledger.finding("kgz-remit-third")
    assert (found.then.verdict, found.now.verdict) == (HOLDS, verdict)


def test_a_deleted_series_cannot_be_tested(data):
    """And the reason names it; what an older edition holds still stands."""
    (data / RATIO).unlink()
    library.describe()
    found = ledger.finding("kgz-remit-third")
    assert (found.then.verdict, found.now.verdict) == (HOLDS, UNTESTABLE)
    assert found.now.reason == "the series BX.TRF.PWKR.DT.GD.ZS is not in data/"


@pytest.mark.parametrize(("last", "verdict"), [(2020, HOLDS), (2019, UNTESTABLE)])
def test_an_old_figure_does_not_speak_for_today(data, edit_csv, last, verdict):
    """Five years back from the newest year of any series is fresh, six are not."""
    as_published(data)
    for year in range(last + 1, 2025):
        edit_csv(data / RATIO, {"economy": "KGZ", "year": str(year)}, None)
    edit_csv(data / RATIO, {"economy": "KGZ", "year": str(last)}, "value", "31")
    library.describe()
    assert ledger.finding("kgz-remit-third").now.verdict == verdict


def test_a_stale_figure_gives_its_year_as_reason(data, edit_csv):
    """Rows after 2018 removed: now names 2018, then is untouched."""
    as_published(data)
    for year in range(2019, 2025):
        edit_csv(data / RATIO, {"economy": "KGZ", "year": str(year)}, None)
    library.describe()
    found = ledger.finding("kgz-remit-third")
    assert (found.then.verdict, found.now.verdict, found.now.value) == (HOLDS, UNTESTABLE, None)
    assert found.now.reason.startswith("the newest figure is of 2018, more than 5 years before")


@pytest.mark.parametrize(
    ("combine", "verdict"), [("every", IN_PART), ("any", HOLDS), ("most", FAILS)]
)
def test_a_claim_is_summed_up_as_it_declares(data, combine, verdict):
    """One part of two holds, the other does not."""

    def change(claims):
        claims["kgz-trade"]["combine"] = combine
        claims["kgz-trade"]["bands"] = {
            HOLDS: [{"from": 20}],
            IN_PART: [{"from": 19.9, "below": 20}],
        }

    altered_ledger(data, change)
    parts = ledger.finding("kgz-trade").now.parts
    assert [part.result.verdict for part in parts] == [FAILS, HOLDS]
    assert ledger.finding("kgz-trade").now.verdict == verdict


def test_a_judgement_is_never_decided(data):
    """Whatever the figures; the entry says what would decide it, and may not have a measure."""

    def change(claims):
        claim = claims["kgz-base"]
        for key in ("parts", "combine", "unit", "bands", "sentences", "contrary"):
            del claim[key]
        claim["kind"] = "judgement"

    altered_ledger(data, change)
    found = ledger.finding("kgz-base")
    assert found.then.verdict == found.now.verdict == UNTESTABLE
    assert found.now.reason == "it is a judgement that no open data can decide"


def test_open_parts_are_named_with_their_reason(data):
    """Those with one reason stand together."""
    for name in ("trade_by_partner", "energy_routes"):
        (data / f"records/{name}.csv").unlink()
    library.describe()
    assert ledger.finding("kgz-trade").now.reason == (
        "“Russia's share of imports” and “Russia's share of exports” are open "
        "(the records trade_by_partner are not in data/)"
    )

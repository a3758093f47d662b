"""How firm verdicts are: variants and flip points of the ledger."""

import dataclasses
import json

import pytest
from support.files import altered_ledger

from footprint import errors, ledger, library
from footprint.ledger import moments
from footprint.ledger.robustness import _pace
from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE, Measured

RATIO = "worldbank/BX.TRF.PWKR.DT.GD.ZS.csv"


def variants(found, moment: str) -> dict[str, tuple]:
    """Verdict, rounded value and year of each variant at a moment."""
    tried = {variant.id: getattr(variant, moment) for variant in found.robustness.variants}
    return {
        id: (result.verdict, None if result.value is None else round(result.value, 1), result.year)
        for id, result in tried.items()
    }


def test_the_sharpest_then_and_now():
    """Kyrgyz remittances: the years before, the ratio computed, and what “nearly” may mean."""
    found = ledger.finding("kgz-remit-third")
    assert variants(found, "then") == {
        "year-before": (HOLDS, 31.1, 2020),
        "two-years-before": (IN_PART, 27.2, 2019),
        "computed": (HOLDS, 32.7, 2021),
        "nearly-narrow": (HOLDS, 32.7, 2021),
        "nearly-wide": (HOLDS, 32.7, 2021),
    }
    assert variants(found, "now")["two-years-before"] == (IN_PART, 26.6, 2022)
    assert (found.agreement("then"), found.agreement("now")) == ((4, 5), (4, 5))


def test_every_measured_claim_and_no_other_is_tried():
    """With two variants or more, each once; and the reason stands in the entry if it has ways of its own."""
    for found in ledger.findings():
        assert (found.robustness is not None) == (found.claim.kind == "measured")
        if found.robustness:
            ids = [variant.id for variant in found.robustness.variants]
            assert len(ids) == len(set(ids)) >= 2
            assert not found.claim.robustness or len(found.claim.robustness["because"].split()) >= 8


@pytest.mark.parametrize(
    ("value", "verdict", "edge", "beyond"),
    [
        ("30", HOLDS, 30, IN_PART),
        ("29.999", IN_PART, 30, HOLDS),
        ("25", IN_PART, 25, FAILS),
        ("36.7", IN_PART, 36.7, HOLDS),
    ],
)
def test_a_figure_on_a_band(data, edit_csv, value, verdict, edge, beyond):
    """The lower edge belongs to the band, so that a figure on it is at distance nought from the next one down."""
    edit_csv(data / RATIO, {"economy": "KGZ", "year": "2024"}, "value", value)
    library.describe()
    found = ledger.finding("kgz-remit-third")
    assert found.now.verdict == verdict
    assert (
        found.robustness.now.edge,
        found.robustness.now.verdict,
        found.robustness.now.distance,
    ) == (edge, beyond, edge - float(value))


def test_no_variant(data):
    """A claim that rules out every general way and adds none has nothing to say of them."""

    def change(claims):
        claims["kaz-minority"]["robustness"] = {
            "without": ["year-before", "two-years-before", "edges-up", "edges-down"],
            "because": "none makes sense",
        }

    altered_ledger(data, change)
    found = ledger.finding("kaz-minority")
    assert found.robustness.variants == () and found.agreement("now") == (0, 0)
    assert ledger.as_json(found)["agreement"]["now"] == {"agree": 0, "of": 0}


def test_a_single_year(data, edit_csv):
    """Without earlier years there is no variant to count, and no trend that leads anywhere."""
    for year in range(1990, 2024):
        try:
            edit_csv(data / RATIO, {"economy": "KGZ", "year": str(year)}, None)
        except AssertionError:
            continue
    library.describe()
    found = ledger.finding("kgz-remit-third")
    assert (
        variants(found, "now")["year-before"][0]
        == variants(found, "now")["two-years-before"][0]
        == UNTESTABLE
    )
    assert (
        found.robustness.readings == {"": {2024: found.now.value}}
        and found.robustness.now.years is None
    )
    assert found.agreement("now")[1] == 3


def test_a_trend_is_read_from_one_source():
    """Chinese credit to Tajikistan falls year by year; editions of the World Factbook are never put on one line."""
    credit, exports = ledger.finding("tjk-debt-china"), ledger.finding("tkm-exports-china")
    assert (
        list(credit.robustness.readings[""]) == [2019, 2020, 2021, 2022, 2023, 2024]
        and credit.robustness.then.years < 2
    )
    assert list(exports.robustness.readings[""]) == [2023] and exports.robustness.now.years is None


def test_parts_vary_one_by_one():
    """A claim with parts is tried with one of them alone, and its flip point names the part that has to move."""
    found = ledger.finding("kgz-trade")
    alone = next(variant for variant in found.robustness.variants if variant.id == "imports-alone")
    assert [part.id for part in alone.now.parts] == ["imports"] and alone.then.verdict == HOLDS
    assert (
        found.robustness.then.part,
        found.robustness.then.edge,
        found.robustness.then.verdict,
    ) == ("exports", 30, HOLDS)


def test_a_verdict_that_cannot_be_given(data):
    """Nothing agrees with it and nothing turns it."""
    (data / RATIO).unlink()
    library.describe()
    found = ledger.finding("kgz-remit-third")
    assert found.agreement("now") is None and found.robustness.now is None
    content = ledger.as_json(found)
    assert (
        content["agreement"]["now"] is None
        and content["flip"]["now"] is None
        and content["flip"]["then"]["value"] == 30
    )


def test_the_ledger_in_plain_types():
    """Basis and cut-off of then, variants, agreement, flip point with its distance and unit."""
    content = json.loads(json.dumps(ledger.as_json(ledger.finding("kgz-remit-third"))))
    assert (
        "edition of April 2023" in content["then"]["basis"]
        and content["then"]["known_before"] == "2023-06-01"
    )
    assert (
        content["variants"][0]["id"] == "year-before"
        and content["variants"][0]["then"]["verdict"] == HOLDS
    )
    assert content["agreement"] == {"then": {"agree": 4, "of": 5}, "now": {"agree": 4, "of": 5}}
    flip = content["flip"]["then"]
    assert (flip["value"], round(flip["distance"], 2), flip["unit"], flip["verdict"]) == (
        30,
        -2.69,
        "% of GDP",
        IN_PART,
    )
    assert (round(flip["band"]["edges_times"], 2), flip["band"]["verdict"]) == (1.09, IN_PART)


def test_every_verdict_has_a_flip_point():
    """A figure or, where no single one can turn it, a band."""
    for found in ledger.findings():
        for moment in moments.MOMENTS if found.robustness else ():
            flip = ledger.as_json(found)["flip"][moment]
            assert (flip is None) == (getattr(found, moment).verdict == UNTESTABLE)
            # Two of the five countries publish no such trade: to turn the rest would leave the whole open.
            assert (
                flip is None
                or flip["value"] is not None
                or flip["band"] is not None
                or found.claim.id == "eu-diversify"
            )


def test_no_pace_where_readings_share_years():
    """Arms are summed over six years, means from a year on share all but the last: neither has a pace; single years have one."""
    arms = [
        Measured(40.0 + year - 2019, year, "s", {"period": f"{year - 5}–{year % 100}"})
        for year in (2019, 2020, 2021)
    ]
    assert _pace(arms) is None and _pace(
        [dataclasses.replace(one, words={}) for one in arms]
    ) == pytest.approx(1)
    assert _pace(
        [dataclasses.replace(one, words={"period": f"10 months of {one.year}"}) for one in arms]
    ) == pytest.approx(1)
    apart = [dataclasses.replace(one, words={"period": f"{one.year}–{one.year}"}) for one in arms]
    assert _pace(apart) == pytest.approx(1)
    for found in map(ledger.finding, ("uzb-security", "tkm-security", "opportunity-window")):
        assert all(
            flip is None or flip.years is None
            for flip in (found.robustness.then, found.robustness.now)
        )


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"without": ["year-after"]}, "robustness.without: “year-after” is no variant of the head"),
        (
            {
                "variants": [
                    {
                        "id": "edges-up",
                        "label": "again",
                        "bands": {HOLDS: [{"from": 1}], IN_PART: [{"below": 1}]},
                    }
                ]
            },
            "robustness.variants: “edges-up” stands twice",
        ),
        (
            {"variants": [{"id": "one", "label": "one", "only": ["all"]}]},
            "robustness.one: only cannot vary in a claim without parts",
        ),
        (
            {"variants": [{"id": "one", "label": "one", "measure": {"name": "guess"}}]},
            "robustness.one.name: “guess” is no measure",
        ),
        (
            {
                "variants": [
                    {
                        "id": "one",
                        "label": "one",
                        "bands": {HOLDS: [{"from": 2, "below": 1}], IN_PART: [{"from": 2}]},
                    }
                ]
            },
            "robustness.one: from 2 to below 1 is empty",
        ),
        ({"variants": [{"id": "one", "label": "one"}]}, "does not have enough properties"),
    ],
)
def test_a_malformed_variant_is_named(data, change, says):
    """Claim, field and remedy."""
    altered_ledger(
        data,
        lambda claims: claims["kaz-minority"].update(
            robustness={"because": "for a test", **change}
        ),
    )
    with pytest.raises(errors.LedgerError, match=says):
        ledger.claims()


def test_a_part_that_is_not_there_is_named(data):
    """In a claim with parts, and a measure in place of them is refused."""
    altered_ledger(
        data,
        lambda claims: claims["kgz-trade"]["robustness"]["variants"].append(
            {"id": "one", "label": "one", "only": ["services"]}
        ),
    )
    with pytest.raises(
        errors.LedgerError,
        match=r"robustness.one: “services” is no part. Known are: imports, exports",
    ):
        ledger.claims()

"""How firm verdicts are: variants and flip points of the ledger."""

import dataclasses

import pytest
from support.files import altered_ledger, as_published

from footprint import ledger, library
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
    assert variants(found, "now")["two-years-before"] == (IN_PART, 26.9, 2022)
    assert (found.agreement("then"), found.agreement("now")) == ((4, 5), (4, 5))


def test_a_way_alters_what_it_names():
    """Measures of single parts, the parts themselves, how they are summed up; the rest stays."""

    def values(result) -> dict[str, float]:
        return {part.id: part.result.value for part in result.parts}

    trade, ahead = ledger.finding("kgz-trade"), ledger.finding("china-ahead")
    ways = {variant.id: values(variant.now) for variant in trade.robustness.variants}
    today = ways["edges-up"]
    assert values(trade.now) == today and ways["exports-alone"] == {"exports": today["exports"]}
    assert not set(ways["of-gdp"].values()) & set(today.values())
    published = ways["published-total"]
    assert published["imports"] == today["imports"] and published["exports"] != today["exports"]
    every = {variant.id: variant for variant in ahead.robustness.variants}["every"]
    assert (ahead.now.verdict, every.now.verdict) == (HOLDS, IN_PART)
    assert every.now.parts == ahead.now.parts and every.label


def test_ways_of_the_head_stand_first(findings):
    """Those that an entry does not rule out, then its own; each by the name that it was given."""
    general = ledger.rules().variants
    for found in findings:
        if found.robustness:
            declared = found.claim.robustness
            ways = [one for one in general if one.id not in declared.without]
            ways += declared.variants
            tried = [(one.id, one.label) for one in found.robustness.variants]
            assert tried == [(one.id, one.label) for one in ways]


def test_readings_and_factors_are_of_each_moment():
    """Readings of now, by part and year; the factor of the bands at which each verdict would turn."""
    third, trade = ledger.finding("kgz-remit-third"), ledger.finding("kgz-trade")
    readings = third.robustness.readings[""]
    assert [*readings] == [*range(third.now.year - 5, third.now.year + 1)]
    assert readings[third.now.year] == third.now.value
    assert [*trade.robustness.readings] == ["imports", "exports"]
    # 32.7 over 30, where it would leave its band.
    factor, turned = third.robustness.bands["then"]
    assert (round(factor, 2), turned) == (1.09, IN_PART)
    flip = third.robustness.now
    assert flip.part == "" and flip.distance == flip.edge - third.now.value
    assert third.robustness.bands["now"][0] == pytest.approx(third.now.value / flip.edge)


def test_every_measured_claim_and_no_other_is_tried(findings):
    """With two variants or more, each once; and an entry with ways of its own says why."""
    for found in findings:
        assert (found.robustness is not None) == (found.claim.kind == "measured")
        if found.robustness:
            ids = [variant.id for variant in found.robustness.variants]
            assert len(ids) == len(set(ids)) >= 2
        declared = found.claim.robustness
        if declared.without or declared.variants:
            assert len(declared.because.split()) >= 8


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
    as_published(data)
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
    as_published(data)
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
    assert found.agreement("now") is None and found.robustness.flip("now") is None
    content = ledger.as_json(found)
    assert content["agreement"]["now"] is None and content["flip"]["now"] is None
    assert content["flip"]["then"]["value"] == 30


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

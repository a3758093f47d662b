"""The rule of a claim as a chart draws it."""

import dataclasses

import pandas as pd
import pytest

from footprint import ledger
from footprint.figures.charts.rule import Rule, rule_of
from footprint.model import Bands, Interval

FOUND = ledger.finding("tjk-remit-third")


def judged(band: Interval, **fields):
    """A claim with that band."""
    claim = dataclasses.replace(FOUND.claim, bands=Bands((band,)), **fields)
    return dataclasses.replace(FOUND, claim=claim)


@pytest.mark.parametrize(
    ("band", "says"),
    [
        (Interval(30, 36.7), "claim holds: 30 to 36.7"),
        (Interval(low=50), "claim holds: 50 and more"),
        (Interval(high=1), "claim holds: under 1"),
    ],
)
def test_a_band_in_words(band, says):
    """With two ends, or with one."""
    rule = rule_of(judged(band))
    assert rule.says == says and rule.holds == (band,) and rule.ends == list(band.ends)


def test_without_a_claim_there_is_no_rule():
    """And nothing to draw."""
    assert rule_of(None) == Rule()


def test_a_claim_on_a_level_before_is_drawn_in_the_unit_of_the_chart():
    """Against the mean of the years that it names, which its words name too."""
    imports = ledger.finding("opportunity-window").part("imports")
    asked = imports.claim.measure.parameters
    years = range(asked["since"] - asked["before"], asked["since"])
    rule = rule_of(imports, pd.Series(20.0, index=list(years)))
    assert [band.high for band in rule.holds] == [18.0]
    assert rule.says.endswith(f"of {years[0]}–{years[-1]}") and rule.known is None


def test_what_was_known_is_marked_where_it_was_another_figure():
    """Or where today's figures leave the year out."""
    then = FOUND.then
    assert rule_of(FOUND, pd.Series({then.year: then.value})).known is None
    for today in (pd.Series({then.year: 1.0}), pd.Series({then.year + 1: then.value})):
        year, value, words = rule_of(FOUND, today).known
        assert (year, value) == (then.year, then.value) and then.figure in words

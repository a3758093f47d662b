"""Records told in lists, and series beside a verdict."""

import dataclasses

import pandas as pd
import pytest
from support.findings import altered

from footprint import ledger, library, narrative

T = "\u202f"
NAMES = {"KAZ": "Kazakhstan", "TKM": "Turkmenistan"}


VOTES = pd.DataFrame(
    [
        ("ES-11/1", "2022-03-02", "Aggression", "KAZ", "abstain", "high"),
        ("ES-11/1", "2022-03-02", "Aggression", "TKM", "absent", "medium"),
        ("“Crimea” 2017 (number not read)", "2017-12-19", "Crimea", "KAZ", "against", "high"),
    ],
    columns=["resolution", "date", "subject", "economy", "vote", "confidence"],
)


def test_how_they_voted_in_a_line():
    """By word, with names."""
    assert (
        narrative.votes_cast(VOTES, ["ES-11/1"], NAMES)
        == "- **2 March 2022, ES-11/1** (Aggression). Kazakhstan: abstain; Turkmenistan: absent."
    )


@pytest.mark.parametrize(
    ("year", "less", "says"),
    [
        (2021, 1, "For 2021 there are two figures: "),
        (2021, 0, "For 2021 today's edition still says "),
        (2020, 1, "What was known in May 2023 cannot be set beside today's figure."),
    ],
)
def test_two_figures_for_one_year(year, less, says):
    """Both are given with where they stand; the same figure is given once."""
    found = ledger.finding("uzb-remittances")
    value = next(part.result.value for part in found.then.parts if part.id == "all")
    today = pd.DataFrame({"year": [year], "value": [value - less]})
    assert narrative.reread(found, "all", today).startswith(says)


def test_two_figures_for_one_year_are_explained():
    """Only where they print differently."""
    told = {"value": 32.7, "year": 2021, "basis": "April"}
    then = altered("kgz-remit-third", then=told).then
    today = pd.DataFrame({"year": [2021], "value": [32.6]})
    assert narrative.reprinted(then, today) == (
        f"Two figures stand for 2021. 32.7{T}% is what was known in May 2023 (April); today's "
        f"figures say 32.6{T}%."
    )
    assert narrative.reprinted(then, today.assign(value=32.68)) == ""
    assert narrative.reprinted(dataclasses.replace(then, value=None), today) == ""
    assert narrative.reprinted(then, today.assign(year=2020)).endswith(
        "today's figures say no figure."
    )


def test_a_profile_tells_old_figures_apart():
    """What is too old to speak for today is not shown as the newest."""
    pull = library.pull(["MS.MIL.XPND.GD.ZS", "NY.GDP.MKTP.CD"])
    body = str(narrative.profile([pull], "TKM", 2021).body)
    since = ledger.fresh_since()
    assert f"none since {since}; the last, of 1999: 2.9{T}%" in body
    assert body.count("none since") == 1

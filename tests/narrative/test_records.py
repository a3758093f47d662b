"""Records told in lists, and series beside a verdict."""

import pandas as pd

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


def test_a_profile_tells_old_figures_apart():
    """What is too old to speak for today is not shown as the newest."""
    pull = library.pull(["MS.MIL.XPND.GD.ZS", "NY.GDP.MKTP.CD"])
    body = str(narrative.profile([pull], "TKM", 2021).body)
    since = ledger.fresh_since()
    assert f"none since {since}; the last, of 1999: 2.9{T}%" in body
    assert body.count("none since") == 1

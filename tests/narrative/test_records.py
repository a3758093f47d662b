"""Records told in lists."""

import pandas as pd

from footprint import narrative

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

"""What the sources say, held fast."""

import pandas as pd

from footprint import library


def test_arms_of_turkmenistan_and_uzbekistan():
    """SIPRI 2018 to 2023: 0.4 % from Russia and 42 % from Turkey in Turkmenistan, in one year; 46 % from Russia in Uzbekistan."""
    arms = (
        library.records("arms")
        .query("first_year == 2018 and year == 2023")
        .set_index(["economy", "supplier"])
    )
    assert (
        round(arms.loc[("TKM", "Russia"), "share"], 1) == 0.4
        and round(arms.loc[("TKM", "Turkey"), "share"]) == 42
    )
    assert (
        round(arms.loc[("UZB", "Russia"), "share"]) == 46
        and arms.loc[("TKM", "Turkey"), "delivery_years"] == 1
    )


def test_arms_of_a_period_add_up():
    """Shares of every period make a hundred."""
    sums = library.records("arms").groupby(["economy", "year"])["share"].sum()
    assert sums.between(99.8, 100.2).all()


def test_how_kazakhstan_voted():
    """It abstained on 2 March 2022 and voted against every text on human rights in Crimea from 2016 to 2022."""
    votes = library.records("votes").query("economy == 'KAZ'")
    assert votes.loc[votes["resolution"] == "ES-11/1", ["date", "vote"]].to_numpy().tolist() == [
        ["2022-03-02", "abstain"]
    ]
    crimea = votes[
        votes["subject"].str.startswith("Situation of human rights in Crimea")
        & votes["date"].between("2016", "2023")
    ]
    assert len(crimea) == 7 and set(crimea["vote"]) == {"against"}


def test_what_nobody_read_is_unknown():
    """Votes and presidents that no document decides are never filled in, and no note says what is only believed."""
    votes, came = library.records("votes"), library.records("attendance")
    assert (votes.loc[votes["confidence"] == "not found", "vote"] == "unknown").all()
    assert (came.loc[came["confidence"].isin(["low", "not found"]), "attended"] == "unknown").all()
    assert (
        not pd.concat([votes["note"], came["note"]])
        .fillna("")
        .str.contains("belie|unverified")
        .any()
    )


def test_attendance_since_2020():
    """Three, one, none, and then all five three times."""
    full = (
        library.records("attendance")
        .query("date >= '2020' and attended == 'yes'")
        .groupby("date")
        .size()
    )
    assert full.to_dict() == {
        "2020-06-24": 3,
        "2021-05-09": 1,
        "2023-05-09": 5,
        "2024-05-09": 5,
        "2025-05-09": 5,
    }

"""Votes in the General Assembly: on texts, and agreement with a partner."""

import dataclasses
from collections.abc import Mapping, Sequence

import pandas as pd
from IPython.display import Markdown

from footprint.model import Measured, Moment, Untestable
from footprint.topics.measure import (
    FEW_VOTES,
    each_economy,
    level_since,
    means,
    measure,
    newest_row,
)
from footprint.words.text import day, listed
from footprint.words.titles import by_word

# What a vote was, of states and after the verb.
VOTED = {
    "yes": "voted for it",
    "against": "voted against",
    "abstain": "abstained",
    "absent": "took no part",
    "unknown": "stood in no list that was read",
}
HAVING = {
    "yes": "having voted in favour",
    "against": "having voted against",
    "abstain": "having abstained",
    "absent": "having taken no part",
    "unknown": "which stood in no list that was read",
}
# What a country did with a text that was put to the vote.
DID = {
    "yes": "voted for",
    "against": "voted against",
    "abstain": "abstained on",
    "absent": "was absent from",
}


@measure()
def votes(
    at: Moment, *, economy: str, resolutions: Sequence[str], accepted: Sequence[str]
) -> Measured:
    """The part of the named votes, 0 to 1, in which the economy voted in one of the accepted ways."""
    held = at.records("votes")
    held = held[(held["economy"] == economy) & held["resolution"].isin(list(resolutions))]
    cast = held.set_index("resolution")["vote"]
    unknown = [name for name in resolutions if cast.get(name, "unknown") == "unknown"]
    if unknown:
        raise Untestable(f"the vote of {economy} on {' and '.join(unknown)} was found in no list")
    return Measured(
        float(cast.isin(list(accepted)).mean()),
        int(held["date"].max()[:4]),
        "; ".join(held["source"].unique()),
    )


@measure()
def votes_together(
    at: Moment, *, economies: Sequence[str], resolutions: Sequence[str], accepted: Sequence[str]
) -> Measured:
    """The part of the named votes of several economies, 0 to 1, cast in one of the accepted ways."""
    taken = each_economy(
        lambda economy: votes(at, economy=economy, resolutions=resolutions, accepted=accepted),
        economies,
    )
    bases = dict.fromkeys(cast.basis for cast in taken)
    return Measured(
        sum(cast.value for cast in taken) / len(taken),
        max(cast.year for cast in taken),
        "; ".join(bases),
    )


@measure()
def votes_on(
    at: Moment, *, economy: str, subject: str, since: int, until: int, accepted: Sequence[str]
) -> Measured:
    """The part of all votes on one subject, from one year to another, in which the economy voted in one of the accepted ways."""
    held = at.records("votes")
    years = held["date"].str[:4].astype(int)
    chosen = held.loc[(held["subject"] == subject) & years.between(since, until), "resolution"]
    if chosen.empty:
        raise Untestable(f"no vote on “{subject}” is recorded for {since} to {until}")
    cast = votes(at, economy=economy, resolutions=list(chosen.unique()), accepted=accepted)
    return dataclasses.replace(
        cast, basis=f"{chosen.nunique()} roll calls, each with its source in data/records/votes.csv"
    )


@measure()
def agreement(at: Moment, *, economies: Sequence[str], partner: str) -> Measured:
    """Votes in the General Assembly cast as a partner cast them, in per cent of those both took part in: the mean over economies."""
    held = agreements(at.records("voting_agreement"), economies, partner)
    last = newest_row(held, f"votes of {' and '.join(economies)} beside those of {partner}")
    return Measured(float(last["value"]), int(last["year"]), last["source"])


@measure()
def agreement_since(
    at: Moment, *, economies: Sequence[str], partner: str, since: int, before: int
) -> Measured:
    """Agreement with a partner from the year ``since`` on, in per cent of its mean in as many years before as ``before`` says."""
    held = agreements(at.records("voting_agreement"), economies, partner)
    return level_since(held, since, before, f"votes beside those of {partner}")


def agreements(voting: pd.DataFrame, economies: Sequence[str], partner: str) -> pd.DataFrame:
    """Agreement of votes with a partner by year, the mean over economies, in per cent: ``year, value, source``; years of few votes are left out."""
    held = voting[(voting["partner"] == partner) & (voting["compared"] >= FEW_VOTES)]
    return means(
        held.assign(year=held["date"].str[:4].astype(int), value=held["agreement"]), economies
    )


def voting(name: str, votes: pd.Series, texts: str) -> str:
    """A title from votes on some texts, the commonest first: “Kazakhstan voted against 7 of 8 texts on Crimea and was absent from 1; 1 vote is unknown”."""
    known = votes[votes != "unknown"]
    open_ = len(votes) - len(known)
    unknown = f"{open_} {'vote is' if open_ == 1 else 'votes are'} unknown" if open_ else ""
    if known.empty:
        return f"{name} on {texts}: {unknown or 'no votes'}"
    (first, number), *rest = known.value_counts().items()
    most = f"all {number}" if number == len(known) > 1 else f"{number} of {len(known)}"
    said = listed(
        [f"{DID[first]} {most} {texts}", *(f"{DID[vote]} {count}" for vote, count in rest)]
    )
    return "; ".join(filter(None, [f"{name} {said}", unknown]))


def in_favour(votes: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title from votes ``date, economy, vote``: how many of those known were cast for a text, by whom, and how many against."""
    known = votes[votes["vote"] != "unknown"]
    cast = known[known["vote"] == "yes"]
    who = listed([f"{names[row.economy]} on {day(row.date)}" for row in cast.itertuples()])
    said = (
        f"{'one was' if len(cast) == 1 else f'{len(cast)} were'} cast in favour ({who})"
        if len(cast)
        else "none was cast in favour"
    )
    return f"Of {len(known)} votes on Ukraine that are known, {said} and {(known['vote'] == 'against').sum()} against"


def vote_cells(votes: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Votes as a grid, newest first; a text with a number is the place ``vote-es-11-1`` of its page, another that of its day."""
    held = votes[votes["economy"].isin(list(names.keys()))].sort_values(
        ["date", "resolution", "economy"], ascending=[False, True, True]
    )
    numbered = held["resolution"].str.contains("/", regex=False)
    title = held["resolution"].where(numbered, "no number read") + ": " + held["subject"]
    place = held["resolution"].str.lower().str.replace("/", "-").where(numbered, held["date"])
    return pd.DataFrame(
        {
            "row": held["date"].map(day) + ", " + title,
            "column": held["economy"].map(names),
            "answer": held["vote"],
            "anchor": "vote-" + place,
            "mark": held["confidence"].isin(["low", "medium"]),
        }
    )


def roll_call(votes: pd.Series, names: Mapping[str, str]) -> str:
    """How states voted once, from words by economy: “A and B voted against; C took no part”."""
    return "; ".join(
        f"{listed([names[code] for code in held.index])} {VOTED[word]}"
        for word, held in votes.groupby(votes, sort=False)
    )


def vote_turns(before: pd.Series, after: pd.Series, names: Mapping[str, str]) -> str:
    """How the states of one vote had cast the vote before, both words by economy: “A voted against, having abstained; B took no part, as before”."""
    pairs = pd.DataFrame({"before": before, "after": after}).dropna()
    said = [
        f"{listed([names[code] for code in held.index])} {VOTED[now]}, {'as before' if now == then else HAVING[then]}"
        for (then, now), held in pairs.groupby(["before", "after"], sort=False)
    ]
    return "; ".join(said)


def cast(votes: pd.DataFrame, resolutions: Sequence[str], names: Mapping[str, str]) -> Markdown:
    """How the economies named voted on some resolutions, a line for each."""
    lines = []
    for resolution in resolutions:
        held = votes[
            (votes["resolution"] == resolution) & votes["economy"].isin(list(names.keys()))
        ].set_index("economy")
        lines.append(
            f"- **{day(held['date'].iloc[0])}, {resolution}** ({held['subject'].iloc[0]}). {by_word(held['vote'], names)}."
        )
    return Markdown("\n".join(lines))

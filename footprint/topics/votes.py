"""Votes in the General Assembly: on texts, and agreement with a partner."""

from __future__ import annotations

import collections
import dataclasses
import statistics

from footprint.lazy import pandas as pd
from footprint.model import Measured, Moment, Names, Texts, Untestable
from footprint.rows import Frame, Rows, framed
from footprint.topics.measure import from_row, level_since, means, measure, newest_row, once, where
from footprint.words.text import day, listed
from footprint.words.titles import by_word

# Below this many votes a year, agreement is left to chance.
FEW_VOTES = 30
# What a vote was: told alone, beside the one after it, and of the texts that were voted on.
VOTED = {
    "yes": ("voted for it", "having voted in favour", "voted for"),
    "against": ("voted against", "having voted against", "voted against"),
    "abstain": ("abstained", "having abstained", "abstained on"),
    "absent": ("took no part", "having taken no part", "was absent from"),
    "unknown": ("stood in no list that was read", "which stood in no list that was read", ""),
}


@measure()
def votes(at: Moment, *, economy: str, resolutions: Texts, accepted: Texts) -> Measured:
    """The part of the named votes, 0 to 1, in which the economy voted in an accepted way."""
    rows = at.records("votes").where(economy=economy, resolution=resolutions)
    cast = {row["resolution"]: row["vote"] for row in rows}
    unknown = [name for name in resolutions if cast.get(name, "unknown") == "unknown"]
    if unknown:
        raise Untestable(f"the vote of {economy} on {' and '.join(unknown)} was found in no list")
    value = statistics.fmean(vote in accepted for vote in cast.values())
    return Measured(value, int(max(rows.values("date"))[:4]), once(rows.values("source")))


@measure()
def votes_together(
    at: Moment, *, economies: Texts, resolutions: Texts, accepted: Texts
) -> Measured:
    """The part of the named votes of several economies, 0 to 1, cast in an accepted way."""
    taken, reasons = [], []
    for economy in economies:
        try:
            taken.append(votes(at, economy=economy, resolutions=resolutions, accepted=accepted))
        except Untestable as reason:
            reasons.append(str(reason))
    if reasons:
        raise Untestable("; ".join(reasons))
    value = sum(cast.value for cast in taken) / len(taken)
    year = max(cast.year or 0 for cast in taken)
    return Measured(value, year, once(cast.basis for cast in taken))


@measure()
def votes_on(
    at: Moment, *, economy: str, subject: str, since: int, until: int, accepted: Texts
) -> Measured:
    """The part of all votes on a subject, from one year to another, cast in an accepted way."""
    texts = {
        row["resolution"]: None
        for row in at.records("votes").where(subject=subject)
        if since <= int(row["date"][:4]) <= until
    }
    if not texts:
        raise Untestable(f"no vote on “{subject}” is recorded for {since} to {until}")
    cast = votes(at, economy=economy, resolutions=list(texts), accepted=accepted)
    basis = f"{len(texts)} roll calls, each with its source in data/records/votes.csv"
    return dataclasses.replace(cast, basis=basis)


def vote_cells(votes: Frame, names: Names) -> Frame:
    """Votes as a grid, newest first: ``row, column, answer, anchor, mark``. A text with a number is
    the place ``vote-es-11-1`` of its page, another that of its day."""
    rows = where(votes, economy=names.keys())
    rows = rows.sort_values(["date", "resolution", "economy"], ascending=[False, True, True])
    text = rows["resolution"]
    numbered = text.str.contains("/", regex=False)
    title = text.where(numbered, "no number read") + ": " + rows["subject"]
    place = text.str.lower().str.replace("/", "-").where(numbered, rows["date"])
    cells = {
        "row": rows["date"].map(day) + ", " + title,
        "column": rows["economy"].map(names),
        "answer": rows["vote"],
        "anchor": "vote-" + place,
        "mark": rows["confidence"].isin(["low", "medium"]),
    }
    return pd.DataFrame(cells)


def in_favour(votes: Frame, names: Names) -> str:
    """A title from votes ``date, economy, vote``: how many were for a text, whose, and against."""
    known, cast = votes[votes["vote"] != "unknown"], where(votes, vote="yes")
    cases = zip(cast["economy"], cast["date"], strict=True)
    who = [f"{names[code]} on {day(date)}" for code, date in cases]
    count = {0: "none was", 1: "one was"}.get(len(who), f"{len(who)} were")
    told = f"{count} cast in favour" + (f" ({listed(who)})" if who else "")
    against = (known["vote"] == "against").sum()
    return f"Of {len(known)} votes on Ukraine that are known, {told} and {against} against"


def voting(name: str, votes: pd.Series, texts: str) -> str:
    """A title from votes on some texts, the commonest first. “Kazakhstan voted against 7 of 8 texts
    on Crimea and was absent from 1; 1 vote is unknown”"""
    counts = collections.Counter(votes)
    unknown = counts.pop("unknown", 0)
    left = f"{unknown} {'vote is' if unknown == 1 else 'votes are'} unknown" if unknown else ""
    if not counts:
        return f"{name} on {texts}: {left or 'no votes'}"
    known = counts.total()
    (first, number), *rest = counts.most_common()
    most = f"all {number}" if number == known > 1 else f"{number} of {known}"
    told = [f"{VOTED[first][2]} {most} {texts}"]
    told += [f"{VOTED[vote][2]} {count}" for vote, count in rest]
    return "; ".join(filter(None, [f"{name} {listed(told)}", left]))


def cast_on(votes: Frame, resolution: str) -> pd.Series:
    """The votes on one resolution, by economy."""
    return where(votes, resolution=resolution).set_index("economy")["vote"]


def vote_turns(before: pd.Series, after: pd.Series, names: Names) -> str:
    """How the states of one vote had cast the vote before, both words by economy. “A voted against,
    having abstained; B took no part, as before”"""
    told = {
        code: f"{VOTED[now][0]}, {'as before' if now == then else VOTED[then][1]}"
        for code, then, now in pd.concat([before, after], axis=1, join="inner").itertuples()
    }
    return by_word(pd.Series(told), names, " ")


@measure()
def agreement(at: Moment, *, economies: Texts, partner: str) -> Measured:
    """Votes in the General Assembly cast as a partner cast them, the mean over economies. In per
    cent of those that both took part in."""
    rows = agreements(at.records("voting_agreement"), economies, partner)
    what = f"votes of {' and '.join(economies)} beside those of {partner}"
    return from_row(newest_row(rows, what))


@measure()
def agreement_since(
    at: Moment, *, economies: Texts, partner: str, since: int, before: int
) -> Measured:
    """Agreement with a partner from a year on, in per cent of its mean in the years before it."""
    rows = agreements(at.records("voting_agreement"), economies, partner)
    return level_since(rows, since, before, f"votes beside those of {partner}")


@framed(year="Int64", value="float64", source="string")
def agreements(voting: Rows, economies: Texts, partner: str) -> Rows:
    """Mean agreement with a partner, in per cent: ``year, value, source``; not of years of few
    votes."""
    rows = Rows(row for row in voting.where(partner=partner) if row["compared"] >= FEW_VOTES)
    years = rows.with_columns(
        year=lambda row: int(row["date"][:4]), value=lambda row: row["agreement"]
    )
    return means(years, economies)

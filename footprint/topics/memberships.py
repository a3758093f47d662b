"""Who belongs to which organisation, since when and as what."""

from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from footprint.model import HOLDS, Claim, Finding, Measured, Moment, Untestable
from footprint.topics.measure import measure
from footprint.words.numbers import quantity
from footprint.words.text import COUNTS, capital, listed

STANDINGS = (
    "member",
    "member, participation frozen",
    "associate member",
    "observer",
    "participant",
    "partner",
)
LEADERS = {
    "Led by Russia": ("CST (treaty)", "CSTO", "EAEU", "CIS"),
    "Led by China and Russia": ("SCO",),
}
NO_LEADER = "Others"
# The organisations of the record of memberships by their full names.
ORGANISATIONS = {
    "CIS": "Commonwealth of Independent States",
    "CST (treaty)": "Collective Security Treaty, the forerunner of the CSTO",
    "CSTO": "Collective Security Treaty Organization",
    "EAEU": "Eurasian Economic Union",
    "SCO": "Shanghai Cooperation Organisation",
    "OTS": "Organization of Turkic States",
    "ECO": "Economic Cooperation Organization",
    "C5+1": "meetings of the five with the United States",
}


@measure()
def member(at: Moment, *, economy: str, organisation: str) -> Measured:
    """Standing in an organisation: 1 a member, 0.5 a member that has frozen its participation, 0 none."""
    held = at.records("memberships")
    held = held[(held["economy"] == economy) & (held["organisation"] == organisation)]
    if held.empty:
        raise Untestable(f"no record on {economy} in the {organisation}")
    current = held[held["end"].isna() | (held["end"] >= at.until)].sort_values("start")
    last = (current if len(current) else held).iloc[-1]
    status = last["status"] if len(current) else "no longer a member"
    value = {"member": 1.0, "member, participation frozen": 0.5}.get(status, 0.0)
    since = last["start"] if len(current) else last["end"]
    year = None if pd.isna(since) else int(since[:4])
    # Of a member, and of one that has left, the year is the one since when it is so; of others it says nothing of the answer.
    stands = year and (value or not len(current))
    return Measured(value, year, last["source"], {"period": f"since {year}"} if stands else {})


@measure()
def organisations(
    at: Moment, *, economy: str, among: Sequence[str], standing: Sequence[str]
) -> Measured:
    """In how many of the organisations named an economy has one of the standings named."""
    held = at.records("memberships")
    held = held[(held["economy"] == economy) & held["organisation"].isin(list(among))]
    if held.empty:
        raise Untestable(f"no record on {economy} in {', '.join(among)}")
    current = held[
        (held["end"].isna() | (held["end"] >= at.until)) & held["status"].isin(list(standing))
    ]
    years = held["start"].dropna().str[:4].astype(int)
    return Measured(
        float(current["organisation"].nunique()),
        int(years.max()) if len(years) else None,
        "; ".join(held["source"].unique()),
    )


def standings(
    memberships: pd.DataFrame, among: Sequence[str], economies: Sequence[str]
) -> pd.Series:
    """Where each economy stands today among the organisations named, in a word: “CSTO and EAEU”, “EAEU (observer)”, “neither”."""
    held = memberships[
        memberships["organisation"].isin(list(among))
        & memberships["end"].isna()
        & memberships["start"].notna()
    ]
    plain = held["organisation"].where(
        held["status"] == "member", held["organisation"] + " (" + held["status"] + ")"
    )
    words = plain.groupby(held["economy"]).agg(" and ".join)
    return words.reindex(list(economies)).fillna("neither")


def by_leader(memberships: pd.DataFrame) -> pd.DataFrame:
    """What one economy belongs or belonged to, for a timeline, by who leads it: ``group, name, start, end, label``. Agreements are left out."""
    held = memberships[memberships["status"].isin(STANDINGS)]
    group = (
        held["organisation"]
        .map({name: leader for leader, names in LEADERS.items() for name in names})
        .fillna(NO_LEADER)
    )
    rows = held.assign(
        group=group, name=held["organisation"], label=held["status"].replace("member", "")
    )
    order = rows["group"].map([*LEADERS, NO_LEADER].index)
    return rows.assign(order=order).sort_values(["order", "start"])[
        ["group", "name", "start", "end", "label"]
    ]


def spells(memberships: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title that says who left what they had joined: “Uzbekistan was in the CSTO from 2006 to 2012; nobody else has left”."""
    ended = memberships.dropna(subset=["start", "end"]).sort_values("start")
    said = []
    for economy, held in ended.groupby("economy", sort=False):
        said.append(
            f"{names[economy]} was "
            + listed(
                [
                    f"in the {row.organisation} from {row.start[:4]} to {row.end[:4]}"
                    for row in held.itertuples()
                ]
            )
        )
    return (
        "; ".join([*said, "nobody else has left"])
        if said
        else "Nobody has left what they had joined"
    )


def belonging(standings: pd.Series, among: Sequence[str], names: Mapping[str, str]) -> str:
    """A title from :func:`memberships.standings`: who is a full member of all, and who of none."""
    everywhere, nowhere = (
        [names[code] for code in standings.index[standings == word]]
        for word in (" and ".join(among), "neither")
    )
    said = (
        f"{listed(everywhere)} {'is' if len(everywhere) == 1 else 'are'}"
        if everywhere
        else "Nobody is"
    )
    return f"{said} in both the {' and the '.join(among)}" + (
        f"; {listed(nowhere)} in neither" if nowhere else ""
    )


def signed(
    agreements: pd.DataFrame, names: Mapping[str, str], status: str = "agreement signed"
) -> str:
    """A title from agreements ``economy, status``: who has signed, of all the economies named."""
    held = [
        names[code]
        for code in names.keys()
        if code in set(agreements.loc[agreements["status"] == status, "economy"])
    ]
    count = capital(quantity(float(len(held)), f"of the {COUNTS[len(names)]}"))
    return f"{count} {'have' if len(held) > 1 else 'has'} signed" + (
        f": {listed(held)}" if held else ""
    )


def joined(name: str, memberships: pd.DataFrame, among: Sequence[str]) -> str:
    """A title: an economy's standing today in the organisations named, and where it has none."""
    held = memberships[
        memberships["organisation"].isin(list(among))
        & memberships["end"].isna()
        & memberships["start"].notna()
    ]
    order = held.assign(
        rank=held["status"].map(
            lambda status: STANDINGS.index(status) if status in STANDINGS else len(STANDINGS)
        )
    ).sort_values(["rank", "organisation"])
    stands = [
        f"{'an' if status[0] in 'aeiou' else 'a'} {status} of the {listed(rows['organisation'].tolist())}"
        for status, rows in order.groupby("status", sort=False)
    ]
    without = [
        organisation for organisation in among if organisation not in set(held["organisation"])
    ]
    said = (
        f"{name} is {listed(stands)}"
        if stands
        else f"{name} is in none of the organisations asked for"
    )
    return said + (f", and not in the {' or the '.join(without)}" if stands and without else "")


def all_but(finding: Finding, what: str) -> str:
    """A title from the parts of a claim: for which of them it holds today in full: “All but Armenia are full members”."""
    short = [part.label for part in finding.now.parts if part.result.verdict != HOLDS]
    if len(short) == len(finding.now.parts):
        return f"None of {listed(short)} are {what}"
    return (
        f"All but {listed(short)} are {what}"
        if short
        else f"{listed([part.label for part in finding.now.parts])} are {what}"
    )


def spelt_out(acronyms: Iterable[str]) -> str:
    """What the acronyms of organisations stand for, once each, in order: “CIS: Commonwealth of Independent States; …”."""
    return "; ".join(
        f"{name}: {ORGANISATIONS[name]}"
        for name in dict.fromkeys(acronyms)
        if name in ORGANISATIONS
    )


def asked(claim: Claim) -> list[str]:
    """The organisations that a claim on memberships asks for."""
    return list(
        dict.fromkeys(
            name for part in claim.parts for name in part.measure.parameters.get("among", ())
        )
    )

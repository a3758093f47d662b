"""Who belongs to which organisation, since when and as what."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from footprint.lazy import pandas as pd
from footprint.model import HOLDS, Claim, Finding, Measured, Moment, Names, Texts, Untestable
from footprint.rows import Frame, Row, Rows
from footprint.topics.measure import measure, once, where
from footprint.words.numbers import quantity
from footprint.words.text import COUNTS, capital, listed

LATEST = "9999-12-31"
# What one can be in an organisation, from the closest tie on, and how much of a member that is.
LOOSE = ("associate member", "observer", "participant", "partner")
STANDINGS = {"member": 1.0, "member, participation frozen": 0.5} | dict.fromkeys(LOOSE, 0.0)
# Who leads an organisation, in the order of a timeline; the rest is led by none of the powers.
RUSSIAN = ("CST (treaty)", "CSTO", "EAEU", "CIS")
LEADERS = dict.fromkeys(RUSSIAN, "Led by Russia") | {"SCO": "Led by China and Russia"}
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
    """Standing in an organisation: 1 a member, 0.5 one that froze its participation, 0 none."""
    rows = at.records("memberships").where(economy=economy, organisation=organisation)
    if not rows:
        raise Untestable(f"no record on {economy} in the {organisation}")
    rows = Rows(sorted(rows, key=lambda row: row["start"] or LATEST))
    current = _lasting(rows, at.until)
    last = current[-1] if current else max(rows, key=lambda row: row["end"])
    value = STANDINGS.get(last["status"], 0.0) if current else 0.0
    since = last["start" if current else "end"]
    year = int(since[:4]) if since else None
    # Of a member, and of one that has left, it has been so since that year; of others the year
    # says nothing of the answer.
    words = {"period": f"since {year}"} if year and (value or not current) else {}
    spells = listed([_spell(row, at.until) for row in rows])
    words |= {"spells": spells + ("" if current else ", and nothing since")}
    return Measured(value, year, last["source"], words)


def _spell(row: Row, until: str) -> str:
    """“a member from 2006 to 2012”, “an observer since 2020”, “not a member”."""
    status, start, end = (str(row[column] or "") for column in ("status", "start", "end"))
    status += "," if "," in status and start else ""
    span = f"from {start[:4]} to {end[:4]}" if end and end < until else f"since {start[:4]}"
    return f"{'an' if status[0] in 'aeiou' else 'a'} {status} {span}" if start else status


@measure()
def organisations(at: Moment, *, economy: str, among: Texts, standing: Texts) -> Measured:
    """In how many of the organisations named an economy has one of the standings named."""
    rows = at.records("memberships").where(economy=economy, organisation=among)
    if not rows:
        raise Untestable(f"no record on {economy} in {', '.join(among)}")
    count = len({*_lasting(rows, at.until).where(status=standing).values("organisation")})
    year = max((int(row["start"][:4]) for row in rows.having("start")), default=None)
    return Measured(float(count), year, once(rows.values("source")))


def _lasting(rows: Rows, until: str) -> Rows:
    """What had not ended by a day."""
    return Rows(row for row in rows if row["end"] is None or row["end"] >= until)


def _current(rows: Frame) -> Frame:
    """What has not ended."""
    return rows[rows["end"].isna()]


def asked_for(claim: Claim) -> list[str]:
    """The organisations that a claim on memberships asks for."""
    among = (part.measure.parameters.get("among", ()) for part in claim.parts)
    return list(dict.fromkeys(name for names in among for name in cast(Texts, names)))


def joined(name: str, memberships: Frame, among: Texts) -> str:
    """A title: an economy's standing today in the organisations named, and where it has none."""
    rows = where(memberships.sort_values("organisation"), organisation=among)
    rows = _current(rows).dropna(subset=["start"])
    stands = [
        f"{'an' if status[0] in 'aeiou' else 'a'} {status} of the {listed(names)}"
        for status in STANDINGS
        if (names := where(rows, status=status)["organisation"].tolist())
    ]
    if not stands:
        return f"{name} is in none of the organisations asked for"
    without = " or the ".join(one for one in among if one not in set(rows["organisation"]))
    return f"{name} is {listed(stands)}" + (f", and not in the {without}" if without else "")


def by_leader(memberships: Frame) -> Frame:
    """What one economy belongs or belonged to, for a timeline, by who leads it. ``group, name,
    start, end, label``; agreements are left out."""
    rows = where(memberships, status=STANDINGS).sort_values("start", kind="stable")
    name, label = rows["organisation"], rows["status"].replace("member", "")
    rows = rows.assign(group=name.map(LEADERS).fillna(NO_LEADER), name=name, label=label)
    leaders = [*dict.fromkeys(LEADERS.values()), NO_LEADER]
    rows = pd.concat([where(rows, group=leader) for leader in leaders])
    return rows[["group", "name", "start", "end", "label"]]


def by_organisation(memberships: Frame, among: Texts, names: Names) -> Frame:
    """Memberships of some organisations in their order, with ``group, name, label``, for a
    timeline."""
    rows = where(memberships, organisation=among).sort_values(["start", "economy"])
    name, label = rows["economy"].map(names), rows["status"].replace("member", "")
    rows = rows.assign(group=rows["organisation"], name=name, label=label)
    return pd.concat([where(rows, group=group) for group in among])


def spells(memberships: Frame, names: Names) -> str:
    """A title: who left what they had joined, and came back: “Uzbekistan was in the CSTO from 2006
    to 2012; …”. A standing that another followed on the same day was not left."""
    keys, told = ["economy", "organisation"], dict[str, list[str]]()
    started = memberships.dropna(subset=["start"]).sort_values("start")
    for row in started.dropna(subset=["end"]).to_dict("records"):
        of = where(started, **{key: row[key] for key in keys})["start"]
        later = of[of >= row["end"]].tolist()
        if row["end"] in later:
            continue
        spell = f"in the {row['organisation']} from {row['start'][:4]} to {row['end'][:4]}"
        back = f", and again since {later[0][:4]}" if later else ""
        told.setdefault(row["economy"], []).append(spell + back)
    if not told:
        return "Nobody has left what they had joined"
    spent = [f"{names[code]} was {listed(times)}" for code, times in told.items()]
    return "; ".join([*spent, "nobody else has left"])


def signed(agreements: Frame, names: Names) -> str:
    """A title from agreements ``economy, status``: who has signed, of all the economies named."""
    signatories = set(where(agreements, status="agreement signed")["economy"])
    who = [name for code, name in names.items() if code in signatories]
    count = capital(quantity(float(len(who)), f"of the {COUNTS[len(names)]}"))
    title = f"{count} {'have' if len(who) > 1 else 'has'} signed"
    return title + (f": {listed(who)}" if who else "")


def all_but(finding: Finding, what: str) -> str:
    """A title: which parts of a claim hold today in full: “All but Armenia are full members”."""
    parts = finding.now.parts
    short = [part.label for part in parts if part.result.verdict != HOLDS]
    if len(short) == len(parts):
        return f"None of {listed(short)} are {what}"
    who = f"All but {listed(short)}" if short else listed([part.label for part in parts])
    return f"{who} are {what}"


def spelt_out(acronyms: Iterable[str]) -> str:
    """What acronyms stand for, once each, in order: “CIS: Commonwealth of Independent States; …”"""
    known = [name for name in dict.fromkeys(acronyms) if name in ORGANISATIONS]
    return "; ".join(f"{name}: {ORGANISATIONS[name]}" for name in known)

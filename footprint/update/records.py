"""Files of an update that are no series: the archive, debt by creditor, trade by partner."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from footprint.errors import ServiceError
from footprint.lazy import pandas as pd
from footprint.library import plausible
from footprint.library.library import Library
from footprint.library.queries import Query, of_known, today, with_service
from footprint.library.revisions import YEARLY, number
from footprint.library.tables import OBSERVATION, csv_bytes
from footprint.model import Resource
from footprint.topics.trade import TRADE_SOURCES, partner_shares
from footprint.worldbank.answers import Observations
from footprint.worldbank.series import archive, creditors
from footprint.worldbank.wits import trade_shares


class Staged(NamedTuple):
    """The package entry of a file, its new content (None if that stays), what speaks against
    taking it over, and what else is to be said, even if nothing is new."""

    entry: Mapping[str, Any]
    content: bytes | None
    objections: Sequence[str] = ()
    notes: Sequence[str] = ()


# Kinds of lenders are series of their own in the debt statistics: which, and to whom it is owed.
LENDERS = {
    "All multilateral": ("DT.DOD.MLAT.CD", "World"),
    "All official bilateral": ("DT.DOD.BLAT.CD", "World"),
    "All bondholders": ("DT.DOD.PBND.CD", "World"),
    "All commercial banks": ("DT.DOD.PCBK.CD", "World"),
    "All other private": ("DT.DOD.PROP.CD", "World"),
    "China, official": ("DT.DOD.BLAT.CD", "China"),
}
LARGEST = ("World", "China", "All multilateral", "All official bilateral", "China, official")
# The European Union since 2020, to be added up: trade shares come by country.
EU27 = frozenset(
    "AUT BEL BGR CYP CZE DEU DNK ESP EST FIN FRA GRC HRV HUN IRL ITA LTU LUX LVA MLT NLD POL PRT"
    " ROU SVK SVN SWE".split()
)
# What new shares are compared with: those held of WITS, else of whoever counted.
REFERENCES = ("WITS", *TRADE_SOURCES)
ARCHIVED = ["economy", "indicator", "year", "value"]
# A partner that never reaches this share, in per cent, is left out.
SMALLEST = 1


def archive_vintage(library: Library, wanted: Resource, queries: Sequence[Query]) -> Staged:
    """A vintage of the World Bank's archives, for the series and economies that the book uses;
    ServiceError if it has no row."""
    answers, frames, lost = [], [], list[str]()
    for query in queries:
        codes, economies, *years = query.what
        ask = functools.partial(_edition, wanted.version, codes, years)
        answer = of_known(ask, economies)
        answers.append(answer)
        frames.append(answer.data)
        lost += [code for code in codes if code in answer.problems]
    data = pd.concat(frames).sort_values(["economy", "indicator", "year"])
    if data.empty:
        raise ServiceError(f"The archives have no figure of {wanted.edition}; try again later.")
    objections = _missing("series", lost, len(lost) + data["indicator"].nunique())
    for code, rows in data.groupby("indicator", sort=True):
        before, resource = _nearest(library, wanted, str(code), rows)
        found = plausible.objections(before, rows[OBSERVATION], resource.limits, ("first",))
        objections += [f"{code}: {text}" for text in found]
    rows = data.assign(vintage=wanted.edition)[["vintage", *ARCHIVED]]
    notes = [note for answer in answers for note in unknown_economies(answer)]
    return Staged(_obtained(wanted.entry, *answers), csv_bytes(rows), objections, notes)


def _edition(
    version: str, codes: Sequence[str], years: Sequence[int], known: list[str]
) -> Observations:
    return archive(version, codes, known, *years)


def unknown_economies(answer: Observations) -> list[str]:
    """What is to be said of economies that the service knows no longer."""
    names = ", ".join(answer.unknown)
    return [f"{answer.database}: the service knows no economy {names}"] if names else []


def _missing(what: str, names: Sequence[str], of_all: int) -> list[str]:
    """An objection that names what an answer lacks."""
    text = f"{what} that it lacks, of {of_all}: {', '.join(names)}"
    return [plausible.by_rule("lost", text)] if names else []


def _nearest(
    library: Library, wanted: Resource, code: str, rows: pd.DataFrame
) -> tuple[pd.DataFrame, Resource]:
    """What is held of a series in the vintage nearest in time, and its entry. Of the same month
    all counts, of another what both have."""
    package, month = library.package, _months(wanted.version)
    vintages = [one for one in package.resources if one.edition and one.name != wanted.name]
    tables = {one.edition: library.table(one) for one in vintages}
    frames = {name: table[table["indicator"] == code] for name, table in tables.items()}
    series = package.series_of(code)
    if re.match(r"\d{4}-\d{2}", series.vintage):
        frames[series.vintage] = library.table(series)
    frames = {name: frame for name, frame in frames.items() if len(frame)}
    if not frames:
        return rows[OBSERVATION], series
    name = min(frames, key=lambda one: (abs(_months(one) - month), one))
    before = frames[name][OBSERVATION]
    if _months(name) != month:
        before = before.merge(rows[YEARLY], on=YEARLY)
    return before, series


def _months(edition: str) -> int:
    """A year and month, as YYYYMM or YYYY-MM, as a number of months."""
    digits = edition.replace("-", "")
    return int(digits[:4]) * 12 + int(digits[4:6])


def _obtained(entry: Mapping[str, Any], *answers: Observations) -> Mapping[str, Any]:
    """The entry of a file that the service's answers renewed."""
    sources = with_service(entry, *answers)
    return {**entry, "retrieved": answers[0].retrieved[:10], "sources": sources}


def debt_by_creditor(library: Library) -> Staged:
    """Debt with one vintage more, if there is a newer one; ServiceError if creditors lack."""
    debt, resource = (
        library.records("debt_by_creditor"),
        library.package.resource("debt-by-creditor"),
    )
    last = debt[debt["edition"] == debt["edition"].max()]
    known, names = last["edition"].iloc[0], resource.entry.get("service_names", {})
    labels = {
        names.get(name, name): name for name in last["creditor"].unique() if name not in LENDERS
    }
    # A country that came into the region since has no debt in the last edition.
    economies = list(dict.fromkeys([*last["economy"], *library.package.region]))
    years = int(last["year"].min()), today().year - 1

    def owed(to: Sequence[str], *series: str) -> Observations:
        return of_known(lambda codes: creditors(codes, to, *years, *series), economies)

    answer = owed(list(labels))
    edition = answer.last_updated[:7]
    if edition == known:
        return Staged(resource.entry, None, notes=unknown_economies(answer))
    if edition < known:
        of = f"the edition of {edition}" if edition else "an edition that it does not name"
        raise ServiceError(f"The service has {of}, and held is that of {known}.")
    kinds = {name: owed([lender], series) for name, (series, lender) in LENDERS.items()}
    parts = [one.data.assign(creditor=name) for name, one in kinds.items()]
    own = answer.data.assign(creditor=answer.data["creditor"].map(labels))
    rows = pd.concat([own, *parts]).assign(
        edition=edition,
        source=f"World Bank, International Debt Statistics, {answer.last_updated}",
        confidence="high",
    )
    kind = last.drop_duplicates("creditor").set_index("creditor")["kind"]
    rows = rows.assign(kind=rows["creditor"].map(kind))
    missing = [name for name in LARGEST if name not in set(rows["creditor"])]
    if missing:
        raise ServiceError(
            f"The edition of {edition} names no {', no '.join(missing)}, so it is not taken over."
        )
    entry = {**_obtained(resource.entry, answer), "vintage": f"{resource.vintage}; {edition}"}
    table = pd.concat([debt, rows])[list(debt.columns)]
    content = csv_bytes(table.sort_values(["edition", "economy", "year", "creditor"]))
    objections = _of_two_releases(answer, kinds) + _debt_objections(last, rows, resource)
    return Staged(entry, content, objections, unknown_economies(answer))


def _of_two_releases(answer: Observations, kinds: Mapping[str, Observations]) -> list[str]:
    others = [name for name, one in kinds.items() if one.last_updated != answer.last_updated]
    text = f"of another release than that of {answer.last_updated}: {', '.join(others)}"
    return [plausible.by_rule("releases", text)] if others else []


def _debt_objections(last: pd.DataFrame, rows: pd.DataFrame, resource: Resource) -> list[str]:
    """What speaks against a new edition of debt: creditors lost, economy by economy, the whole."""
    known = list(last["creditor"].unique())
    lost = [name for name in known if name not in set(rows["creditor"])]
    found = _missing("creditors", lost, len(known))
    for economy, before in last[~last["creditor"].isin(lost)].groupby("economy", sort=True):
        after = rows[rows["economy"] == economy]
        texts = plausible.objections(
            _by(before, "creditor"), _by(after, "creditor"), resource.limits
        )
        found += [f"{economy}: {text}" for text in texts]
    whole = rows[rows["creditor"] == "World"].set_index(YEARLY)["value"].rename("whole")
    parts = rows.join(whole, on=YEARLY)
    most = parts["whole"] * (1 + (resource.limits.get("whole") or 0.0))
    for row in plausible.rows_of(parts[parts["value"] > most][:1]):
        told = f"{row.creditor} {number(row.value)} of {number(row.whole)} in all"
        found.append(plausible.by_rule("whole", f"{row.economy} {row.year}: {told}"))
    return found


def _by(rows: pd.DataFrame, column: str, value: str = "value") -> pd.DataFrame:
    """A table as the rules read it: who, year, value."""
    plain = rows[[column, "year", value]].dropna()
    return plain.set_axis(OBSERVATION, axis="columns").reset_index(drop=True)


def trade_by_partner(library: Library) -> Staged:
    """Trade with today's shares of WITS for the years that it has. An economy without an answer
    keeps what it has; ServiceError if none has one."""
    trade, resource = (
        library.records("trade_by_partner"),
        library.package.resource("trade-by-partner"),
    )
    answers, notes, error = list[Observations](), list[str](), ServiceError()
    for economy in library.package.region:
        try:
            answers.append(trade_shares(economy, 2000, today().year - 1))
            notes += answers[-1].problems.values()
        except ServiceError as failed:
            error = failed
            notes.append(f"trade of {economy}: {failed}")
    if not answers:
        raise error
    shares = pd.concat([answer.data for answer in answers])
    rows = _named_partners(shares, library.economies())
    rows = rows.assign(
        months=12,
        by="WITS",
        source="World Bank, World Integrated Trade Solution",
        confidence="high",
    )
    keys = ["economy", "year", "flow", "by"]
    replaced = pd.MultiIndex.from_frame(trade[keys]).isin(pd.MultiIndex.from_frame(rows[keys]))
    table = pd.concat([trade[~replaced], rows])[list(trade.columns)]
    new, old = (csv_bytes(one.sort_values([*keys, "months", "partner"])) for one in (table, trade))
    if new == old:
        return Staged(resource.entry, None, notes=notes)
    objections = _trade_objections(trade, rows, resource)
    return Staged(_obtained(resource.entry, *answers), new, objections, notes)


def _trade_objections(trade: pd.DataFrame, rows: pd.DataFrame, resource: Resource) -> list[str]:
    """What speaks against shares: too few of them, and what is held, by whoever counted."""
    found, limits = list[str](), resource.limits
    for (economy, flow), part in rows.groupby(["economy", "flow"], sort=True):
        shares = _by(partner_shares(trade, str(economy), str(flow), "total", REFERENCES), "name")
        after = _by(part, "partner", "share")
        before = shares[shares["year"].isin(after["year"])]
        texts = [
            *_few(part[part["kind"] == "country"], limits),
            *plausible.objections(before, after, limits, ("first",)),
        ]
        found += [f"{flow} of {economy}: {text}" for text in texts]
    return found


def _few(rows: pd.DataFrame, limits: Mapping[str, float | None]) -> list[str]:
    """An objection to the newest year in which too few partners or too little trade is named."""
    years = rows.groupby("year", as_index=False).agg(
        partners=("share", "size"), named=("share", "sum")
    )
    few = (years["partners"] < (limits["partners"] or 0)) | (
        years["named"] < (limits["named"] or 0)
    )
    return [
        plausible.by_rule("few", f"{row.partners} partners with {row.named:.0f} % in {row.year}")
        for row in plausible.rows_of(years[few][-1:])
    ]


def _named_partners(shares: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Shares with the Union's: ``economy, year, flow, partner, kind, share``."""
    members = shares[shares["partner"].isin(EU27)]
    union = members.groupby(["economy", "year", "flow"], as_index=False)["value"].sum()
    single = shares.assign(partner=shares["partner"].map(names), kind="country")
    rows = pd.concat(
        [single.dropna(subset=["partner"]), union.assign(partner="EU27", kind="group")]
    ).rename(columns={"value": "share"})
    most: pd.Series = rows.groupby(["economy", "flow", "partner"])["share"].transform("max")
    chosen: pd.DataFrame = rows.loc[most >= SMALLEST]
    return chosen

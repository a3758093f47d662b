"""Files of an update that are no series: the archive, debt by creditor, trade by partner."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from footprint.errors import ServiceError
from footprint.lazy import pandas as pd
from footprint.library.library import CENTRAL_ASIA, Library
from footprint.library.queries import Query, today, with_service
from footprint.library.tables import csv_bytes
from footprint.model import Resource
from footprint.worldbank.answers import Observations
from footprint.worldbank.series import archive, creditors
from footprint.worldbank.wits import trade_shares

# The package entry of a file, and its new content; None if that stays.
Staged = tuple[Mapping[str, Any], bytes | None]

# Kinds of lenders are series of their own in the debt statistics: which, and to whom it is owed.
LENDERS = {
    "All multilateral": ("DT.DOD.MLAT.CD", "World"),
    "All official bilateral": ("DT.DOD.BLAT.CD", "World"),
    "All bondholders": ("DT.DOD.PBND.CD", "World"),
    "All commercial banks": ("DT.DOD.PCBK.CD", "World"),
    "China, official": ("DT.DOD.BLAT.CD", "China"),
}
LARGEST = ("World", "China", "All multilateral", "All official bilateral", "China, official")
# The European Union since 2020, to be added up: trade shares come by country.
EU27 = frozenset(
    "AUT BEL BGR CYP CZE DEU DNK ESP EST FIN FRA GRC HRV HUN IRL ITA LTU LUX LVA MLT NLD POL PRT"
    " ROU SVK SVN SWE".split()
)
# A partner that never reaches this share, in per cent, is left out.
SMALLEST = 1


def archive_vintage(wanted: Resource, queries: Sequence[Query]) -> Staged:
    """A vintage of the World Bank's archives, for the series and economies that the book uses."""
    answers = [archive(wanted.version, *query.what) for query in queries]
    data = pd.concat([answer.data for answer in answers]).assign(vintage=wanted.edition)
    rows = data[["vintage", "economy", "indicator", "year", "value"]]
    content = csv_bytes(rows.sort_values(["economy", "indicator", "year"]))
    return _obtained(wanted.entry, *answers), content


def _obtained(entry: Mapping[str, Any], *answers: Observations) -> Mapping[str, Any]:
    """The entry of a file that the service's answers renewed."""
    sources = with_service(entry, *answers)
    return {**entry, "retrieved": answers[0].retrieved[:10], "sources": sources}


def debt_by_creditor(library: Library) -> Staged | None:
    """Debt with one vintage more, if there is a newer one; ServiceError if creditors lack."""
    debt, resource = (
        library.records("debt_by_creditor"),
        library.package.resource("debt-by-creditor"),
    )
    last = debt[debt["edition"] == debt["edition"].max()]
    asked = list(last["economy"].unique()), int(last["year"].min()), today().year - 1
    answer = _owed(asked, [name for name in last["creditor"].unique() if name not in LENDERS])
    edition = answer.last_updated[:7]
    if edition <= last["edition"].iloc[0]:
        return None
    kinds = [
        _owed(asked, [owed_to], series).data.assign(creditor=name)
        for name, (series, owed_to) in LENDERS.items()
    ]
    rows = pd.concat([answer.data, *kinds]).assign(
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
    return entry, csv_bytes(table.sort_values(["edition", "economy", "year", "creditor"]))


def _owed(asked: tuple[list[str], int, int], names: Sequence[str], *series: str) -> Observations:
    economies, first, last = asked
    return creditors(economies, names, first, last, *series)


def trade_by_partner(library: Library) -> Staged | None:
    """Trade with today's shares of WITS for the years that it has; None if they are held."""
    trade, resource = (
        library.records("trade_by_partner"),
        library.package.resource("trade-by-partner"),
    )
    answers = [trade_shares(economy, 2000, today().year - 1) for economy in CENTRAL_ASIA]
    shares = pd.concat([answer.data for answer in answers])
    rows = _named_partners(shares, library.economies())
    if rows.empty:
        return None
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
    return None if new == old else (_obtained(resource.entry, *answers), new)


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

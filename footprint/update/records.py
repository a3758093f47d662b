"""Files of an update that are no series: archive, debt by creditor, trade by partner."""

from collections.abc import Sequence

import pandas as pd

from footprint.errors import ServiceError
from footprint.library.package import CENTRAL_ASIA, csv_bytes, economies, resource
from footprint.library.queries import FIRST_YEAR, fewest_queries, today, with_service
from footprint.library.records import records
from footprint.worldbank.answers import Observations
from footprint.worldbank.databases import MAIN
from footprint.worldbank.series import archive, creditors
from footprint.worldbank.wits import trade_shares

# The new content of a file, None if it stays, and its entry.
Staged = tuple[dict, bytes | None]
# Kinds of lenders are series of their own in the debt statistics: which, and to whom the debt is owed.
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
    "AUT BEL BGR CYP CZE DEU DNK ESP EST FIN FRA GRC HRV HUN IRL ITA LTU LUX LVA MLT NLD POL PRT ROU SVK SVN SWE".split()
)
# A partner that never reaches this share, in per cent, is left out, as in the other tables of trade.
SMALLEST = 1


def archive_vintage(entry: dict, series: Sequence[dict]) -> Staged:
    """An edition of the World Bank's archives, for the series and economies that the book uses."""
    requests = fewest_queries(
        [held for held in series if held["database"] == MAIN], CENTRAL_ASIA, FIRST_YEAR
    )
    found = [archive(entry["version"], *request.what) for request in requests]
    rows = pd.concat([part.data for part in found]).assign(vintage=entry["edition"])[
        ["vintage", "economy", "indicator", "year", "value"]
    ]
    return entry | {
        "retrieved": found[0].retrieved[:10],
        "sources": with_service(entry, *found),
    }, csv_bytes(rows.sort_values(["economy", "indicator", "year"]))


def debt_by_creditor() -> Staged | None:
    """Debt by creditor with one edition more, if the service has a newer one that names the creditors that the book compares."""
    held, entry = records("debt_by_creditor"), resource("debt-by-creditor")
    last = held[held["edition"] == held["edition"].max()]
    asked = list(last["economy"].unique()), int(last["year"].min()), today().year - 1
    found = _creditors(asked, [name for name in last["creditor"].unique() if name not in LENDERS])
    edition = found.last_updated[:7]
    if edition <= last["edition"].iloc[0]:
        return None
    parts = [
        _creditors(asked, [owed], series).data.assign(creditor=name)
        for name, (series, owed) in LENDERS.items()
    ]
    rows = pd.concat([found.data, *parts]).assign(
        edition=edition,
        source=f"World Bank, International Debt Statistics, {found.last_updated}",
        confidence="high",
    )
    rows = rows.assign(
        kind=rows["creditor"].map(last.drop_duplicates("creditor").set_index("creditor")["kind"])
    )
    missing = [name for name in LARGEST if name not in set(rows["creditor"])]
    if missing:
        raise ServiceError(
            f"The edition of {edition} names no {', no '.join(missing)}, so it is not taken over."
        )
    renewed = entry | {
        "vintage": f"{entry['vintage']}; {edition}",
        "retrieved": found.retrieved[:10],
        "sources": with_service(entry, found),
    }
    return renewed, csv_bytes(
        pd.concat([held, rows])[list(held.columns)].sort_values(
            ["edition", "economy", "year", "creditor"]
        )
    )


def _creditors(
    asked: tuple[list[str], int, int], names: Sequence[str], *series: str
) -> Observations:
    economies, first, last = asked
    return creditors(economies, names, first, last, *series)


def trade_by_partner() -> Staged | None:
    """Trade by partner with the shares of WITS of today, in place of those held for the same years; None if they are the same."""
    held, entry = records("trade_by_partner"), resource("trade-by-partner")
    found = [trade_shares(economy, 2000, today().year - 1) for economy in CENTRAL_ASIA]
    rows = _named_partners(pd.concat([part.data for part in found]))
    if rows.empty:
        return None
    rows = rows.assign(
        months=12,
        by="WITS",
        source="World Bank, World Integrated Trade Solution",
        confidence="high",
    )
    keys = ["economy", "year", "flow", "by"]
    replaced = pd.MultiIndex.from_frame(held[keys]).isin(pd.MultiIndex.from_frame(rows[keys]))
    table = pd.concat([held[~replaced], rows])[list(held.columns)]
    text = csv_bytes(table.sort_values(["economy", "year", "flow", "by", "months", "partner"]))
    if text == csv_bytes(held.sort_values(["economy", "year", "flow", "by", "months", "partner"])):
        return None
    return entry | {
        "retrieved": found[0].retrieved[:10],
        "sources": with_service(entry, *found),
    }, text


def _named_partners(shares: pd.DataFrame) -> pd.DataFrame:
    """Shares by the partners' names, with the European Union's: ``economy, year, flow, partner, kind, share``."""
    union = (
        shares[shares["partner"].isin(EU27)]
        .groupby(["economy", "year", "flow"], as_index=False)["value"]
        .sum()
    )
    names = economies()
    single = shares.assign(partner=shares["partner"].map(names), kind="country").dropna(
        subset=["partner"]
    )
    rows = pd.concat([single, union.assign(partner="EU27", kind="group")]).rename(
        columns={"value": "share"}
    )
    return rows[rows.groupby(["economy", "flow", "partner"])["share"].transform("max") >= SMALLEST]

"""Trade by partner from the World Bank's trade service WITS."""

import pandas as pd

from footprint.worldbank.answers import (
    PLACE,
    Observations,
    number_of,
    plain_text,
    retrieved_now,
    typed,
)
from footprint.worldbank.errors import Doubt, NotFound
from footprint.worldbank.pull import economy_codes, period_of
from footprint.worldbank.service import WITS, Service

# Partners that are no economy: regions, and what could not be booked to one. Old codes in today's.
NO_PARTNERS = {
    "WLD",
    "EAS",
    "ECS",
    "LCN",
    "MEA",
    "NAC",
    "SAS",
    "SSF",
    "OAS",
    "OTS",
    "SPE",
    "UNS",
    "BUN",
    "FRE",
}
OLD_CODES = {"TMP": "TLS", "ROM": "ROU", "ZAR": "COD"}


def trade_shares(
    economy: str, start: int, end: int, *, api: str | None = None, deadline: float | None = None
) -> Observations:
    """Partners' shares of an economy's goods exports and imports, in per cent, from WITS: ``economy, year, flow, partner, value``.

    Partners are economies by their ISO3 codes; regions and what could not be booked to an economy are left out.
    """
    period_of(start, end)
    (reporter,) = economy_codes([economy])
    frames, names, problems, urls = [], {}, {}, []
    with Service("The World Bank's trade service WITS", "WITS_API", WITS, api, deadline) as service:
        for flow, code in {"exports": "XPRT-PRTNR-SHR", "imports": "MPRT-PRTNR-SHR"}.items():
            url = (
                f"{service.base}/SDMX/V21/datasource/tradestats-trade/reporter/{reporter.lower()}/year/all/partner/all"
                f"/product/999999/indicator/{code.lower()}?format=JSON"
            )
            try:
                held, names[flow] = service.run(
                    service.fetch, url, lambda answer, code=code: _shares(answer, reporter, code)
                )
            except NotFound as error:
                problems[flow] = f"{flow} of {reporter}: {str(error).removesuffix('.')}"
                continue
            urls.append(url)
            held = held[held["year"].between(start, end)].assign(economy=reporter, flow=flow)
            fault = _share_fault(held)
            if fault:
                problems[flow] = f"{flow} of {reporter}: {service.name} {fault}"
            else:
                frames.append(held)
    data = typed(frames, ["economy", "year", "flow", "partner", "value"])
    return Observations(
        data, "World Integrated Trade Solution", "", retrieved_now(), tuple(urls), names, problems
    )


def _shares(answer: object, reporter: str, indicator: str) -> tuple[pd.DataFrame, str]:
    """Year, partner and value of an answer of WITS, whose keys are places in lists; and the service's name for it."""
    dimensions = answer["structure"]["dimensions"]
    lists = [(dimension["id"], dimension["values"]) for dimension in dimensions["series"]]
    years = [entry["id"] for entry in dimensions["observation"][0]["values"]]
    name, rows = indicator, []
    for key, held in answer["dataSets"][0]["series"].items():
        part = {
            dimension: values[int(place)]
            for (dimension, values), place in zip(lists, key.split(":"), strict=True)
        }
        if (part["REPORTER"]["id"].upper(), part["INDICATOR"]["id"].upper()) != (
            reporter,
            indicator,
        ):
            raise Doubt(
                f"sent {plain_text(part['INDICATOR']['id'])} of {plain_text(part['REPORTER']['id'])}, asked for {indicator} of {reporter}"
            )
        name, partner = (
            plain_text(part["INDICATOR"].get("name") or indicator),
            part["PARTNER"]["id"].upper(),
        )
        if partner in NO_PARTNERS or not PLACE.fullmatch(partner):
            continue
        for place, (value, *_) in held["observations"].items():
            if value is not None and (number := number_of(value)) is None:
                raise Doubt(
                    f"sent “{plain_text(value)}” as a share of {partner}, which is no number"
                )
            if value is not None:
                rows.append((int(years[int(place)]), OLD_CODES.get(partner, partner), number))
    return pd.DataFrame(rows, columns=["year", "partner", "value"]).drop_duplicates(), name


def _share_fault(held: pd.DataFrame) -> str:
    """What is wrong with shares that should be parts of a whole, in words; "" if nothing is."""
    if held.empty:
        return "holds no figure for these years"
    if held.duplicated(["year", "partner"]).any():
        return "sent two figures for one partner in one year"
    if not held["value"].between(0, 100).all():
        return "sent shares below 0 or above 100 %"
    whole = held.groupby("year")["value"].sum()
    if whole.max() > 101:
        return f"sent shares that add up to {whole.max():.0f} % in {whole.idxmax()}, which are no parts of a whole"
    return ""

"""Trade by partner from the World Bank's trade service WITS."""

from __future__ import annotations

import functools

from footprint.lazy import pandas as pd
from footprint.worldbank import answers
from footprint.worldbank.client import for_anyone
from footprint.worldbank.errors import Doubt, NotFound, Refused
from footprint.worldbank.pull import economy_codes, period_of
from footprint.worldbank.service import Service
from footprint.worldbank.settings import WITS

SHARES_OF = {"exports": "XPRT-PRTNR-SHR", "imports": "MPRT-PRTNR-SHR"}
# Partners that are no economy: regions, and what could not be booked to one.
REGIONS = {"WLD", "EAS", "ECS", "LCN", "MEA", "NAC", "SAS", "SSF"}
UNBOOKED = {"OAS", "OTS", "SPE", "UNS", "BUN", "FRE"}
# Old codes in today's.
OLD_CODES = {"TMP": "TLS", "ROM": "ROU", "ZAR": "COD"}


@for_anyone
def trade_shares(economy: str, start: int, end: int) -> answers.Observations:
    """Partners' shares of an economy's goods exports and imports, in per cent, from WITS.

    Columns are ``economy, year, flow, partner, value``. Partners are economies by their ISO3 codes;
    regions and what could not be booked to an economy are left out."""
    period_of(start, end)
    (reporter,) = economy_codes([economy])
    frames, urls = list[pd.DataFrame](), list[str]()
    names, problems = dict[str, str](), dict[str, str]()
    with Service("The World Bank's trade service WITS", "WITS_API", WITS, None, None) as service:
        for flow, indicator in SHARES_OF.items():
            url = (
                f"{service.base}/SDMX/V21/datasource/tradestats-trade/reporter/{reporter.lower()}"
                f"/year/all/partner/all/product/999999/indicator/{indicator.lower()}?format=JSON"
            )
            read = functools.partial(_shares, reporter=reporter, indicator=indicator)
            try:
                shares, names[flow] = service.run(service.fetch, url, read)
            except (NotFound, Refused) as error:
                problems[flow] = f"{flow} of {reporter}: {str(error).removesuffix('.')}"
                continue
            urls.append(url)
            shares = shares[shares["year"].between(start, end)]
            if fault := _fault(shares):
                problems[flow] = f"{flow} of {reporter}: {service.name} {fault}"
            else:
                frames.append(shares.assign(economy=reporter, flow=flow))
    data = answers.tidy(frames, ["economy", "year", "flow", "partner", "value"])
    database, now = "World Integrated Trade Solution", answers.retrieved_now()
    return answers.Observations(data, database, "", now, tuple(urls), names, problems)


def _shares(answer: answers.Json, reporter: str, indicator: str) -> tuple[pd.DataFrame, str]:
    """Year, partner and value of an answer, and the series' name."""
    name, rows = _parts(answer, reporter, indicator)
    return pd.DataFrame(rows, columns=["year", "partner", "value"]).drop_duplicates(), name


def _parts(
    answer: answers.Json, reporter: str, indicator: str
) -> tuple[str, list[tuple[int, str, float]]]:
    """The series' name and its rows; the keys of an answer are places in lists."""
    dimensions = answer["structure"]["dimensions"]
    lists = [(dimension["id"], dimension["values"]) for dimension in dimensions["series"]]
    years = [_year(entry["id"]) for entry in dimensions["observation"][0]["values"]]
    name, rows = indicator, []
    for key, series in answer["dataSets"][0]["series"].items():
        places = zip(lists, key.split(":"), strict=True)
        part = {dimension: values[answers.count_of(place)] for (dimension, values), place in places}
        sent, economy = part["INDICATOR"]["id"], part["REPORTER"]["id"]
        if (sent.upper(), economy.upper()) != (indicator, reporter):
            what = f"{answers.plain_text(sent)} of {answers.plain_text(economy)}"
            raise Doubt(f"sent {what}, asked for {indicator} of {reporter}")
        name = answers.plain_text(part["INDICATOR"].get("name") or indicator)
        partner = part["PARTNER"]["id"].upper()
        if partner in REGIONS | UNBOOKED or not answers.PLACE.fullmatch(partner):
            continue
        for place, observed in series["observations"].items():
            if not isinstance(observed, list):
                raise Doubt("sent shares in an unknown form")
            if (value := observed[0]) is None:
                continue
            if (share := answers.number_of(value)) is None:
                what = f"“{answers.plain_text(value)}” as a share of {partner}"
                raise Doubt(f"sent {what}, which is no number")
            rows.append((years[answers.count_of(place)], OLD_CODES.get(partner, partner), share))
    return name, rows


def _year(sent: answers.Json) -> int:
    year = answers.YEAR.fullmatch(answers.plain_text(sent))
    if year is None:
        raise Doubt(f"sent figures of “{answers.plain_text(sent)}”, which is no year")
    return int(year[1])


def _fault(shares: pd.DataFrame) -> str:
    """What is wrong with shares that should be parts of a whole, in words; "" if nothing is."""
    if shares.empty:
        return "holds no figure for these years"
    if shares.duplicated(["year", "partner"]).any():
        return "sent two figures for one partner in one year"
    if not shares["value"].between(0, 100).all():
        return "sent shares below 0 or above 100 %"
    whole = shares.groupby("year")["value"].sum()
    if whole.max() > 101:
        total = f"{whole.max():.0f} % in {whole.idxmax()}"
        return f"sent shares that add up to {total}, which are no parts of a whole"
    return ""

"""Record files, borders, editions and reports of ``data/``."""

import json
import re

import pandas as pd

from footprint.library.package import CENTRAL_ASIA, content, package, resource, shapes, table

OBSERVATION_KEY = ["economy", "indicator", "year"]
# A foot names the pages that its rows were read on up to this many.
NAMED_SOURCES = 3
REPORTS = "updates"


def vintage(name: str) -> tuple[pd.DataFrame, dict]:
    """An older edition of the World Bank's figures: frame ``vintage, economy, indicator, year, value``, and its entry."""
    entry = resource(f"wdi-{name}")
    return table(entry), entry


def vintage_names() -> dict[str, str]:
    """The older editions held, by year and month; of one month the World Bank's own archive before a copy."""
    names = sorted(entry["edition"] for entry in package()["resources"] if "edition" in entry)
    return {name.removeprefix("archive-"): name for name in names}


def vintages() -> pd.DataFrame:
    """Every edition held of the World Bank's figures for the five countries, today's among them: ``vintage, economy, indicator, year, value``.

    ``vintage`` is a year and month. A series whose release is of no known day has no edition of today.
    """
    held = [vintage(name)[0].assign(vintage=month) for month, name in vintage_names().items()]
    for entry in package()["resources"]:
        if "indicator" in entry and re.fullmatch(r"\d{4}-\d{2}-\d{2}", entry["vintage"]):
            held.append(
                table(entry).assign(vintage=entry["vintage"][:7], indicator=entry["indicator"])
            )
    rows = pd.concat(held, ignore_index=True).drop_duplicates(
        ["vintage", *OBSERVATION_KEY], keep="last"
    )
    return rows[rows["economy"].isin(CENTRAL_ASIA)].sort_values(
        ["indicator", "economy", "year", "vintage"], ignore_index=True
    )


def records(topic: str) -> pd.DataFrame:
    """A record file by its topic: ``votes``, ``memberships``, ``trade_by_partner`` …; its columns are in the package."""
    return table(resource(topic.replace("_", "-")))


def source(topic: str, rows: pd.DataFrame | None = None) -> str:
    """One line on where the figures of a record file come from, for the foot of a figure: with file, vintage and licence.

    Of ``rows``, those shown, the pages that their column ``source`` names; without, what the file as a whole was read from. Many are counted.
    """
    entry = resource(topic.replace("_", "-"))
    if rows is None:
        named = [
            " ".join(filter(None, [of["title"], f"({of['path']})" if "path" in of else ""]))
            for of in entry["sources"]
        ]
    else:
        named = list(dict.fromkeys(rows["source"]))
    read = (
        "; ".join(named)
        if len(named) <= NAMED_SOURCES
        else f"{len(named)} sources, named row by row"
    )
    return f"{read}. File: data/{entry['path']}, vintage: {entry['vintage']}, read in {entry['retrieved']}. Licence: {entry['licenses'][0]['title']}"


def borders() -> dict:
    """The borders of the maps, as GeoJSON: features with ``economy`` and ``name``."""
    return shapes(resource("borders"))


def reports() -> list[dict]:
    """What past updates reported, the newest first; empty if there was none."""
    found = [
        json.loads(content(entry))
        for entry in package()["resources"]
        if entry["path"].startswith(f"{REPORTS}/")
    ]
    return sorted(found, key=lambda report: report["date"], reverse=True)

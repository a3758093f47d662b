"""What the World Bank says of a series before any figure is asked for."""

from typing import NamedTuple

from footprint.errors import ServiceError
from footprint.worldbank.answers import CODE, plain_text
from footprint.worldbank.databases import DATABASES, WDI
from footprint.worldbank.errors import Refused
from footprint.worldbank.service import world_bank


class Described(NamedTuple):
    """A series: its code and name as the service writes them, a note, and its database."""

    code: str
    name: str
    note: str
    source: int
    database: str


def described_series(code: str) -> Described:
    """A series by its code, of the main database where it is in several; ServiceError if the
    service knows none, or none of a database that is listed here."""
    if not CODE.fullmatch(code):
        raise ServiceError(f"“{plain_text(code)}” is no code of a series, such as NY.GDP.MKTP.CD.")
    with world_bank() as service:
        try:
            found = service.listed(
                f"indicator/{code}",
                lambda one: Described(
                    plain_text(one["id"]),
                    plain_text(one["name"]),
                    plain_text(one.get("sourceNote") or ""),
                    int(one["source"]["id"]),
                    plain_text(one["source"]["value"]),
                ),
            )
        except Refused as refusal:
            raise service.error(f"says “{refusal}” of {code}", "correct the code") from None
    known = [one for one in found if one.source in DATABASES.values()]
    if not known:
        where = ", ".join(f"{one.database} (source {one.source})" for one in found) or "no database"
        remedy = "Add that database there first: its name and number."
        what = f"{code} is in {where}, which footprint/worldbank/databases.py does not list"
        raise ServiceError(f"{what}. {remedy}")
    return min(known, key=lambda one: (one.source != WDI, one.source))

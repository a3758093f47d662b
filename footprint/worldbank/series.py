"""World Bank series, older editions and debt by creditor, as tidy observations."""

import re
from collections.abc import Sequence

from footprint.worldbank.answers import Observations, Unpack, cube_row, plain_row, plain_text
from footprint.worldbank.client import for_anyone
from footprint.worldbank.databases import ARCHIVES, IDS, WDI
from footprint.worldbank.errors import BadQuestion
from footprint.worldbank.limits import FEW_ROWS
from footprint.worldbank.pull import Form, Retrieval, codes_of, economy_codes, period_of
from footprint.worldbank.service import Service, world_bank
from footprint.worldbank.settings import WORLDBANK

CREDITORS = {"china": "730", "world": "WLD"}
PUBLIC_DEBT = "DT.DOD.DPPG.CD"
Codes = str | Sequence[str]


@for_anyone
def observations(
    indicators: Codes,
    economies: Codes,
    start: int,
    end: int,
    source: int = WDI,
    *,
    api: str | None = None,
    deadline: float | None = None,
) -> Observations:
    """Yearly observations of one or several series, both years included.

    Economies go by code or name, or ``"all"``. All series must be of one database, ``source``.
    Forecasts are left out. Raises ServiceError; BadQuestion for a call that asks for nothing."""
    places, keys = economy_codes(economies), codes_of(indicators, "indicators")
    date = period_of(start, end)
    query = f"?format=json&date={date}&source={source:d}"
    forms = [Form("country/{economies}/indicator/{codes}" + query, plain_row)]
    # Not every database answers in the plain form; the main one does.
    if source != WDI:
        forms.append(cube_form(source, cube_row("series")))
    asked = dict(zip(keys, keys, strict=True))
    with world_bank(api, deadline) as service:
        return Retrieval(service, asked, places, (start, end), forms, source).result()


def cube_form(source: int, unpack: Unpack, item: str = "series", after: str = "") -> Form:
    """The advanced form of a database, whose codes are those of the concept ``item``."""
    places = f"/{item}/{{codes}}/time/all{after}/data?format=json"
    return Form(f"sources/{source:d}/country/{{economies}}{places}", unpack)


def fresh_url(indicator: str, economies: Sequence[str], start: int, source: int) -> str:
    """What a reader's browser asks for a few economies' figures from a year on; the last year, the
    one it is then, is to be added."""
    places = "%3B".join(economies)
    asked = f"format=json&source={source:d}&per_page={FEW_ROWS}&date={start}%3A"
    return f"{WORLDBANK}/country/{places}/indicator/{indicator}?{asked}"


def query_url(indicator: str, economies: Sequence[str], start: int, end: int) -> str:
    """The service's own address for a series, which a reader can open; no economies ask for all."""
    places = "%3B".join(economies) or "all"
    return f"{WORLDBANK}/country/{places}/indicator/{indicator}?date={start}%3A{end}&format=json"


@for_anyone
def archive(
    version: str, indicators: Codes, economies: Codes, start: int, end: int
) -> Observations:
    """Observations as an older edition of the World Development Indicators had them. ``version``
    is the month of the edition, ``"202304"``."""
    if not re.fullmatch(r"[0-9]{6}", version):
        example = "give the month of an edition as YYYYMM, such as 202304"
        raise BadQuestion(f"version is {version!r}: {example}.")
    period_of(start, end)
    places, keys = economy_codes(economies), codes_of(indicators, "indicators")
    form = cube_form(ARCHIVES, cube_row("series", version=version), after=f"/version/{version}")
    asked = dict(zip(keys, keys, strict=True))
    with world_bank() as service:
        return Retrieval(service, asked, places, (start, end), [form], ARCHIVES).result()


@for_anyone
def creditors(
    economies: Codes, names: Codes, start: int, end: int, series: str = PUBLIC_DEBT
) -> Observations:
    """External debt (US dollars) to creditors by their names, such as China, Russia, World.

    It is all public and publicly guaranteed debt, or a part of it. A name that is no number of the
    debt statistics known here is looked up in the service's own list of counterparts: the label
    itself, or the only one that begins with it ("Russia": Russian Federation)."""
    period_of(start, end)
    places, wanted = economy_codes(economies), codes_of(names, "names")
    unpack = cube_row("counterpart-area", series=series)
    form = cube_form(IDS, unpack, f"series/{series}/counterpart-area")
    with world_bank() as service:
        numbers = _counterparts(service, wanted)
        asked = {code: name for name, code in numbers.items() if code}
        problems = {}
        for name, code in numbers.items():
            if not code:
                problems[name] = f"{name}: {service.name} lists no such creditor, or several"
            elif asked[code] != name:
                problems[name] = f"{name}: the same creditor as {asked[code]}"
        years, forms = (start, end), [form]
        return Retrieval(service, asked, places, years, forms, IDS, "creditor", problems).result()


def _counterparts(service: Service, names: Sequence[str]) -> dict[str, str | None]:
    """The number of each creditor in the debt statistics, None if it has none or several."""
    numbers = {name: CREDITORS.get(name.casefold()) for name in names}
    if None in numbers.values():
        listed = service.listed(
            f"sources/{IDS}/counterpart-area",
            lambda entry: (plain_text(entry["value"]).casefold(), plain_text(entry["id"])),
        )
        for name, number in numbers.items():
            numbers[name] = number or _counterpart(listed, name.casefold())
    return numbers


def _counterpart(listed: Sequence[tuple[str, str]], name: str) -> str | None:
    own = {number for label, number in listed if label == name}
    near = own or {number for label, number in listed if label.startswith(name)}
    return near.pop() if len(near) == 1 else None

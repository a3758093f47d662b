"""World Bank series, older editions and debt by creditor, as tidy observations."""

import re
from collections.abc import Mapping, Sequence

from footprint.worldbank.answers import Observations, cube_row, plain_row, plain_text
from footprint.worldbank.databases import ARCHIVES, IDS, WDI
from footprint.worldbank.pull import Form, Retrieval, codes_of, economy_codes, period_of
from footprint.worldbank.service import Service, world_bank
from footprint.worldbank.settings import WORLDBANK

CREDITORS = {"china": "730", "world": "WLD"}
PUBLIC_DEBT = "DT.DOD.DPPG.CD"


def observations(
    indicators: str | Sequence[str],
    economies: str | Sequence[str],
    start: int,
    end: int,
    source: int = WDI,
    *,
    api: str | None = None,
    deadline: float | None = None,
) -> Observations:
    """Yearly observations of one or several series, both years included.

    Economies go by their codes, or ``"all"``. All series must be of one database, ``source``.
    Forecasts are left out. Raises ServiceError, and ValueError for a call that asks for nothing."""
    places, keys = economy_codes(economies), codes_of(indicators, "indicators")
    date = period_of(start, end)
    plain = Form(
        "country/{economies}/indicator/{codes}" + f"?format=json&date={date}&source={source:d}",
        plain_row,
    )
    cube = Form(
        f"sources/{source:d}" + "/country/{economies}/series/{codes}/time/all/data?format=json",
        cube_row("series"),
    )
    # Not every database answers in the plain form; the main one does.
    forms = [plain] if source == WDI else [plain, cube]
    asked = dict(zip(keys, keys, strict=True))
    with world_bank(api, deadline) as service:
        return Retrieval(service, asked, places, (start, end), forms, source).result()


def query_url(indicator: str, economies: Sequence[str], start: int, end: int) -> str:
    """The service's own address for a series, which a reader can open; no economies ask for all."""
    places = "%3B".join(economies) or "all"
    return f"{WORLDBANK}/country/{places}/indicator/{indicator}?date={start}%3A{end}&format=json"


def archive(
    version: str,
    indicators: str | Sequence[str],
    economies: str | Sequence[str],
    start: int,
    end: int,
    *,
    api: str | None = None,
    deadline: float | None = None,
) -> Observations:
    """Observations as an older edition of the World Development Indicators had them. ``version``
    is the month of the edition, ``"202304"``."""
    if not re.fullmatch(r"[0-9]{6}", version):
        example = "give the month of an edition as YYYYMM, such as 202304"
        raise ValueError(f"version is {version!r}: {example}")
    period_of(start, end)
    places, keys = economy_codes(economies), codes_of(indicators, "indicators")
    form = Form(
        f"sources/{ARCHIVES}/country/{{economies}}/series/{{codes}}/time/all"
        f"/version/{version}/data?format=json",
        cube_row("series", version=version),
    )
    asked = dict(zip(keys, keys, strict=True))
    with world_bank(api, deadline) as service:
        return Retrieval(service, asked, places, (start, end), [form], ARCHIVES).result()


def creditors(
    economies: Sequence[str],
    names: str | Sequence[str],
    start: int,
    end: int,
    series: str = PUBLIC_DEBT,
    *,
    api: str | None = None,
    deadline: float | None = None,
) -> Observations:
    """External debt (US dollars) to creditors by their names, such as China, Russia, World.

    It is all public and publicly guaranteed debt, or a part of it. A name that is no number of the
    debt statistics known here is looked up in the service's own list of counterparts: the label
    itself, or the only one that begins with it ("Russia": Russian Federation)."""
    period_of(start, end)
    places, wanted = economy_codes(economies), codes_of(names, "names")
    form = Form(
        f"sources/{IDS}/country/{{economies}}/series/{series}/counterpart-area/{{codes}}"
        "/time/all/data?format=json",
        cube_row("counterpart-area", series=series),
    )
    with world_bank(api, deadline) as service:
        numbers = _counterparts(service, wanted)
        asked = {code: name for name, code in numbers.items() if code}
        problems = {}
        for name, code in numbers.items():
            if not code:
                problems[name] = f"{name}: {service.name} lists no such creditor, or several"
            elif asked[code] != name:
                problems[name] = f"{name}: the same creditor as {asked[code]}"
        years = start, end
        pull = Retrieval(service, asked, places, years, [form], IDS, "creditor", problems)
        return pull.result()


def _counterparts(service: Service, names: Sequence[str]) -> dict[str, str | None]:
    """The number of each creditor in the debt statistics, None if it has none or several."""
    numbers = {name: CREDITORS.get(name.casefold()) for name in names}
    if None in numbers.values():
        listed = service.listed(
            f"sources/{IDS}/counterpart-area?format=json",
            lambda entry: (plain_text(entry["value"]).casefold(), str(entry["id"])),
        )
        labels = dict(listed)
        for name, number in numbers.items():
            numbers[name] = number or _counterpart(labels, name.casefold())
    return numbers


def _counterpart(labels: Mapping[str, str], name: str) -> str | None:
    near = [number for label, number in labels.items() if label.startswith(name)]
    return labels.get(name) or (near[0] if len(near) == 1 else None)

"""World Bank series, older editions and debt by creditor, as tidy observations."""

import re
from collections.abc import Mapping, Sequence

from footprint.worldbank.answers import Observations, cube_row, plain_row, plain_text
from footprint.worldbank.pull import Form, Retrieval, codes_of, economy_codes, period_of
from footprint.worldbank.service import WORLDBANK, world_bank

CREDITORS = {"china": "730", "world": "WLD"}
PUBLIC_DEBT = "DT.DOD.DPPG.CD"


def observations(
    indicators: str | Sequence[str],
    economies: str | Sequence[str],
    start: int,
    end: int,
    source: int = 2,
    *,
    api: str | None = None,
    deadline: float | None = None,
) -> Observations:
    """Yearly observations of one or several series, for economies by their codes or for ``"all"``, both years included.

    All series must be of one database, ``source``. Forecasts are left out. Raises ServiceError, and ValueError for a call
    that asks for nothing.
    """
    places, keys = economy_codes(economies), codes_of(indicators, "indicators")
    plain = Form(
        "country/{economies}/indicator/{codes}",
        f"date={period_of(start, end)}&source={source:d}",
        plain_row,
    )
    cube = Form(
        f"sources/{source:d}/country/{{economies}}/series/{{codes}}/time/all/data",
        "",
        cube_row("series"),
    )
    with world_bank(api, deadline) as service:
        # Not every database answers in the plain form; the main one does.
        forms = [plain] if source == 2 else [plain, cube]
        return Retrieval(
            service, {key: key for key in keys}, places, (start, end), forms, source
        ).result()


def query(indicator: str, economies: Sequence[str], start: int, end: int) -> str:
    """The service's own address for a series, which a reader can open; ``economies`` empty asks for all."""
    return f"{WORLDBANK}/country/{'%3B'.join(economies) or 'all'}/indicator/{indicator}?date={start}%3A{end}&format=json"


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
    """Observations as an older edition of the World Development Indicators had them; ``version`` is its month, ``"202304"``."""
    if not re.fullmatch(r"[0-9]{6}", version):
        raise ValueError(
            f"version is {version!r}: give the month of an edition as YYYYMM, such as 202304"
        )
    period_of(start, end)
    form = Form(
        f"sources/57/country/{{economies}}/series/{{codes}}/time/all/version/{version}/data",
        "",
        cube_row("series", version=version),
    )
    places, keys = economy_codes(economies), codes_of(indicators, "indicators")
    with world_bank(api, deadline) as service:
        return Retrieval(
            service, {key: key for key in keys}, places, (start, end), [form], 57
        ).result()


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
    """External debt (US dollars) to creditors by their names, such as China, Russia, World: all public and publicly guaranteed debt, or a part of it.

    A name that is no number of the debt statistics known here is looked up in the service's own list of counterparts:
    the label itself, or the only one that begins with it ("Russia": Russian Federation).
    """
    period_of(start, end)
    places, wanted = economy_codes(economies), codes_of(names, "names")
    form = Form(
        f"sources/6/country/{{economies}}/series/{series}/counterpart-area/{{codes}}/time/all/data",
        "",
        cube_row("counterpart-area", series=series),
    )
    with world_bank(api, deadline) as service:
        keys = {name: CREDITORS.get(name.casefold()) for name in wanted}
        if None in keys.values():
            listed = service.listed(
                "sources/6/counterpart-area?format=json",
                lambda entry: (plain_text(entry["value"]).casefold(), str(entry["id"])),
            )
            keys |= {
                name: _counterpart(dict(listed), name.casefold())
                for name, code in keys.items()
                if code is None
            }
        pull = Retrieval(
            service,
            {code: name for name, code in keys.items() if code},
            places,
            (start, end),
            [form],
            6,
            "creditor",
        )
        pull.problems |= {
            name: f"{name}: {service.name} lists no such creditor, or several"
            for name, code in keys.items()
            if not code
        }
        pull.problems |= {
            name: f"{name}: the same creditor as {pull.keys[code]}"
            for name, code in keys.items()
            if code and pull.keys[code] != name
        }
        return pull.result()


def _counterpart(codes: Mapping[str, str], name: str) -> str | None:
    near = [code for label, code in codes.items() if label.startswith(name)]
    return codes.get(name) or (near[0] if len(near) == 1 else None)

"""The book's World Bank client against four others: same questions, same server on loopback, 200 ms before each answer.

Prints the tables of README.md, with date and machine. Each run is a process of its own, so that no cache is warm and
memory is its own; the server is another. Needs the packages of requirements.txt and the checkout on the path:

    PYTHONPATH=. python benchmarks/pull.py
"""

import argparse
import datetime
import json
import math
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.bank import COUNTRIES, FakeBank, figure  # noqa: E402

LATENCY = 0.2
RUNS = 5
PLACES = ["AFG", "ARM", "BLR", "KAZ", "KGZ", "TJK", "TKM", "UZB"]
SERIES = [f"BB.SERIES.{number:02d}" for number in range(60)]
ALL_PLACES = [
    *COUNTRIES,
    "USA",
    *(
        f"{chr(65 + number // 26)}{chr(65 + number % 26)}Q"
        for number in range(265 - len(COUNTRIES) - 1)
    ),
]
NAMES = {code: COUNTRIES[code][1] if code in COUNTRIES else f"Place {code}" for code in ALL_PLACES}


# The server -------------------------------------------------------------------------------------------------


class PeerBank(FakeBank):
    """The tests' service, with the metadata and the format that only the peers ask for, and a count of requests."""

    def __init__(self) -> None:
        super().__init__()
        self.countries |= {
            code: (f"{number:02X}"[-2:], NAMES[code])
            for number, code in enumerate(ALL_PLACES)
            if code not in COUNTRIES
        }
        self.fill(SERIES, ALL_PLACES, range(1960, 2025))

    def answer(self, address, fault):
        path = address.replace("/v2/en/", "/v2/")
        if path == "/v2/asked":
            asked, self.urls[:] = len(self.urls) - 1, []
            return _json(asked)
        if path.startswith("/v2/sources/2/concepts"):
            return _json(
                _listed(
                    [{"id": name, "value": name} for name in ("Country", "Series", "Time")],
                    "concept",
                )
            )
        if path.startswith("/v2/sources/2/time/all"):
            years = [{"id": f"YR{year}", "value": str(year)} for year in range(1960, 2026)]
            return _json(_listed([{"id": "Time", "variable": years}], "concept", len(years)))
        if path.startswith(("/v2/region", "/v2/incomelevel", "/v2/lendingtype")):
            return _json(
                [
                    {"page": 1, "pages": 1, "per_page": "1000", "total": 1},
                    [
                        {
                            "id": "ECS",
                            "code": "ECS",
                            "iso2code": "Z7",
                            "name": "Europe",
                            "value": "Europe",
                        }
                    ],
                ]
            )
        if "format=jsonstat" in path:
            return _json(_stat(super().answer(path.replace("jsonstat", "json"), fault)[2]))
        return super().answer(path, fault)


def _json(content: object) -> tuple[int, str, bytes]:
    return 200, "application/json", json.dumps(content).encode()


def _listed(entries: list, field: str, total: int | None = None) -> dict:
    return {
        "page": 1,
        "pages": 1,
        "per_page": 1000,
        "total": total or len(entries),
        "source": [{"id": "2", "name": "WDI", field: entries}],
    }


def _stat(body: bytes) -> dict:
    """Rows of one series in the form of JSON-stat."""
    rows = json.loads(body)[1]
    held = {(row["countryiso3code"], row["date"]): row["value"] for row in rows}
    places, years = (
        list(dict.fromkeys(place for place, _ in held)),
        list(dict.fromkeys(year for _, year in held)),
    )
    parts = {"country": places, "series": [rows[0]["indicator"]["id"]], "year": years}
    dimension = {
        name: {
            "label": name.title(),
            "category": {
                "index": {code: place for place, code in enumerate(codes)},
                "label": {code: code for code in codes},
            },
        }
        for name, codes in parts.items()
    }
    return {
        "WDI": {
            "dimension": dimension
            | {"id": list(parts), "size": [len(codes) for codes in parts.values()]},
            "value": [held[place, year] for place in places for year in years],
        }
    }


def serve() -> None:
    """Serve until standard input closes; the address is the first line of output."""
    bank = PeerBank()
    bank.latency = LATENCY
    print(bank.url, flush=True)
    sys.stdin.read()
    bank.close()


# The clients: each gives {(series, economy or its name, year): value} ----------------------------------------


def ours(url: str, series: list[str], places: list[str] | str, first: int, last: int) -> dict:
    from footprint import worldbank

    def pull() -> dict:
        data = worldbank.observations(series, places, first, last, api=url).data
        return lambda: {
            (indicator, economy, year): value
            for economy, indicator, year, value in data.itertuples(index=False)
        }

    return pull


def wbgapi(url: str, series: list[str], places: list[str], first: int, last: int) -> dict:
    import wbgapi

    wbgapi.endpoint = url

    def pull():
        data = wbgapi.data.DataFrame(
            series, places, time=range(first, last + 1), numericTimeKeys=True
        )
        return lambda: {
            (code, place, int(year)): value
            for (place, code), row in data.iterrows()
            for year, value in row.items()
        }

    return pull


def wbdata(url: str, series: list[str], places: list[str], first: int, last: int) -> dict:
    os.environ["WBDATA_CACHE_PATH"] = str(Path(tempfile.mkdtemp(), "cache"))
    import wbdata.client

    wbdata.client.COUNTRIES_URL = f"{url}/countries"

    def pull():
        data = wbdata.get_dataframe(
            {code: code for code in series}, country=places, date=(str(first), str(last))
        )
        return lambda: {
            (code, name, int(year)): row[code]
            for (name, year), row in data.iterrows()
            for code in series
        }

    return pull


def world_bank_data(url: str, series: list[str], places: list[str], first: int, last: int) -> dict:
    import world_bank_data.request

    world_bank_data.request.WORLD_BANK_URL = url

    def pull():
        data = {
            code: world_bank_data.get_series(code, places, id_or_value="id", date=f"{first}:{last}")
            for code in series
        }
        return lambda: {
            (code, place, int(year)): value
            for code, held in data.items()
            for (place, _, year), value in held.items()
        }

    return pull


def pandas_datareader(
    url: str, series: list[str], places: list[str], first: int, last: int
) -> dict:
    import pandas_datareader.wb

    pandas_datareader.wb.WB_API_URL = url

    def pull():
        data = pandas_datareader.wb.download(
            indicator=series, country=places, start=first, end=last
        )
        return lambda: {
            (code, name, int(year)): row[code]
            for (name, year), row in data.iterrows()
            for code in series
        }

    return pull


CLIENTS = {
    "footprint.worldbank": ours,
    "wbgapi": wbgapi,
    "wbdata": wbdata,
    "world_bank_data": world_bank_data,
    "pandas_datareader": pandas_datareader,
}


def measure(client: str, url: str, everything: bool) -> None:
    """One pull; prints seconds, peak memory in MB and how many cells are right. Imports are not timed."""
    series, places = (SERIES, "all") if everything else (SERIES[:20], PLACES)
    first = 1960 if everything else 1990
    pull = CLIENTS[client](url, series, places, first, 2024)
    began = time.perf_counter()
    cells = pull()
    seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    held = cells()
    wanted = [
        (code, place, year)
        for code in series
        for place in (ALL_PLACES if everything else places)
        for year in range(first, 2025)
    ]
    right = sum(
        math.isclose(
            held.get((code, place, year), held.get((code, NAMES[place], year), math.nan)),
            figure(code, place, year),
            rel_tol=1e-12,
        )
        for code, place, year in wanted
    )
    print(
        json.dumps(
            {
                "seconds": seconds,
                "peak": peak,
                "right": right,
                "cells": len(wanted),
                "sent": len(held),
            }
        )
    )


# The comparison ---------------------------------------------------------------------------------------------


def run(client: str, url: str, everything: bool = False) -> dict:
    """One pull in a process of its own, and how many requests it took."""
    command = [
        sys.executable,
        __file__,
        "--client",
        client,
        "--url",
        url,
        *(["--everything"] if everything else []),
    ]
    done = subprocess.run(
        command, capture_output=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, encoding="utf-8"
    )
    with urlopen(f"{url}/asked") as answer:
        asked = json.loads(answer.read())
    if done.returncode:
        return {"error": done.stderr.strip().splitlines()[-1], "requests": asked}
    return json.loads(done.stdout.splitlines()[-1]) | {"requests": asked}


def compare() -> None:
    """Both tables, as README.md has them."""
    server = subprocess.Popen(
        [sys.executable, __file__, "--serve"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    url = server.stdout.readline().strip()
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    print(
        f"{datetime.date.today()}, {os.cpu_count()} cores, {memory:.0f} GiB, Python {platform.python_version()}, "
        f"{LATENCY * 1000:.0f} ms before each answer, median of {RUNS} runs\n"
    )
    print("20 indicators, 8 economies, 1990-2024 (5,600 cells):\n")
    print("| client | requests | seconds | cells right |\n| --- | ---: | ---: | ---: |")
    medians = {}
    for client in CLIENTS:
        runs = [run(client, url) for _ in range(RUNS)]
        last = runs[-1]
        label = (
            f"{client} {version(client.replace('_', '-'))}"
            if client != "footprint.worldbank"
            else client
        )
        if "error" in last:
            print(f"| {label} | {last['requests']} | failed | {last['error']} |")
            continue
        medians[client] = statistics.median(one["seconds"] for one in runs)
        print(
            f"| {label} | {last['requests']} | {medians[client]:.2f} | {last['right']:,} of {last['cells']:,} |"
        )
    mine = medians.pop("footprint.worldbank")
    fastest = min(medians, key=medians.get)
    print(
        f"\n{medians[fastest] / mine:.1f} times faster than the fastest of the others ({fastest}).\n"
    )
    last = run("footprint.worldbank", url, everything=True)
    print(
        f"All {len(ALL_PLACES)} economies, 60 indicators, 1960-2024, footprint.worldbank alone: {last['requests']} requests, {last['seconds']:.1f} s, "
        f"at most {last['peak']:.0f} MB of memory, {last['right']:,} of {last['cells']:,} cells right."
    )
    server.communicate()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--client", choices=CLIENTS, help=argparse.SUPPRESS)
    parser.add_argument("--url", help=argparse.SUPPRESS)
    parser.add_argument("--everything", action="store_true", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.serve:
        serve()
    elif chosen.client:
        measure(chosen.client, chosen.url, chosen.everything)
    else:
        compare()

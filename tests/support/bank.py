"""A World Bank of the tests' own: real HTTP on loopback, with the service's habits and its faults.

It answers as the public documents and recordings of the services say: data and metadata in the
plain form, databases 3, 6 and 57 in the advanced form too, trade shares of WITS. No thread sleeps:
silence waits for the server to close, and a drip for the client to hang up.
"""

import csv
import functools
import itertools
import json
import math
import re
import string
import threading
from collections import defaultdict
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from footprint.worldbank import databases
from support.faults import FAULTS, INVALID, LINES, NO_DATA, NOT_FOUND, Fault, page, xml

COUNTRIES = {
    "AFG": ("AF", "Afghanistan"),
    "ARM": ("AM", "Armenia"),
    "BLR": ("BY", "Belarus"),
    "CHN": ("CN", "China"),
    "KAZ": ("KZ", "Kazakhstan"),
    "KGZ": ("KG", "Kyrgyz Republic"),
    "RUS": ("RU", "Russian Federation"),
    "TJK": ("TJ", "Tajikistan"),
    "TKM": ("TM", "Turkmenistan"),
    "UZB": ("UZ", "Uzbekistan"),
    "XKX": ("XK", "Kosovo"),
    "ECA": ("7E", "Europe & Central Asia (excluding high income)"),
    "EUU": ("EU", "European Union"),
    "WLD": ("1W", "World "),
}
AGGREGATES = {"ECA", "EUU", "WLD"}
# Those that the book knows, and one more.
DATABASES = {number: name for name, number in databases.DATABASES.items()}
DATABASES[11] = "Africa Development Indicators"
CREDITORS = {
    "WLD": "World",
    "730": "China",
    "087": "Russian Federation",
    "701": "Japan",
    "905": "World Bank-IDA",
}
# Labels of others that are not the book's own, by that.
LABELS = {
    "Germany": "Germany, Fed. Rep. of",
    "Iran": "Iran, Islamic Republic Of",
    "Russia": "Russian Federation",
    "South Korea": "Korea, Republic of",
    "Turkey": "Turkiye",
}
# Kinds of lenders are series, owed to all or to one.
LENDERS = {
    "All multilateral": ("DT.DOD.MLAT.CD", "World"),
    "All official bilateral": ("DT.DOD.BLAT.CD", "World"),
    "All bondholders": ("DT.DOD.PBND.CD", "World"),
    "All commercial banks": ("DT.DOD.PCBK.CD", "World"),
    "All other private": ("DT.DOD.PROP.CD", "World"),
    "China, official": ("DT.DOD.BLAT.CD", "China"),
}
PUBLIC_DEBT = "DT.DOD.DPPG.CD"
WITS_INDICATORS = {"XPRT-PRTNR-SHR": "exports", "MPRT-PRTNR-SHR": "imports"}
JSON = "application/json; charset=utf-8"


class Refusal(Exception):
    """A message of the service in place of data: its id, key and value."""


class FakeBank:
    """The service, its figures, and a record of what it was asked.

    ``figures`` holds, by database and series, the values by economy and year. Economies and years
    without one are sent as ``null``, as the real service does.
    """

    def __init__(self) -> None:
        self.countries = dict(COUNTRIES)
        self.years = (1960, 2025)
        self.figures: dict[int, dict[str, dict[tuple[str, int], object]]] = defaultdict(dict)
        self.editions: dict[str, dict[str, dict[tuple[str, int], object]]] = defaultdict(dict)
        self.debt: dict[tuple[str, str, int], object] = {}
        self.debt_parts: dict[str, dict[tuple[str, str, int], object]] = {}
        self.creditors = dict(CREDITORS)
        self.shares: dict[tuple[str, str, int, str], object] = {}
        self.names: dict[str, str] = {}
        self.releases = {2: "2026-07-13", 3: "2026-07-20", 6: "2025-12-03", 57: "2026-07-13"}
        self.metadata: dict[str, int] = {}  # series that left their database, and where they went
        self.forecasts: set[tuple[str, str, int]] = set()
        self.order = "economy"  # rows grouped by economy or by indicator
        self.unknown = "refuse"  # an unknown series among good ones: refuse all, or ignore it
        self.plain = {2, 3, 57}  # databases that answer in the plain form
        self.codes = "both"  # economies in rows: "both" codes, or "iso2" alone
        self.year_ids = "YR"  # advanced form: YR2015, or "" for plain years
        self.latency = 0.0
        self.lets = ""  # which pages of others may read its answers in a browser: "*", or none
        self.urls: list[str] = []
        self.sent = 0  # bytes of bodies without end
        self._faults: list[Fault] = []
        self._lock = threading.Lock()
        self._server = _Server(self)
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()

    # Addresses and record -------------------------------------------------------------------------

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def url(self) -> str:
        """The base address, for ``WORLDBANK_API``."""
        return f"http://127.0.0.1:{self.port}/v2"

    @property
    def wits(self) -> str:
        """The base address of the trade service, for ``WITS_API``."""
        return f"http://127.0.0.1:{self.port}/API/V1"

    def asked(self, pattern: str = "") -> list[str]:
        """The addresses asked so far that match, in order, without host."""
        return [url for url in self.urls if re.search(pattern, url)]

    def close(self) -> None:
        self._server.closing.set()
        self._server.shutdown()
        self._server.server_close()

    # Figures --------------------------------------------------------------------------------------

    def serve(self, folder: Path) -> "FakeBank":
        """Serve exactly the figures of a data folder: series, older editions, debt by creditor."""
        package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        # Economies without a short code here get two characters that no other has.
        free = (
            a + b
            for a in string.digits
            for b in string.digits + string.ascii_uppercase
            if a + b not in {two for two, _ in COUNTRIES.values()}
        )
        for row in _rows(folder / "worldbank" / "economies.csv"):
            if row["economy"] not in self.countries:
                self.countries[row["economy"]] = (next(free), row["name"])
        for entry in package["resources"]:
            path = folder / entry["path"]
            if entry["path"].startswith("worldbank/vintages/"):
                for row in _rows(path):
                    version = row["vintage"].replace("-", "")
                    self.editions[version].setdefault(row["indicator"], {})[
                        row["economy"], int(row["year"])
                    ] = float(row["value"])
            elif entry["path"].startswith("worldbank/") and entry["name"] != "economies":
                code = path.stem
                self.figures[databases.DATABASES[entry["database"]]][code] = {
                    (row["economy"], int(row["year"])): float(row["value"]) for row in _rows(path)
                }
                self.names[code] = (
                    entry.get("service_name") or f"{entry['title']} ({entry['unit']})"
                )
        self.names |= {
            one["indicator"]: one["service_name"]
            for one in package.get("wanted", ())
            if "indicator" in one
        }
        # An edition of the archives has every series of its database.
        for version in {one["version"] for one in package.get("wanted", ()) if "version" in one}:
            whole = {code: dict(figures) for code, figures in self.figures[2].items()}
            self.editions[version] = whole | self.editions[version]
        debt = folder / "records" / "debt_by_creditor.csv"
        for row in _rows(debt) if debt.exists() else ():
            self.owe(row["creditor"], row["economy"], int(row["year"]), float(row["value"]))
        return self

    def owe(self, creditor: str, economy: str, year: int, value: float) -> None:
        """Set a debt to a creditor by the book's name of it; a kind of lenders is a series."""
        if creditor in LENDERS:
            series, creditor = LENDERS[creditor]
            figures = self.debt_parts.setdefault(series, {})
        else:
            figures = self.debt
        label = LABELS.get(creditor, creditor)
        numbers = {name: number for number, name in self.creditors.items()}
        number = numbers.get(label) or f"{len(self.creditors) + 100}"
        self.creditors[number] = label
        figures[economy, number, year] = value

    def set(self, indicator: str, economy: str, year: int, value: object, source: int = 2) -> None:
        """Set one figure; ``None`` empties it. A series that is new appears in the database."""
        self.figures[source].setdefault(indicator, {})[economy, year] = value

    def fill(
        self, indicators: list[str], economies: list[str], years: range, source: int = 2
    ) -> None:
        """Give every slot a figure of its own that can be told from its codes: see ``figure``."""
        for code in indicators:
            figures = self.figures[source].setdefault(code, {})
            figures.update(
                {
                    (economy, year): figure(code, economy, year)
                    for economy in economies
                    for year in years
                }
            )

    def empty(self, indicator: str, source: int = 2) -> None:
        """Keep a series, without any value."""
        self.figures[source][indicator] = {}

    def retire(self, indicator: str, to: int | None = 57, source: int = 2) -> None:
        """Take a series out of its database: error 175 from now on.

        The metadata say where it went, unless ``to`` is None.
        """
        del self.figures[source][indicator]
        if to is not None:
            self.metadata[indicator] = to

    def rename(self, indicator: str, new: str, source: int = 2) -> None:
        """Give the figures of a series to another code; the old one goes to the archives."""
        self.figures[source][new] = self.figures[source][indicator]
        self.names[new] = self.names.get(indicator, new)
        self.retire(indicator, source=source)

    # Faults ---------------------------------------------------------------------------------------

    def fault(
        self,
        kind: str,
        path: str = "",
        nth: int | None = None,
        times: int | None = None,
        **options: object,
    ) -> None:
        """Answer requests wrongly whose address matches ``path``.

        Only the ``nth`` of them, or only the first ``times``.
        """
        if kind not in FAULTS:
            raise ValueError(f"{kind} is none of {', '.join(FAULTS)}")
        self._faults.append(Fault(kind, path, nth, times, options))

    def heal(self) -> None:
        """Forget all faults."""
        self._faults.clear()

    def due(self, path: str) -> Fault | None:
        """The fault that this request meets, if any."""
        with self._lock:
            self.urls.append(path)
            met = [fault for fault in self._faults if fault.meets(path)]
            return met[0] if met else None

    # Answers --------------------------------------------------------------------------------------

    def answer(self, address: str, fault: Fault | None) -> tuple[int, str, bytes]:
        """Status, content type and body for an address that no fault of the line has spoilt."""
        split = urlsplit(address)
        query = {key.casefold(): values[-1] for key, values in parse_qs(split.query).items()}
        parts = [unquote(part) for part in split.path.strip("/").split("/")]
        if len(address) > 4000 or max(map(len, split.path.split("/"))) > 1500:
            return 400, "text/html", page("Request Error")
        if parts[:2] == ["API", "V1"]:
            if query.get("format", "").casefold() != "json":
                return 200, "text/xml", b"<mes:Structure/>"
            return self._wits([part.casefold() for part in parts])
        plain = len(parts) < 2 or parts[1] not in ("sources", "source") or len(parts) < 4
        try:
            if plain:
                content = self._plain(parts[1:], query, fault)
            else:
                content = self._advanced(parts[1:], query, fault)
        except Refusal as refusal:
            number, key, text = refusal.args
            if query.get("format") != "json" or not plain:
                return 200, "text/xml", xml(number, key, text)
            message = json.dumps([{"message": [{"id": number, "key": key, "value": text}]}])
            return 200, JSON, message.encode()
        if query.get("format") != "json":
            data = '<wb:data xmlns:wb="http://www.worldbank.org"/>'
            return 200, "text/xml", f'<?xml version="1.0" encoding="utf-8"?>{data}'.encode()
        return 200, JSON, json.dumps(content, ensure_ascii=False).encode()

    def _plain(self, parts: list[str], query: dict, fault: Fault | None) -> list:
        kind = {"countries": "country", "indicators": "indicator"}.get(parts[0], parts[0])
        if kind == "country" and len(parts) >= 4:
            return self._data(parts[1], parts[3], query, fault)
        if kind == "country":
            wanted = (
                self._economies(parts[1])
                if len(parts) > 1 and parts[1] != "all"
                else list(self.countries)
            )
            return _listed([self._country(code) for code in wanted], query)
        if kind == "indicator" and len(parts) > 1:
            return _listed(self._described(parts[1]), query)
        if kind in ("source", "sources"):
            wanted = [int(parts[1])] if len(parts) > 1 else list(DATABASES)
            return _listed(
                [
                    {
                        "id": str(number),
                        "lastupdated": self.releases.get(number, ""),
                        "name": DATABASES[number],
                        "code": "",
                        "description": "",
                        "url": "",
                        "dataavailability": "Y",
                        "metadataavailability": "Y",
                        "concepts": "3",
                    }
                    for number in wanted
                ],
                query,
            )
        raise Refusal(*INVALID)

    def _described(self, code: str) -> list[dict]:
        where = [number for number, figures in self.figures.items() if code in figures] or [
            self.metadata.get(code)
        ]
        if where == [None]:
            raise Refusal(*INVALID)
        return [
            {
                "id": code,
                "name": self.names.get(code, code),
                "unit": "",
                "source": {"id": str(number), "value": DATABASES[number]},
                "sourceNote": "",
                "sourceOrganization": "",
                "topics": [],
            }
            for number in where
        ]

    def _country(self, code: str) -> dict:
        short, name = self.countries[code]
        region = (
            {"id": "NA", "iso2code": "NA", "value": "Aggregates"}
            if code in AGGREGATES
            else {"id": "ECS", "iso2code": "Z7", "value": "Europe & Central Asia "}
        )
        return {
            "id": code,
            "iso2Code": short,
            "name": name,
            "region": region,
            "adminregion": {"id": "", "iso2code": "", "value": ""},
            "incomeLevel": {"id": "UMC", "iso2code": "XT", "value": "Upper middle income"},
            "lendingType": {"id": "IBD", "iso2code": "XF", "value": "IBRD"},
            "capitalCity": "",
            "longitude": "",
            "latitude": "",
        }

    def _economies(self, segment: str) -> list[str]:
        if segment.casefold() in (
            "all",
            "",
        ):  # an empty segment is every economy, as in the real service
            return list(self.countries)
        short = {two: three for three, (two, _) in self.countries.items()}
        wanted = [short.get(code.upper(), code.upper()) for code in segment.split(";")]
        if any(code not in self.countries for code in wanted):
            raise Refusal(*INVALID)
        return list(dict.fromkeys(wanted))

    def _series(self, segment: str, figures: dict) -> list[str]:
        known = {code.casefold(): code for code in figures}
        asked = segment.split(";")
        missing = [code for code in asked if code.casefold() not in known]
        if len(asked) > 60 or (
            missing and (self.unknown == "refuse" or len(missing) == len(asked))
        ):
            raise Refusal(*(NOT_FOUND if len(asked) == 1 else INVALID))
        return [known[code.casefold()] for code in asked if code.casefold() in known]

    def _data(self, places: str, codes: str, query: dict, fault: Fault | None) -> list:
        source = int(query.get("source", 2))
        if source not in self.plain or (";" in codes and "source" not in query):
            raise Refusal(*INVALID)
        figures = self.figures[source]
        economies, series = self._economies(places), self._series(codes, figures)
        first, last = self._range(query.get("date", ""), fault)
        years = range(last, first - 1, -1)
        size, number = int(query.get("per_page", 50)), int(query.get("page", 1))
        if size > 32_500:
            raise Refusal(*INVALID)
        total = len(economies) * len(series) * len(years)
        slots = _slots(
            economies, series, years, self.order, (number - 1) * size, min(number * size, total)
        )
        rows = [self._row(code, economy, year, figures) for code, economy, year in slots]
        header = {
            "page": number,
            "pages": math.ceil(total / size),
            "per_page": size,
            "total": total,
            "sourceid": str(source),
            "lastupdated": self.releases.get(source),
        }
        if not total:
            header, rows = {"page": number, "pages": 0, "per_page": size, "total": 0}, None
        header, rows = fault.altered(header, rows) if fault else (header, rows)
        return [header, rows]

    def _range(self, date: str, fault: Fault | None) -> tuple[int, int]:
        """The years that are sent.

        A range that does not meet the series is dropped, a single year gives nothing.
        """
        first, _, last = date.partition(":")
        if not first or (fault and fault.kind == "dates ignored"):
            return self.years
        first, last = int(first), int(last or first)
        met = max(first, self.years[0]), min(last, self.years[1])
        return met if met[0] <= met[1] or ":" not in date else self.years

    def _row(self, code: str, economy: str, year: int, figures: dict) -> dict:
        short, name = self.countries[economy]
        status = "F" if (code, economy, year) in self.forecasts else ""
        return {
            "indicator": {"id": code, "value": self.names.get(code, code)},
            "country": {"id": short, "value": name},
            "countryiso3code": "" if self.codes == "iso2" else economy,
            "date": str(year),
            "value": figures[code].get((economy, year)),
            "unit": "",
            "obs_status": status,
            "decimal": 1,
        }

    # The advanced form ----------------------------------------------------------------------------

    def _advanced(self, parts: list[str], query: dict, fault: Fault | None) -> dict:
        source, rest = int(parts[1]), [part for part in parts[2:] if part != "data"]
        if len(rest) == 1 or (len(rest) == 2 and rest[1] == "all" and "data" not in parts):
            return self._members(source, rest[0].casefold(), query)
        asked = dict(zip((part.casefold() for part in rest[::2]), rest[1::2], strict=True))
        try:
            slots, value_of = self._cube(source, asked)
        except (KeyError, Refusal):
            raise Refusal(*NO_DATA) from None
        size, number = int(query.get("per_page", 50)), int(query.get("page", 1))
        rows = [
            {
                "variable": [
                    {"concept": concept, "id": key, "value": label} for concept, key, label in slot
                ],
                "value": value_of(slot),
            }
            for slot in slots[(number - 1) * size : number * size]
        ]
        header = {
            "page": number,
            "pages": math.ceil(len(slots) / size),
            "per_page": size,
            "total": len(slots),
            "lastupdated": self.releases.get(source),
        }
        header, rows = fault.altered(header, rows) if fault else (header, rows)
        return header | {"source": {"id": str(source), "name": DATABASES[source], "data": rows}}

    def _cube(self, source: int, asked: dict[str, str]) -> tuple[list, Callable]:
        """Every slot of an advanced request, and a function that gives the value of one."""
        if asked.get("country", "all") != "all" and any(
            len(code) != 3 for code in asked["country"].split(";")
        ):
            raise Refusal(*NO_DATA)  # no ISO2 here
        economies = [
            ("Country", code, self.countries[code][1]) for code in self._economies(asked["country"])
        ]
        years = [
            ("Time", f"{self.year_ids}{year}", str(year)) for year in self._times(asked["time"])
        ]
        if source == 57:
            figures = self.editions.get(asked["version"], {})
            extra = [("Version", asked["version"], asked["version"])]
        elif source == 6:
            figures = {PUBLIC_DEBT: self.debt, **self.debt_parts}
            extra = [
                ("Counterpart-Area", code, self.creditors[code])
                for code in asked["counterpart-area"].split(";")
            ]
        else:
            figures, extra = self.figures[source], [None]
        series = [
            ("Series", code, self.names.get(code, code))
            for code in self._series(asked["series"], figures)
        ]
        product = (
            itertools.product(economies, years, series, extra)
            if source != 57
            else itertools.product(extra, economies, series, years)
        )
        slots = [[part for part in slot if part] for slot in product]

        def value(slot: list) -> object:
            key = {concept: (code, label) for concept, code, label in slot}
            economy, year = key["Country"][0], int(key["Time"][1])
            if source == 6:
                return figures[key["Series"][0]].get((economy, key["Counterpart-Area"][0], year))
            return figures[key["Series"][0]].get((economy, year))

        return slots, value

    def _times(self, segment: str) -> list[int]:
        first, last = self.years
        if segment == "all":
            return list(range(first, last + 1))
        prefix = self.year_ids
        years = [
            int(code.removeprefix(prefix))
            for code in segment.split(";")
            if code.startswith(prefix) and code.removeprefix(prefix).isdigit()
        ]
        return [year for year in years if first <= year <= last]

    def _members(self, source: int, concept: str, query: dict) -> dict:
        lists = {
            "counterpart-area": self.creditors,
            "version": {code: code for code in self.editions},
            "country": {code: name for code, (_, name) in self.countries.items()},
            "series": {code: self.names.get(code, code) for code in self.figures[source]},
        }
        if concept not in lists:
            raise Refusal(*NO_DATA)
        members = list(lists[concept].items())
        size, number = int(query.get("per_page", 50)), int(query.get("page", 1))
        shown = [
            {"id": code, "value": label}
            for code, label in members[(number - 1) * size : number * size]
        ]
        return {
            "page": number,
            "pages": math.ceil(len(members) / size),
            "per_page": size,
            "total": len(members),
            "source": [
                {
                    "id": str(source),
                    "name": DATABASES[source],
                    "concept": [
                        {"id": concept.title(), "name": concept.title(), "variable": shown}
                    ],
                }
            ],
        }

    # WITS -----------------------------------------------------------------------------------------

    def _wits(self, parts: list[str]) -> tuple[int, str, bytes]:
        asked = dict(zip(parts[4::2], parts[5::2], strict=False))
        code, reporter = asked["indicator"].upper(), asked["reporter"].upper()
        if asked["product"] != "999999" or code not in WITS_INDICATORS:
            return 404, "text/html", page("NoRecordsFound")
        figures = {
            (year, partner): value
            for (economy, flow, year, partner), value in self.shares.items()
            if economy == reporter
            and flow == WITS_INDICATORS[code]
            and asked["year"] in ("all", str(year))
        }
        if not figures:
            return 404, "text/html", page("NoRecordsFound")
        return 200, JSON, json.dumps(sdmx(reporter, code, figures)).encode()


def sdmx(reporter: str, indicator: str, figures: dict) -> dict:
    """Trade shares in the form of SDMX-JSON: numbers are places in lists."""
    partners = sorted({partner for _, partner in figures})
    years = sorted({year for year, _ in figures})
    dimensions = [
        ("FREQ", ["A"]),
        ("REPORTER", [reporter]),
        ("PARTNER", partners),
        ("PRODUCTCODE", ["999999"]),
        ("INDICATOR", [indicator]),
    ]
    series: dict = {}
    for (year, partner), value in figures.items():
        series.setdefault(f"0:0:{partners.index(partner)}:0:0", {"observations": {}})[
            "observations"
        ][str(years.index(year))] = [value, 0, None]
    return {
        "header": {"id": "x", "prepared": "2026-08-11T00:00:00"},
        "dataSets": [{"action": "Information", "series": series}],
        "structure": {
            "dimensions": {
                "series": [
                    {
                        "id": name,
                        "keyPosition": place,
                        "values": [{"id": code, "name": code.title()} for code in codes],
                    }
                    for place, (name, codes) in enumerate(dimensions)
                ],
                "observation": [
                    {
                        "id": "TIME_PERIOD",
                        "values": [{"id": str(year), "name": str(year)} for year in years],
                    }
                ],
            }
        },
    }


def figure(indicator: str, economy: str, year: int) -> float:
    """A number that only this slot has, as far as a test can tell."""
    return _weight(indicator) * 1000 + _weight(economy) + year / 10_000


@functools.cache
def _weight(code: str) -> int:
    return sum(place * ord(sign) for place, sign in enumerate(code, 1))


def _slots(economies: list, series: list, years: range, order: str, start: int, stop: int):
    """The slots from ``start`` to ``stop`` in the order of the rows, without making the others."""
    outer, inner = (economies, series) if order == "economy" else (series, economies)
    for place in range(start, stop):
        block, year = divmod(place, len(years))
        first, second = divmod(block, len(inner))
        economy, code = (
            (outer[first], inner[second]) if order == "economy" else (inner[second], outer[first])
        )
        yield code, economy, years[year]


def _listed(items: list, query: dict) -> list:
    size, number = int(query.get("per_page", 50)), int(query.get("page", 1))
    header = {
        "page": number,
        "pages": math.ceil(len(items) / size),
        "per_page": str(size),
        "total": len(items),
    }
    return [header, items[(number - 1) * size : number * size]]


def _rows(path: Path) -> list[dict]:
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


# HTTP ---------------------------------------------------------------------------------------------


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, bank: FakeBank) -> None:
        self.bank, self.closing = bank, threading.Event()
        super().__init__(("127.0.0.1", 0), Handler)

    def handle_error(self, request, client_address) -> None:
        """A client that hangs up is what many tests are about."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server

    def do_GET(self) -> None:
        bank = self.server.bank
        fault = bank.due(self.path)
        if bank.latency:
            self.server.closing.wait(bank.latency)
        if fault and fault.kind in LINES:
            LINES[fault.kind](self, **fault.options)
        else:
            self.reply(*bank.answer(self.path, fault))

    def head(self, status: int, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        lets = self.server.bank.lets
        allowed = {"Access-Control-Allow-Origin": lets} if lets else {}
        for name, value in {"Content-Type": kind, **allowed, **headers}.items():
            self.send_header(name, value)
        self.end_headers()

    def reply(
        self,
        status: int,
        kind: str,
        body: bytes,
        headers: dict[str, str] | None = None,
        length: int | None = None,
    ) -> None:
        self.head(
            status,
            kind,
            {"Content-Length": str(len(body) if length is None else length), **(headers or {})},
        )
        self.wfile.write(body)

    def log_message(self, *arguments) -> None:
        """Tests read ``FakeBank.urls`` instead."""

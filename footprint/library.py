"""The book's figures: as committed, as the World Bank has them today, and brought up to date.

*Frozen* reads ``data/`` alone. *Live* asks the World Bank's service, checks, and shows what it says; where that
fails the committed figures stand, with a sentence why. Neither writes. :func:`update` does: a complete new edition
of ``data/``, or nothing.
"""

import dataclasses
import datetime
import html
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd

from footprint import revisions, store, swap, worldbank
from footprint.revisions import Report
from footprint.store import (
    DataError,
    MissingData,
    check_economies,
    countries,
    data_dir,
    describe,
    economies,
    fingerprint,
    package,
    resource,
    verify,
)

__all__ = [
    "CENTRAL_ASIA",
    "DataError",
    "MissingData",
    "Pull",
    "borders",
    "check_economies",
    "countries",
    "data_dir",
    "describe",
    "economies",
    "edition",
    "edition_names",
    "editions",
    "fingerprint",
    "mode",
    "observations",
    "package",
    "pull",
    "records",
    "refresh",
    "reports",
    "resource",
    "source",
    "update",
    "verify",
]

CENTRAL_ASIA = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
SERVICE = "the World Bank's service"
DATABASES = {"World Development Indicators": 2, "Worldwide Governance Indicators": 3}
SERIES = ["economy", "year", "value"]
KEY = ["economy", "indicator", "year"]
# A series of more economies than this spans the world.
SPAN = 60
# The first year asked for, unless ``data/`` holds an earlier one.
FIRST_YEAR = 1990


# What the chapters and the ledger read ----------------------------------------------------------------------


def observations(indicator: str) -> tuple[pd.DataFrame, dict]:
    """A World Bank series, all economies and years held: frame ``economy, year, value``, and its package entry.

    Where a pull of this session brought live figures, those. A series that took the place of another (the World Bank
    renames) is read under either code.
    """
    if indicator in _live:
        return _live[indicator]
    entry = _successor(package()["resources"], indicator) or resource(indicator.lower())
    return store.table(entry), entry


def edition(name: str) -> tuple[pd.DataFrame, dict]:
    """An older edition of the World Bank's figures: frame ``vintage, economy, indicator, year, value``, and its entry."""
    entry = resource(f"wdi-{name}")
    return store.table(entry), entry


def edition_names() -> dict[str, str]:
    """The older editions held, by year and month; of one month the World Bank's own archive before a copy."""
    names = sorted(entry["edition"] for entry in package()["resources"] if "edition" in entry)
    return {name.removeprefix("archive-"): name for name in names}


def editions() -> pd.DataFrame:
    """Every edition held of the World Bank's figures for the five countries, today's among them: ``vintage, economy, indicator, year, value``.

    ``vintage`` is a year and month. A series whose release is of no known day has no edition of today.
    """
    held = [edition(name)[0].assign(vintage=month) for month, name in edition_names().items()]
    for entry in package()["resources"]:
        if "indicator" in entry and re.fullmatch(r"\d{4}-\d{2}-\d{2}", entry["vintage"]):
            held.append(
                store.table(entry).assign(
                    vintage=entry["vintage"][:7], indicator=entry["indicator"]
                )
            )
    rows = pd.concat(held, ignore_index=True).drop_duplicates(["vintage", *KEY], keep="last")
    return rows[rows["economy"].isin(CENTRAL_ASIA)].sort_values(
        ["indicator", "economy", "year", "vintage"], ignore_index=True
    )


def records(topic: str) -> pd.DataFrame:
    """A record file by its topic: ``votes``, ``memberships``, ``trade_by_partner`` …; its columns are in the package."""
    return store.table(resource(topic.replace("_", "-")))


# A foot names the pages that its rows were read on up to this many.
NAMED = 3


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
    read = "; ".join(named) if len(named) <= NAMED else f"{len(named)} sources, named row by row"
    return f"{read}. File: data/{entry['path']}, vintage: {entry['vintage']}, read in {entry['retrieved']}. Licence: {entry['licenses'][0]['title']}"


def borders() -> dict:
    """The borders of the maps, as GeoJSON: features with ``economy`` and ``name``."""
    return store.shapes(resource("borders"))


def reports() -> list[dict]:
    """What past updates reported, the newest first; empty if there was none."""
    found = [
        json.loads(store.content(entry))
        for entry in package()["resources"]
        if entry["path"].startswith(f"{REPORTS}/")
    ]
    return sorted(found, key=lambda report: report["date"], reverse=True)


def _successor(entries: Iterable[dict], indicator: str) -> dict | None:
    return next((entry for entry in entries if entry.get("succeeds") == indicator), None)


# Pulls, frozen and live -------------------------------------------------------------------------------------

# Series that a live pull of this process brought. The ledger reads them too, so that a verdict follows the figures shown.
_live: dict[str, tuple[pd.DataFrame, dict]] = {}
# What this process has asked for, whatever came of it.
_asked: set[str] = set()
# A service that failed is not asked again by the next cell: when, on the monotonic clock, and what happened.
_failure: tuple[float, str] | None = None
PAUSE = 300


def mode() -> str:
    """``frozen`` or ``live``: as ``FOOTPRINT_MODE`` says; without it live in an interactive notebook, frozen everywhere else."""
    chosen = os.environ.get("FOOTPRINT_MODE", "")
    if chosen not in ("", "frozen", "live"):
        raise DataError(
            f"FOOTPRINT_MODE: “{chosen}” is no mode. Set it to frozen or live, or unset it."
        )
    return chosen or ("live" if _in_notebook() else "frozen")


def _in_notebook() -> bool:
    interactive = sys.modules.get("IPython")
    shell = interactive.get_ipython() if interactive else None
    return type(shell).__name__ == "ZMQInteractiveShell"


@dataclasses.dataclass(frozen=True)
class Pull:
    """What a pull brought: ``data`` (``economy, indicator, year, value``) and, for each indicator, where it is from.

    ``mode`` is ``live`` if the service's figures are shown; ``notes`` say what differs from the committed ones, or why those stand.
    """

    data: pd.DataFrame
    entries: dict[str, dict]
    problems: dict[str, str]
    mode: str = "frozen"
    notes: tuple[str, ...] = ()

    def series(self, indicator: str) -> pd.DataFrame:
        """The observations of one indicator: ``economy, year, value``; empty where the pull brought none."""
        return self.data.loc[self.data["indicator"] == indicator, SERIES].reset_index(drop=True)

    def source(self, indicator: str) -> str:
        """One line on where the figures of an indicator come from, for the foot of a figure: with gaps, licence and the service's query."""
        entry = self.entries.get(indicator)
        if entry is None:
            return self.problems[indicator]
        held = self.series(indicator)
        codes = list(held["economy"].unique())
        address = (
            worldbank.query(
                indicator,
                codes if len(codes) <= ADDRESSED else (),
                held["year"].min(),
                held["year"].max(),
            )
            if codes
            else ""
        )
        return (
            f"World Bank, {entry['database']}, {indicator}{f' ({address})' if address else ''}, release of {entry['vintage']}, "
            f"read in {entry['retrieved']}, {_gaps(held)}, CC BY 4.0"
        )

    def _repr_html_(self) -> str:
        rows = [
            f"<li><code>{html.escape(code)}</code> {html.escape(self._provenance(code))}</li>"
            for code in self.entries
        ]
        said = "".join(
            f"<p>{html.escape(text)}</p>"
            for text in (self._heading(), *self.notes, *self.problems.values())
        )
        return f'<div class="provenance">{said}<details><summary>The series, with release and source</summary><ul>{"".join(rows)}</ul></details></div>'

    def _heading(self) -> str:
        if self.mode == "live":
            return "Live figures from the World Bank's service (live mode), CC BY 4.0. Nothing was written."
        return "Committed figures, read without network (frozen mode): World Bank data, CC BY 4.0, taken from the sources named."

    def _provenance(self, indicator: str) -> str:
        entry = self.entries[indicator]
        held = self.series(indicator)
        years = f"{held['year'].min()}–{held['year'].max()}" if len(held) else "no years"
        copies = "; ".join(source["title"] for source in entry["sources"][1:])
        return f"{entry['title']}, {entry['unit']}: {years}, release of {entry['vintage']}, read in {entry['retrieved']} from {copies}"


# A query in a foot names the economies one by one up to this many.
ADDRESSED = 10


def _gaps(held: pd.DataFrame) -> str:
    """Which years between the first and the last of all have no value: by economy, or by number where there are many."""
    if held.empty:
        return "no values"
    span = set(range(held["year"].min(), held["year"].max() + 1))
    absent = {
        code: sorted(span - set(rows["year"]))
        for code, rows in held.groupby("economy")
        if span - set(rows["year"])
    }
    if len(absent) > ADDRESSED:
        return f"without some years: {len(absent)} of {held['economy'].nunique()} economies"
    return (
        f"without a value: {'; '.join(f'{code} {_runs(years)}' for code, years in absent.items())}"
        if absent
        else "no year missing"
    )


def _runs(years: Sequence[int]) -> str:
    """Years with those that follow each other drawn together: “1990–1992, 1995”."""
    starts = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    return ", ".join(
        str(start) if start == end else f"{start}–{end}"
        for start, end in zip(starts, ends, strict=True)
    )


def pull(
    indicators: str | Sequence[str],
    economies: Sequence[str] = CENTRAL_ASIA,
    since: int = FIRST_YEAR,
) -> Pull:
    """World Bank observations of one or several indicators, for some economies, from a year on.

    Frozen: the committed figures, no network. Live: the service's figures of today where it answers and they pass the
    checks, else the committed ones; ``notes`` says which and why, and nothing is written. A series that cannot be had is
    no error; it is named in ``problems``, so that a chapter runs to its end and says so. An unknown economy is one: DataError.
    """
    codes = [indicators] if isinstance(indicators, str) else list(indicators)
    check_economies(economies, "library.pull")
    notes = _refresh(codes, economies, since) if mode() == "live" else ()
    frames, entries, problems = [], {}, {}
    for code in codes:
        try:
            frame, entries[code] = observations(code)
        except MissingData:
            problems[code] = f"{code}: this series is not in data/, so nothing can be said from it"
            continue
        wanted = frame["economy"].isin(list(economies)) & (frame["year"] >= since)
        frames.append(frame[wanted].assign(indicator=code))
    empty = pd.DataFrame(
        {
            "economy": pd.Series(dtype="string"),
            "indicator": pd.Series(dtype="string"),
            "year": pd.Series(dtype="Int64"),
            "value": pd.Series(dtype="float64"),
        }
    )
    data = pd.concat(frames, ignore_index=True)[list(empty.columns)] if frames else empty
    return Pull(
        data,
        entries,
        problems,
        "live" if any(code in _live for code in codes) else "frozen",
        tuple(notes),
    )


def refresh(indicators: Iterable[str]) -> None:
    """In live mode, bring the series that this session has not asked for yet, so that a verdict is today's before any pull.

    What came of it is said under the pulls of a chapter.
    """
    if mode() == "live":
        _refresh([code for code in indicators if code not in _asked], CENTRAL_ASIA, FIRST_YEAR)


def _refresh(codes: Sequence[str], economies: Sequence[str], since: int) -> list[str]:
    """Bring live figures of the series into this session; returns what happened, in words."""
    global _failure
    _asked.update(codes)
    for code in codes:
        _live.pop(code, None)
    if _failure and time.monotonic() - _failure[0] < PAUSE:
        return [_failure[1]]
    entries = {code: _entry(code) for code in codes}
    notes = []
    for request in _requests(list(entries.values()), economies, since):
        try:
            found = request.send()
        except worldbank.ServiceError as error:
            _failure = time.monotonic(), f"The committed figures are shown: {error}"
            return [*notes, _failure[1]]
        notes += [
            _take_over(code, entry, request, found)
            for code, entry in entries.items()
            if entry in request.entries
        ]
    return notes


def _take_over(code: str, entry: dict, request: "_Request", found: worldbank.Observations) -> str:
    """Show the live figures of a series from now on, unless something speaks against them; returns what happened, in words."""
    committed = request.held[entry["indicator"]]
    after, objections = _screened(entry, request, found)
    if objections:
        return f"{code}: the committed figures are shown, for {'; '.join(objections)}."
    _live[code] = after, _renewed(entry, found)
    return f"{code}: {_differences(revisions.compare(committed, after))}; release of {found.last_updated}, retrieved {found.retrieved}."


def _differences(revision: revisions.Revision) -> str:
    """What differs from the committed figures, in a clause."""
    moved = revisions.material(revision)
    said = (
        [f"new beside the committed figures: {len(revision.added)}"] if len(revision.added) else []
    )
    if len(moved):
        top = moved.iloc[0]
        before, after = (revisions.number(top[column]) for column in ("before", "after"))
        said.append(
            f"revised: {len(moved)}, most of all {top['economy']} {top['year']} from {before} to {after}"
        )
    return ", ".join(said) or "the same as the committed figures"


# What is asked of the service, and whether to believe it ----------------------------------------------------


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()


def _entry(code: str) -> dict:
    """The package entry of a series: of its successor if it has one, else its own, else a new one for a series never held."""
    content = package()
    known = {
        entry["indicator"]: entry
        for entry in [*content.get("wanted", ()), *content["resources"]]
        if "indicator" in entry
    }
    return (
        _successor(known.values(), code)
        or known.get(code)
        or {
            "name": code.lower(),
            "path": f"worldbank/{code}.csv",
            "indicator": code,
            "title": "",
            "unit": "",
            "database": "World Development Indicators",
            "sources": [{"title": "World Bank, World Development Indicators"}],
        }
    )


def _committed(entry: dict) -> pd.DataFrame:
    """The series as it stands in ``data/``; empty if it is not there."""
    try:
        return store.table(resource(entry["name"]))
    except MissingData:
        return pd.DataFrame(
            {
                "economy": pd.Series(dtype="string"),
                "year": pd.Series(dtype="Int64"),
                "value": pd.Series(dtype="float64"),
            }
        )


@dataclasses.dataclass(frozen=True)
class _Request:
    """Series asked for together: of one database, for the same economies; ``held`` is what ``data/`` has of each."""

    database: str
    entries: list[dict]
    held: dict[str, pd.DataFrame]
    besides: tuple[str, ...]
    since: int

    @property
    def what(self) -> tuple[list[str], list[str], int, int]:
        """Series, economies, first and last year."""
        economies = {
            *self.besides,
            *(code for frame in self.held.values() for code in frame["economy"]),
        }
        first = min(
            [self.since, *(int(frame["year"].min()) for frame in self.held.values() if len(frame))]
        )
        return list(self.held), sorted(economies), first, _today().year

    def send(self) -> worldbank.Observations:
        return worldbank.observations(*self.what, DATABASES[self.database])


def _requests(entries: Iterable[dict], besides: Iterable[str], since: int) -> list[_Request]:
    """The fewest requests: one for each database, and one more for its series that span the world, lest all be asked for all."""
    held = {entry["indicator"]: _committed(entry) for entry in entries}
    groups: dict[tuple, list[dict]] = {}
    for entry in entries:
        groups.setdefault(
            (entry["database"], held[entry["indicator"]]["economy"].nunique() > SPAN), []
        ).append(entry)
    return [
        _Request(
            database,
            of,
            {entry["indicator"]: held[entry["indicator"]] for entry in of},
            tuple(besides),
            since,
        )
        for (database, _), of in groups.items()
    ]


def _screened(
    entry: dict, request: _Request, found: worldbank.Observations
) -> tuple[pd.DataFrame | None, list[str]]:
    """The service's figures of a series, None if it has none, and what speaks against believing them, in words."""
    code = entry["indicator"]
    if code in found.problems:
        return None, [found.problems[code]]
    committed = request.held[code]
    wanted = (found.data["indicator"] == code) & found.data["economy"].isin(
        [*request.besides, *committed["economy"]]
    )
    # Placeholders that the entry warns of are no figures, however often they are sent.
    if entry.get("zero_is_missing"):
        wanted &= found.data["value"] != 0
    for economy, years in entry.get("left_out", {}).items():
        wanted &= (found.data["economy"] != economy) | ~found.data["year"].isin(years)
    after = found.data.loc[wanted, SERIES].reset_index(drop=True)
    if after.empty:
        return None, ["the service now holds no value of it"]
    said = revisions.objections(committed, after)
    before, now = (
        revisions.unit(entry.get("service_name", "")),
        revisions.unit(found.names.get(code, "")),
    )
    if before and before != now:
        said.insert(0, f"its unit changed from “{before}” to “{now}”")
    return after, said


def _renewed(entry: dict, found: worldbank.Observations) -> dict:
    """The entry of a series whose figures now come from the service."""
    name = found.names.get(entry["indicator"], entry["title"])
    title = name.removesuffix(f"({revisions.unit(name)})").strip()
    return (
        {"title": title, "unit": revisions.unit(name)}
        | {key: value for key, value in entry.items() if value}
        | {
            "vintage": found.last_updated or "not stated",
            "retrieved": found.retrieved[:10],
            "obtained": "from the World Bank's service",
            "service_name": name,
            "sources": _sources(entry | {"sources": entry["sources"][:1]}, found),
        }
    )


# Update -----------------------------------------------------------------------------------------------------

REPORTS = "updates"
MAIN = "World Development Indicators"


def update(accept: Sequence[str] = (), dry_run: bool = False) -> Report:
    """Fetch every series, check all, compare, and write a complete new edition of ``data/``, or nothing.

    ``accept`` names series whose objections are overruled; ``dry_run`` writes nothing. The report says what was added,
    revised and lost, what vanished (its figures stay), which verdicts flipped; or, in one sentence, why nothing was done.
    """
    report = Report(_today().isoformat(), dry_run=dry_run)
    try:
        with swap.edition(data_dir()) as new:
            report.changed = _renew(new, accept, report)
            if report.changed and not dry_run:
                new.swap()
                _live.clear()
    except swap.Busy as error:
        report.refused = f"Nothing was written. {error} Let it end; its figures will be the same."
    except (worldbank.ServiceError, DataError) as error:
        report.refused = f"Nothing was written, the figures of data/ stand. {error}"
    except OSError as error:
        report.refused = f"Nothing was written, the figures of data/ stand. {error.filename or data_dir()}: {error.strerror}. Mend that, and run the update again."
    return report


def _renew(new: swap.Edition, accept: Sequence[str], report: Report) -> bool:
    """Bring the new edition up to the service's figures; whether anything in it differs."""
    content = package()
    wanted = content.get("wanted", [])
    series = [entry for entry in [*content["resources"], *wanted] if "indicator" in entry]
    replaced = {entry.get("succeeds") for entry in series}
    series = [entry for entry in series if entry["indicator"] not in replaced]
    _refuse_unknown(accept, [entry["indicator"] for entry in series])
    staged: dict[str, _Staged] = {}
    for request in _requests(series, CENTRAL_ASIA, FIRST_YEAR):
        staged |= _renew_series(request, accept, report)
    for entry in wanted:
        if "version" in entry:
            staged |= _obtain(entry, report, lambda entry=entry: _archive(entry, series))
    for name, fetch in {"debt-by-creditor": _debt, "trade-by-partner": _trade}.items():
        for entry in content["resources"]:
            if entry["name"] == name:
                staged |= _obtain(entry, report, fetch)
    if not staged:
        return False
    _stage(new, content, staged)
    with store.reading(new.path):
        for _ in verify():
            pass
    with ThreadPoolExecutor() as pool:
        report.flipped = _flips(*pool.map(_verdicts, [data_dir(), new.path]))
    _file(new, report)
    return True


def _refuse_unknown(accept: Sequence[str], known: Sequence[str]) -> None:
    for code in accept:
        if code not in known:
            raise DataError(
                f"accept: “{code}” is no series of data/datapackage.json. Known are: {', '.join(known)}."
            )


# The new content of a file, None if it stays, and its entry.
_Staged = tuple[dict, bytes | None]


def _renew_series(request: _Request, accept: Sequence[str], report: Report) -> dict[str, _Staged]:
    """The series of one request that have a newer edition, by name; DataError if something speaks against one that was not accepted."""
    try:
        found = request.send()
    except worldbank.ServiceError as error:
        if request.database == MAIN:
            raise
        report.missed[request.database] = str(error)
        return {}
    staged, refused = {}, []
    for entry in request.entries:
        code = entry["indicator"]
        after, objections = _screened(entry, request, found)
        if after is None:
            report.vanished[code] = f"{code}: {objections[0]}"
        elif objections and code not in accept:
            refused.append(f"{code}: {'; '.join(objections)}")
        else:
            staged |= _newer(entry, request.held[code], after, found, report)
    if refused:
        codes = " ".join(f"--accept {line.split(':')[0]}" for line in refused)
        raise DataError(
            f"{' '.join(f'{line}.' for line in refused)} Look at the figures; if they are right, run: python -m footprint update {codes}"
        )
    report.releases[request.database] = found.last_updated
    return staged


def _newer(
    entry: dict,
    before: pd.DataFrame,
    after: pd.DataFrame,
    found: worldbank.Observations,
    report: Report,
) -> dict[str, _Staged]:
    """A series staged, unless figures and release are those of ``data/``."""
    revision, renewed = revisions.compare(before, after), _renewed(entry, found)
    if not revision and renewed["vintage"] == entry.get("vintage"):
        return {}
    if entry.get("service_name", renewed["service_name"]) != renewed["service_name"]:
        report.renamed[entry["indicator"]] = (
            f"“{entry['service_name']}” is now “{renewed['service_name']}”"
        )
    report.revisions[entry["indicator"]] = revision
    return {entry["name"]: (renewed, _csv(after) if revision else None)}


def _obtain(entry: dict, report: Report, fetch: Callable[[], _Staged | None]) -> dict[str, _Staged]:
    """What one more request brings, or a note of why it brought nothing: these files are not worth losing an update for."""
    try:
        staged = fetch()
    except worldbank.ServiceError as error:
        report.missed[entry["title"]] = str(error)
        return {}
    if staged is None:
        return {}
    report.obtained.append(staged[0]["title"])
    return {entry["name"]: staged}


def _archive(entry: dict, series: Sequence[dict]) -> _Staged:
    """An edition of the World Bank's archives, for the series and economies that the book uses."""
    requests = _requests(
        [held for held in series if held["database"] == MAIN], CENTRAL_ASIA, FIRST_YEAR
    )
    found = [worldbank.archive(entry["version"], *request.what) for request in requests]
    rows = pd.concat([part.data for part in found]).assign(vintage=entry["edition"])[
        ["vintage", "economy", "indicator", "year", "value"]
    ]
    return entry | {"retrieved": found[0].retrieved[:10], "sources": _sources(entry, *found)}, _csv(
        rows.sort_values(["economy", "indicator", "year"])
    )


# Kinds of lenders are series of their own in the debt statistics: which, and to whom the debt is owed.
LENDERS = {
    "All multilateral": ("DT.DOD.MLAT.CD", "World"),
    "All official bilateral": ("DT.DOD.BLAT.CD", "World"),
    "All bondholders": ("DT.DOD.PBND.CD", "World"),
    "All commercial banks": ("DT.DOD.PCBK.CD", "World"),
    "China, official": ("DT.DOD.BLAT.CD", "China"),
}
LARGEST = ("World", "China", "All multilateral", "All official bilateral", "China, official")


def _debt() -> _Staged | None:
    """Debt by creditor with one edition more, if the service has a newer one that names the creditors that the book compares."""
    held, entry = records("debt_by_creditor"), resource("debt-by-creditor")
    last = held[held["edition"] == held["edition"].max()]
    asked = list(last["economy"].unique()), int(last["year"].min()), _today().year - 1
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
        raise worldbank.ServiceError(
            f"The edition of {edition} names no {', no '.join(missing)}, so it is not taken over."
        )
    renewed = entry | {
        "vintage": f"{entry['vintage']}; {edition}",
        "retrieved": found.retrieved[:10],
        "sources": _sources(entry, found),
    }
    return renewed, _csv(
        pd.concat([held, rows])[list(held.columns)].sort_values(
            ["edition", "economy", "year", "creditor"]
        )
    )


def _creditors(
    asked: tuple[list[str], int, int], names: Sequence[str], *series: str
) -> worldbank.Observations:
    economies, first, last = asked
    return worldbank.creditors(economies, names, first, last, *series)


# The European Union since 2020, to be added up: trade shares come by country.
EU27 = frozenset(
    "AUT BEL BGR CYP CZE DEU DNK ESP EST FIN FRA GRC HRV HUN IRL ITA LTU LUX LVA MLT NLD POL PRT ROU SVK SVN SWE".split()
)
# A partner that never reaches this share, in per cent, is left out, as in the other tables of trade.
SMALLEST = 1


def _trade() -> _Staged | None:
    """Trade by partner with the shares of WITS of today, in place of those held for the same years; None if they are the same."""
    held, entry = records("trade_by_partner"), resource("trade-by-partner")
    found = [worldbank.partner_shares(economy, 2000, _today().year - 1) for economy in CENTRAL_ASIA]
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
    text = _csv(table.sort_values(["economy", "year", "flow", "by", "months", "partner"]))
    if text == _csv(held.sort_values(["economy", "year", "flow", "by", "months", "partner"])):
        return None
    return entry | {"retrieved": found[0].retrieved[:10], "sources": _sources(entry, *found)}, text


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


def _sources(entry: dict, *found: worldbank.Observations) -> list[dict]:
    """The sources of a file with the service's answers among them, once each."""
    others = [source for source in entry["sources"] if source["title"] != SERVICE]
    return others + [{"title": SERVICE, "path": part.urls[0]} for part in found if part.urls]


def _csv(frame: pd.DataFrame) -> bytes:
    """A table as the package has it: values in full precision, whole numbers without a point."""
    shown = frame.assign(
        value=[
            "" if pd.isna(value) else repr(float(value)).removesuffix(".0")
            for value in frame["value"]
        ]
    )
    return shown.to_csv(index=False, lineterminator="\n").encode()


def _stage(new: swap.Edition, content: dict, staged: Mapping[str, _Staged]) -> None:
    """Write what changed, and the package that describes it, into the new edition."""
    entries = {entry["name"]: entry for entry in content["resources"]}
    for name, (entry, text) in staged.items():
        if text is not None:
            new.write(entry["path"], text)
            entry = store.described(entry, text)
        entries[name] = entry
    rest = [entry for entry in content.get("wanted", ()) if entry["name"] not in entries]
    new.write(
        "datapackage.json",
        store.as_text(content | {"resources": list(entries.values()), "wanted": rest}),
    )


def _file(new: swap.Edition, report: Report) -> None:
    """Keep the report in the new edition, under the day; a second one of a day gets a number."""
    content = json.loads((new.path / "datapackage.json").read_bytes())
    taken = [
        entry["path"]
        for entry in content["resources"]
        if entry["path"].startswith(f"{REPORTS}/{report.date}")
    ]
    name = report.date if not taken else f"{report.date}-{len(taken) + 1}"
    report.path = f"{REPORTS}/{name}.json"
    text = store.as_text(report.as_json())
    entry = {
        "name": f"update-{name}",
        "path": report.path,
        "scheme": "file",
        "format": "json",
        "mediatype": "application/json",
        "encoding": "utf-8",
        "title": f"What the update of {report.date} changed",
        "description": "Figures added, revised and lost, and the verdicts that flipped.",
        "sources": [{"title": "python -m footprint update"}],
        "licenses": content["licenses"],
        "vintage": report.date,
        "retrieved": report.date,
        "obtained": "written by the update",
    }
    new.write(report.path, text)
    new.write(
        "datapackage.json",
        store.as_text(
            content | {"resources": [*content["resources"], store.described(entry, text)]}
        ),
    )


def _verdicts(folder: Path) -> dict[str, dict]:
    """The ledger's findings on an edition, by claim. Asked of the command line, for the ledger stands above this module."""
    path = os.pathsep.join(
        [str(Path(__file__).parent.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    )
    environment = os.environ | {
        "FOOTPRINT_DATA_DIR": str(folder),
        "FOOTPRINT_MODE": "frozen",
        "PYTHONPATH": path,
    }
    done = subprocess.run(
        [sys.executable, "-m", "footprint", "ledger", "--json"],
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    if done.returncode:
        raise DataError(
            f"The ledger cannot be computed on {'the new' if folder != data_dir() else 'the committed'} figures: {done.stderr.strip()}"
        )
    return {found["id"]: found for found in json.loads(done.stdout)}


def _flips(before: Mapping[str, dict], after: Mapping[str, dict]) -> list[dict]:
    """The verdicts that differ: ``id, moment, before, after, value_before, value_after, unit``."""
    return [
        {
            "id": id,
            "moment": moment,
            "before": before[id][moment]["verdict"],
            "after": after[id][moment]["verdict"],
            "unit": after[id][moment]["unit"],
            "value_before": before[id][moment]["value"],
            "value_after": after[id][moment]["value"],
        }
        for id in after
        for moment in ("then", "now")
        if id in before and before[id][moment]["verdict"] != after[id][moment]["verdict"]
    ]

"""A new edition of ``data/`` from the services, or nothing."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pandas as pd

from footprint.errors import Busy, DataError, ServiceError
from footprint.library.live import live_series
from footprint.library.package import (
    CENTRAL_ASIA,
    as_text,
    csv_bytes,
    data_dir,
    described,
    package,
    reading,
    verify,
)
from footprint.library.queries import (
    FIRST_YEAR,
    Query,
    fewest_queries,
    renewed_entry,
    screened,
    today,
)
from footprint.library.records import REPORTS
from footprint.library.replacement import Replacement, replacement
from footprint.library.revisions import compare
from footprint.update.records import Staged, archive_vintage, debt_by_creditor, trade_by_partner
from footprint.update.report import Report
from footprint.worldbank.answers import Observations
from footprint.worldbank.databases import MAIN


def update(accept: Sequence[str] = (), dry_run: bool = False) -> Report:
    """Fetch every series, check all, compare, and write a complete new edition of ``data/``, or nothing.

    ``accept`` names series whose objections are overruled; ``dry_run`` writes nothing. The report says what was added,
    revised and lost, what vanished (its figures stay), which verdicts flipped; or, in one sentence, why nothing was done.
    """
    report = Report(today().isoformat(), dry_run=dry_run)
    try:
        with replacement(data_dir()) as new:
            report.changed = _renew(new, accept, report)
            if report.changed and not dry_run:
                new.swap()
                live_series.clear()
    except Busy as error:
        report.refused = f"Nothing was written. {error} Let it end; its figures will be the same."
    except (ServiceError, DataError) as error:
        report.refused = f"Nothing was written, the figures of data/ stand. {error}"
    except OSError as error:
        report.refused = f"Nothing was written, the figures of data/ stand. {error.filename or data_dir()}: {error.strerror}. Mend that, and run the update again."
    return report


def _renew(new: Replacement, accept: Sequence[str], report: Report) -> bool:
    """Bring the new edition up to the service's figures; whether anything in it differs."""
    content = package()
    wanted = content.get("wanted", [])
    series = [entry for entry in [*content["resources"], *wanted] if "indicator" in entry]
    replaced = {entry.get("succeeds") for entry in series}
    series = [entry for entry in series if entry["indicator"] not in replaced]
    _refuse_unaccepted(accept, [entry["indicator"] for entry in series])
    staged: dict[str, Staged] = {}
    for request in fewest_queries(series, CENTRAL_ASIA, FIRST_YEAR):
        staged |= _renew_series(request, accept, report)
    for entry in wanted:
        if "version" in entry:
            staged |= _obtain(entry, report, lambda entry=entry: archive_vintage(entry, series))
    for name, fetch in {
        "debt-by-creditor": debt_by_creditor,
        "trade-by-partner": trade_by_partner,
    }.items():
        for entry in content["resources"]:
            if entry["name"] == name:
                staged |= _obtain(entry, report, fetch)
    if not staged:
        return False
    _stage(new, content, staged)
    with reading(new.path):
        for _ in verify():
            pass
    with ThreadPoolExecutor() as pool:
        report.flipped = flips(*pool.map(verdicts_of, [data_dir(), new.path]))
    _keep_report(new, report)
    return True


def _refuse_unaccepted(accept: Sequence[str], known: Sequence[str]) -> None:
    for code in accept:
        if code not in known:
            raise DataError(
                f"accept: “{code}” is no series of data/datapackage.json. Known are: {', '.join(known)}."
            )


def _renew_series(request: Query, accept: Sequence[str], report: Report) -> dict[str, Staged]:
    """The series of one request that have a newer edition, by name; DataError if something speaks against one that was not accepted."""
    try:
        found = request.send()
    except ServiceError as error:
        if request.database == MAIN:
            raise
        report.missed[request.database] = str(error)
        return {}
    staged, refused = {}, []
    for entry in request.entries:
        code = entry["indicator"]
        after, objections = screened(entry, request, found)
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
    found: Observations,
    report: Report,
) -> dict[str, Staged]:
    """A series staged, unless figures and release are those of ``data/``."""
    revision, renewed = compare(before, after), renewed_entry(entry, found)
    if not revision and renewed["vintage"] == entry.get("vintage"):
        return {}
    if entry.get("service_name", renewed["service_name"]) != renewed["service_name"]:
        report.renamed[entry["indicator"]] = (
            f"“{entry['service_name']}” is now “{renewed['service_name']}”"
        )
    report.revisions[entry["indicator"]] = revision
    return {entry["name"]: (renewed, csv_bytes(after) if revision else None)}


def _obtain(entry: dict, report: Report, fetch: Callable[[], Staged | None]) -> dict[str, Staged]:
    """What one more request brings, or a note of why it brought nothing: these files are not worth losing an update for."""
    try:
        staged = fetch()
    except ServiceError as error:
        report.missed[entry["title"]] = str(error)
        return {}
    if staged is None:
        return {}
    report.obtained.append(staged[0]["title"])
    return {entry["name"]: staged}


def _stage(new: Replacement, content: dict, staged: Mapping[str, Staged]) -> None:
    """Write what changed, and the package that describes it, into the new edition."""
    entries = {entry["name"]: entry for entry in content["resources"]}
    for name, (entry, text) in staged.items():
        if text is not None:
            new.write(entry["path"], text)
            entry = described(entry, text)
        entries[name] = entry
    rest = [entry for entry in content.get("wanted", ()) if entry["name"] not in entries]
    new.write(
        "datapackage.json",
        as_text(content | {"resources": list(entries.values()), "wanted": rest}),
    )


def _keep_report(new: Replacement, report: Report) -> None:
    """Keep the report in the new edition, under the day; a second one of a day gets a number."""
    content = json.loads((new.path / "datapackage.json").read_bytes())
    taken = [
        entry["path"]
        for entry in content["resources"]
        if entry["path"].startswith(f"{REPORTS}/{report.date}")
    ]
    name = report.date if not taken else f"{report.date}-{len(taken) + 1}"
    report.path = f"{REPORTS}/{name}.json"
    text = as_text(report.as_json())
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
        as_text(content | {"resources": [*content["resources"], described(entry, text)]}),
    )


def verdicts_of(folder: Path) -> dict[str, dict]:
    """The ledger's findings on an edition, by claim. Asked of the command line, for the ledger stands above this module."""
    path = os.pathsep.join(
        [str(Path(__file__).parents[2]), *filter(None, [os.environ.get("PYTHONPATH")])]
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


def flips(before: Mapping[str, dict], after: Mapping[str, dict]) -> list[dict]:
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

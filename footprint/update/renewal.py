"""A new edition of ``data/`` from the services, or nothing."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from footprint import ledger
from footprint.errors import Busy, DataError, ServiceError
from footprint.lazy import pandas as pd
from footprint.ledger.moments import MOMENTS
from footprint.library import upkeep
from footprint.library.library import CENTRAL_ASIA, Library
from footprint.library.package import (
    FILE,
    REPORTS,
    Package,
    data_dir,
    described,
    json_bytes,
    read_package,
)
from footprint.library.queries import Query, fewest_queries, renewed, screened, today
from footprint.library.replacement import Replacement, replacement
from footprint.library.revisions import compare
from footprint.library.tables import FIRST_YEAR, csv_bytes
from footprint.model import Finding, Resource
from footprint.surroundings import agreed
from footprint.update.records import Staged, archive_vintage, debt_by_creditor, trade_by_partner
from footprint.update.report import Report
from footprint.worldbank.answers import Observations
from footprint.worldbank.databases import MAIN

# Record files that the services have too: what fetches each.
RECORDS: Mapping[str, Callable[[Library], Staged | None]] = {
    "debt-by-creditor": debt_by_creditor,
    "trade-by-partner": trade_by_partner,
}
QUESTION = "Fetch all figures and write a new edition of data/? Type yes to do so: "


def renew(accept: Sequence[str] = (), dry_run: bool = False) -> Report:
    """Fetch every series, check all, compare, and write a complete new edition, or nothing.

    ``accept`` names series whose objections are overruled; ``dry_run`` writes nothing. The report
    says what was added, revised and lost, what vanished (its figures stay), which verdicts flipped;
    or, in one sentence, why nothing was done. In a notebook it asks before it writes."""
    report = Report(today().isoformat(), dry_run=dry_run)
    folder, nothing = data_dir(), "Nothing was written, the figures of data/ stand."
    if not dry_run and not agreed(QUESTION):
        report.refused = f"{nothing} To write, say yes here, or run: make update"
        return report
    try:
        with replacement(folder) as new:
            report.changed = _renew(Library(folder), new, accept, report)
            if report.changed and not dry_run:
                new.swap()
    except Busy as error:
        report.refused = f"Nothing was written. {error} Let it end; its figures will be the same."
    except (ServiceError, DataError) as error:
        report.refused = f"{nothing} {error}"
    except OSError as error:
        where = error.filename or folder
        remedy = "Mend that, and run the update again."
        report.refused = f"{nothing} {where}: {error.strerror}. {remedy}"
    return report


def _renew(library: Library, new: Replacement, accept: Sequence[str], report: Report) -> bool:
    """Bring the new edition up to the service's figures; whether anything in it differs."""
    staged = _staged(library, accept, report)
    if not staged:
        return False
    _stage(new, library.package, staged)
    for _ in upkeep.verify(new.path):
        pass
    before = _judged(library, "the committed")
    report.flipped = flips(before, _judged(Library(new.path), "the new"))
    _keep(new, report)
    return True


def _staged(library: Library, accept: Sequence[str], report: Report) -> dict[str, Staged]:
    """Every file that the services have a newer state of, by its name."""
    package = library.package
    series = [one for one in [*package.resources, *package.wanted] if one.indicator]
    replaced = {one.succeeds for one in series}
    series = [one for one in series if one.indicator not in replaced]
    _refuse_unknown(accept, [one.indicator for one in series])
    staged: dict[str, Staged] = {}
    for query in fewest_queries(series, library.committed, CENTRAL_ASIA, FIRST_YEAR):
        staged |= _renew_series(query, accept, report)
    main = [one for one in series if one.database == MAIN]
    queries = fewest_queries(main, library.committed, CENTRAL_ASIA, FIRST_YEAR)
    for one in package.wanted:
        if one.version:
            staged |= _obtain(one, report, functools.partial(archive_vintage, one, queries))
    for one in package.resources:
        if one.name in RECORDS:
            staged |= _obtain(one, report, functools.partial(RECORDS[one.name], library))
    return staged


def _refuse_unknown(accept: Sequence[str], known: Sequence[str]) -> None:
    for code in accept:
        if code not in known:
            raise DataError(
                f"accept: “{code}” is no series of data/{FILE}. Known are: {', '.join(known)}."
            )


def _renew_series(query: Query, accept: Sequence[str], report: Report) -> dict[str, Staged]:
    """A query's series with a newer state; DataError if one is doubted and not accepted."""
    try:
        answer = query.send()
    except ServiceError as error:
        if query.database == MAIN:
            raise
        report.missed[query.database] = str(error)
        return {}
    staged: dict[str, Staged] = {}
    refused = []
    for resource in query.resources:
        code = resource.indicator
        after, objections = screened(resource, query, answer)
        if after is None:
            report.vanished[code] = f"{code}: {objections[0]}"
        elif objections and code not in accept:
            refused.append(f"{code}: {'; '.join(objections)}")
        else:
            staged |= _newer(resource, query.committed[code], after, answer, report)
    if refused:
        codes = " ".join(f"--accept {line.split(':')[0]}" for line in refused)
        raise DataError(
            f"{' '.join(f'{line}.' for line in refused)} Look at the figures; "
            f"if they are right, run: python -m footprint update {codes}"
        )
    report.releases[query.database] = answer.last_updated
    return staged


def _newer(
    resource: Resource,
    before: pd.DataFrame,
    after: pd.DataFrame,
    answer: Observations,
    report: Report,
) -> dict[str, Staged]:
    """A series staged, unless figures and release are those of ``data/``."""
    code, revision, new = resource.indicator, compare(before, after), renewed(resource, answer)
    if not revision and new.vintage == resource.vintage:
        return {}
    if resource.service_name not in ("", new.service_name):
        report.renamed[code] = f"“{resource.service_name}” is now “{new.service_name}”"
    report.revisions[code] = revision
    return {resource.name: (new.entry, csv_bytes(after) if revision else None)}


def _obtain(
    resource: Resource, report: Report, fetch: Callable[[], Staged | None]
) -> dict[str, Staged]:
    """What one more request brings, or a note why nothing: no update is lost for it."""
    try:
        staged = fetch()
    except ServiceError as error:
        report.missed[resource.title] = str(error)
        return {}
    if staged is None:
        return {}
    report.obtained.append(staged[0]["title"])
    return {resource.name: staged}


def _stage(new: Replacement, package: Package, staged: Mapping[str, Staged]) -> None:
    """Write what changed, and the package that describes it, into the new edition."""
    entries = {one.name: one.entry for one in package.resources}
    for name, (entry, content) in staged.items():
        if content is not None:
            new.write(entry["path"], content)
            entry = described(entry, content)
        entries[name] = entry
    wanted = [one.entry for one in package.wanted if one.name not in entries]
    _write_package(new, package, entries.values(), wanted=wanted)


def _write_package(
    new: Replacement, package: Package, entries: Iterable[Mapping[str, Any]], **changed: Any
) -> None:
    new.write(FILE, json_bytes({**package.content, "resources": list(entries), **changed}))


def _keep(new: Replacement, report: Report) -> None:
    """Keep the report in the new edition, under the day; a second one of a day gets a number."""
    package = read_package(new.path)
    kept = [one for one in package.resources if one.path.startswith(f"{REPORTS}/{report.date}")]
    name = f"{report.date}-{len(kept) + 1}" if kept else report.date
    report.path = f"{REPORTS}/{name}.json"
    content = json_bytes(report.as_json())
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
        "licenses": package.content["licenses"],
        "vintage": report.date,
        "retrieved": report.date,
        "obtained": "written by the update",
    }
    new.write(report.path, content)
    entries = [one.entry for one in package.resources]
    _write_package(new, package, [*entries, described(entry, content)])


def _judged(library: Library, which: str) -> list[Finding]:
    """The ledger's findings on an edition; DataError says on which they cannot be computed."""
    try:
        return ledger.findings(library=library)
    except DataError as error:
        raise DataError(f"The ledger cannot be computed on {which} figures: {error}") from None


def flips(before: Iterable[Finding], after: Iterable[Finding]) -> list[dict[str, Any]]:
    """The verdicts that differ: ``id, moment, before, after, value_before, value_after, unit``."""
    known = {found.claim.id: found for found in before}
    rows = []
    for found in after:
        for moment in MOMENTS if found.claim.id in known else ():
            old, new = known[found.claim.id].at(moment), found.at(moment)
            if old.verdict != new.verdict:
                rows.append(
                    {
                        "id": found.claim.id,
                        "moment": moment,
                        "before": old.verdict,
                        "after": new.verdict,
                        "unit": new.unit,
                        "value_before": old.value,
                        "value_after": new.value,
                    }
                )
    return rows

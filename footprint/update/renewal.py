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
from footprint.library.library import Library
from footprint.library.package import (
    FILE,
    REPORTS,
    Package,
    data_dir,
    described,
    json_bytes,
    read_package,
)
from footprint.library.plausible import by_rule
from footprint.library.queries import NO_DAY, Query, fewest_queries, renewed, screened, today
from footprint.library.replacement import Replacement, replacement
from footprint.library.revisions import compare
from footprint.library.tables import FIRST_YEAR, csv_bytes
from footprint.model import Finding, Resource
from footprint.update.records import (
    Staged,
    archive_vintage,
    debt_by_creditor,
    trade_by_partner,
    unknown_economies,
)
from footprint.update.report import Report
from footprint.worldbank.answers import Observations
from footprint.worldbank.clock import asking, one_deadline
from footprint.worldbank.databases import MAIN
from footprint.worldbank.settings import service_host

# Record files that the services have too: what fetches each.
RECORDS: Mapping[str, Callable[[Library], Staged]] = {
    "debt-by-creditor": debt_by_creditor,
    "trade-by-partner": trade_by_partner,
}


def renew(accept: Sequence[str] = (), dry_run: bool = False) -> Report:
    """Fetch every series, check all, compare, and write a whole new edition, or nothing.

    ``accept`` names series and files whose objections are overruled; ``dry_run`` writes nothing.
    The report says what was added, revised and lost, what is asked and what vanished (their figures
    stay), which verdicts flipped; or, in one sentence, why nothing was done."""
    report = Report(today().isoformat(), dry_run=dry_run)
    folder, nothing = data_dir(), "Nothing was written, the figures of data/ stand."
    try:
        with replacement(folder) as new, one_deadline():
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
    main = [one for one in series if one.database == MAIN]
    asked = functools.partial(
        fewest_queries, committed=library.committed, besides=package.region, since=FIRST_YEAR
    )
    fetch: dict[str, Callable[[], Staged]] = {
        one.name: functools.partial(archive_vintage, library, one, asked(main))
        for one in package.wanted
        if one.version
    }
    fetch |= {
        one.name: functools.partial(RECORDS[one.name], library)
        for one in package.resources
        if one.name in RECORDS
    }
    _refuse_unknown(accept, [*(one.indicator for one in series), *fetch])
    staged = _renew_series(asked(series), accept, report)
    entries = {one.name: one for one in [*package.resources, *package.wanted]}
    for name, one in fetch.items():
        staged |= _obtain(entries[name], accept, report, one)
    return staged


def _refuse_unknown(accept: Sequence[str], known: Sequence[str]) -> None:
    for code in accept:
        if code not in known:
            raise DataError(
                f"accept: “{code}” is no series of data/{FILE}. Known are: {', '.join(known)}."
            )


def _renew_series(
    queries: Sequence[Query], accept: Sequence[str], report: Report
) -> dict[str, Staged]:
    """The series with a newer state; what is doubted and not accepted stays as it is.

    ServiceError if there is no figure of any series of the main database."""
    answers = _answers(queries, report)
    days = [(query.database, answer.last_updated) for query, answer in answers]
    report.releases = dict(sorted(days))
    staged: dict[str, Staged] = {}
    for query, answer in answers:
        report.notes += unknown_economies(answer)
        for resource in query.resources:
            code, newest = resource.indicator, report.releases[query.database]
            after, doubts = screened(resource, query, answer, first=True)
            if answer.last_updated != newest:
                day = answer.last_updated or NO_DAY
                text = f"it is of the release of {day}, others are of {newest}"
                doubts.append(by_rule("releases", text))
            if after is None:
                report.vanished[code] = f"{code}: {doubts[0].removeprefix(f'{code}: ')}"
            elif doubts and code not in accept:
                report.asked[code] = doubts
            else:
                staged |= _newer(resource, query.committed[code], after, answer, report)
    main = [one.indicator for query in queries for one in query.resources if query.database == MAIN]
    if main and report.vanished.keys() >= set(main):
        raise ServiceError(
            f"The World Bank's service ({service_host()}) gave no figure of any series; "
            f"of the first: {report.vanished[main[0]]}. Try again later."
        )
    return staged


def _answers(queries: Sequence[Query], report: Report) -> list[tuple[Query, Observations]]:
    """What the service says; ServiceError if it says nothing to any query of the main database."""
    answers, errors = [], list[ServiceError]()
    for query in queries:
        asking(f"{query.database}, {len(query.resources)} series")
        try:
            answers.append((query, query.send()))
        except ServiceError as error:
            if query.database == MAIN:
                errors.append(error)
                report.unanswered[", ".join(query.committed)] = str(error)
            else:
                report.missed[query.database] = str(error)
    if errors and not any(query.database == MAIN for query, _ in answers):
        raise errors[0]
    return answers


def _newer(
    resource: Resource,
    before: pd.DataFrame,
    after: pd.DataFrame,
    answer: Observations,
    report: Report,
) -> dict[str, Staged]:
    """A series staged, unless figures and release are those of ``data/``."""
    code, revision, new = resource.indicator, compare(before, after), renewed(resource, answer)
    if resource.service_name not in ("", new.service_name):
        report.renamed[code] = f"“{resource.service_name}” is now “{new.service_name}”"
    if not revision and new.vintage == resource.vintage and not resource.edited:
        return {}
    report.revisions[code] = revision
    return {resource.name: Staged(new.entry, csv_bytes(after) if revision else None)}


def _obtain(
    resource: Resource, accept: Sequence[str], report: Report, fetch: Callable[[], Staged]
) -> dict[str, Staged]:
    """What one more request brings, or a note why nothing: no update is lost for it."""
    asking(resource.title)
    try:
        staged = fetch()
    except ServiceError as error:
        report.missed[resource.title] = str(error)
        return {}
    report.notes += staged.notes
    if staged.content is None:
        return {}
    if staged.objections and resource.name not in accept:
        report.asked[resource.name] = list(staged.objections)
        return {}
    report.obtained.append(resource.title)
    return {resource.name: staged}


def _stage(new: Replacement, package: Package, staged: Mapping[str, Staged]) -> None:
    """Write what changed, and the package that describes it, into the new edition."""
    entries = {one.name: one.entry for one in package.resources}
    for name, (entry, content, *_) in staged.items():
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

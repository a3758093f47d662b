"""What changed, for who subscribes: updates of the figures, and changes of rules, as an Atom feed.

Its days are those of the reports and of the ledger; no clock has a say."""

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from footprint import ledger, library, render
from footprint.library.revisions import number
from footprint.model import Claim
from footprint.sphinxext.edition import Edition
from footprint.words.text import day

FEED, MOST = "feed.xml", 10
REVISIONS = "chapters/revisions.html#updates"


class News(NamedTuple):
    """Something that changed on a day: its title, where it is told in full, and its lines."""

    key: str
    date: str
    title: str
    page: str
    lines: Sequence[str]

    @property
    def id(self) -> str:
        """The same for ever, wherever the book stands."""
        return _id(self.key)


def write_feed(out: Path, of: Edition) -> None:
    """Put the feed at the top of a site."""
    claims = {claim.id: claim for claim in ledger.claims()}
    names = library.default().names()
    page = REVISIONS if (out / REVISIONS.partition("#")[0]).exists() else of.first
    entries = [*_updates(library.reports(), claims, names, page), *_changes(claims.values())]
    entries.sort(key=lambda entry: entry.date, reverse=True)
    text = feed(of, entries)
    (out / FEED).write_text(text, encoding="utf-8", newline="")


def feed(of: Edition, entries: Sequence[News]) -> str:
    """The feed as XML. One without entries is as old as the newest figures."""
    newest = max((entry.date for entry in entries), default=of.figures or of.records)
    values = {"of": of, "file": FEED, "entries": entries, "updated": newest, "time": _time}
    return str(render.html("feed.xml", **values, id=_id("feed")))


def _id(key: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{library.package().content['name']}/{key}").urn


def _time(date: str) -> str:
    """A day, or the first of a month or year, as the feed has it."""
    return f"{'-'.join([*date.split('-'), '01', '01'][:3])}T00:00:00Z"


def _updates(
    reports: Iterable[Mapping[str, Any]],
    claims: Mapping[str, Claim],
    names: Mapping[str, str],
    page: str,
) -> Iterator[News]:
    """An entry for each report, told on a page; of two of one day the second has a number."""
    seen: list[str] = []
    for report in reports:
        seen.append(report["date"])
        count = seen.count(report["date"])
        key = f"updates/{report['date']}{f'-{count}' if count > 1 else ''}"
        flipped, revised = report["flipped"], report["revised_values"]
        added = sum(row["values"] for row in report["added"])
        title = (
            f"Update of {day(report['date'])}: verdicts that flipped: {len(flipped)}, "
            f"figures revised: {revised}, added: {added}"
        )
        lines = [_flip(turn, claims) for turn in flipped]
        lines += [
            f"{row['indicator']}, {names.get(row['economy'], row['economy'])} {row['year']}: "
            f"from {number(row['before'])} to {number(row['after'])}."
            for row in report["revised"][:MOST]
        ]
        yield News(key, report["date"], title, page, lines or ["No verdict flipped."])


def _flip(turn: Mapping[str, Any], claims: Mapping[str, Claim]) -> str:
    """A verdict that flipped, in a sentence."""
    claim = claims.get(turn["id"])
    moment = ledger.rules().then.label if turn["moment"] == "then" else "now"
    before, after = turn["before"], turn["after"]
    return f"{claim.short if claim else turn['id']} ({moment}): {before} → {after}."


def _changes(claims: Iterable[Claim]) -> Iterator[News]:
    """An entry for each change of a rule, a figure or a source that the ledger tells of."""
    for claim in claims:
        for count, change in enumerate(claim.history, 1):
            turns = [
                {
                    "id": claim.id,
                    "moment": moment,
                    "before": before,
                    "after": change.after.get(moment, before),
                }
                for moment, before in change.before.items()
                if before != change.after.get(moment, before)
            ]
            lines = [
                *(_flip(turn, {claim.id: claim}) for turn in turns),
                change.what,
                change.because,
            ]
            title = f"Changed {change.kind}: {claim.short}"
            page = f"chapters/{claim.chapter}.html#{claim.id}"
            yield News(f"history/{claim.id}/{count}", change.date, title, page, lines)

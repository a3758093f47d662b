"""Addresses that the book names and that no longer answer, as the text of an issue."""

import csv
import textwrap
from collections import defaultdict
from pathlib import Path
from urllib.parse import urlsplit

from footprint.errors import BookError

# Answers that say more of whoever asks than of the page: robots are turned away, people are not.
TURNED_AWAY = ("401", "403", "405", "406", "418", "429", "451", "999")


def dead(found: Path) -> dict[str, tuple[str, list[str]]]:
    """Addresses outside the book that gave no page: what happened, and the pages that name them.

    ``found`` is LinkChecker's list of failures as CSV. BookError if it is none."""
    try:
        with found.open(newline="", encoding="utf-8") as file:
            lines = [line for line in file if not line.startswith("#")]
        rows = list(csv.DictReader(lines, delimiter=";"))
        failed = [row for row in rows if row["valid"] == "False"]
        named = [
            (
                row["url"],
                urlsplit(row["url"]).scheme,
                row["result"],
                urlsplit(row["parentname"]).path,
            )
            for row in failed
        ]
    except (OSError, LookupError, TypeError, ValueError, csv.Error) as error:
        remedy = "Run: make links"
        fault = "no list of addresses as make links writes it"
        raise BookError(f"{found}: {fault} ({error}). {remedy}") from None
    what: dict[str, str] = {}
    pages: defaultdict[str, set[str]] = defaultdict(set)
    for url, scheme, result, page in named:
        if scheme in ("http", "https"):
            what[url] = textwrap.shorten(result or "", 120)
            pages[url].add(Path(page).name)
    return {url: (what[url], sorted(pages[url])) for url in sorted(what)}


def issue(found: Path) -> str:
    """The issue in Markdown: what is gone first, then what may only turn robots away; "" if all
    addresses answer."""
    all_of = dead(found)
    away = {url: what for url, what in all_of.items() if what[0].startswith(TURNED_AWAY)}
    gone = {url: what for url, what in all_of.items() if url not in away}
    parts = [
        f"{heading} ({len(group)})\n\n" + "\n".join(_line(url, *group[url]) for url in group)
        for heading, group in (
            ("These addresses gave no page", gone),
            ("These may only turn robots away: open them by hand", away),
        )
        if group
    ]
    if not parts:
        return ""
    remedy = (
        "An address stands in a record of `data/`, in `data/datapackage.json` or in a chapter. "
        "Give its successor or an archived copy, then run `python -m footprint describe`."
    )
    return "\n\n".join([f"Addresses that did not answer: {len(all_of)}.", *parts, remedy]) + "\n"


def _line(url: str, what: str, pages: list[str]) -> str:
    what = what.replace("`", "'")
    return f"- <{url}> on {', '.join(pages)}: `{what}`"

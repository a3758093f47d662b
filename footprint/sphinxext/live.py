"""A book of the figures that the service has today. It lies apart from the book of the committed
ones, takes nothing from it, and says on each page what it shows."""

import os
from pathlib import Path

from footprint import render
from footprint.errors import BookError
from footprint.library.library import default
from footprint.model import Resource
from footprint.words.text import day

# The one folder, below that of the sources, for such books.
LIVE_BOOK = "_build/live"


def chosen_mode(folder: Path, book: Path) -> str:
    """``live`` if the environment asks for it and the book lies apart; any other is frozen."""
    asked = os.environ.get("FOOTPRINT_MODE") == "live"
    return "live" if asked and folder.resolve() / LIVE_BOOK in book.resolve().parents else "frozen"


def is_live() -> bool:
    """Whether this build shows today's figures."""
    return os.environ["FOOTPRINT_MODE"] == "live"


def files() -> list[Resource]:
    """The files that the book stands on, series as the service has them today where it is live;
    BookError if the service gave none."""
    opened = default()
    if not is_live():
        return list(opened.package.resources)
    # What is computed from others is of their releases.
    series = {one.indicator: one for one in opened.package.series() if not one.parts}
    notes = opened.refresh(list(series))
    today = {code: opened.observations(code)[1] for code in series}
    if all(today[code] is one for code, one in series.items()):
        raise BookError(f"There is no live book to build. {' '.join(notes)} Build: make book")
    return [today.get(one.indicator, one) for one in opened.package.resources]


def banner() -> render.Html:
    """What each page of a live book says at its head: of which release its figures are."""
    return render.html("live.html", release=day(max(one.vintage for one in files() if _dated(one))))


def _dated(one: Resource) -> bool:
    return bool(one.indicator) and one.vintage[:4].isdecimal()

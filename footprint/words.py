"""Numbers, verdicts and sources as a careful editor prints them."""

import html
import math
import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from footprint.verdicts import FAILS, HOLDS, IN_PART, UNTESTABLE

SYMBOLS = {HOLDS: "●", IN_PART: "◐", FAILS: "○", UNTESTABLE: "?"}
CLASSES = {HOLDS: "holds", IN_PART: "in-part", FAILS: "fails", UNTESTABLE: "untestable"}
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
# Answers in a grid, each with a sign of its own.
SIGNS = {"yes": "●", "no": "○", "abstain": "◇", "against": "✕", "absent": "–", "unknown": "?"}
THIN = "\u202f"
ORDINALS = (
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
)
COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
DOLLARS = {"current US$": 1, "million US$": 1e6, "billion US$": 1e9, "billion current US$": 1e9}
ANSWERS = {1.0: "yes", 0.5: "partly", 0.0: "no"}


# Factors under this are printed in per cent: “43 %”, “106 %”; from here on they are times.
AS_TIMES = 1.1
# No figure is printed with more places than this, however near to an edge it lies.
MOST_PLACES = 12


def digits(value: float, edges: Iterable[float] = ()) -> str:
    """A number to three significant digits (two below one), in groups of three, with a true minus: 1234567 is “1 230 000” in thin spaces.

    It gets more digits where it would otherwise seem to lie on the other side of one of the ``edges``.
    """
    if value == 0:
        return "0"
    power = math.floor(math.log10(abs(value)))
    return _written(value, (2 if power >= 0 else 1) - power, edges)


def per_cent(value: float, edges: Iterable[float] = ()) -> str:
    """A share or a rate: at most one decimal, none from 100 up; what would be rounded to nought is “under 0.1 %”. ``edges`` as in :func:`digits`."""
    text = _written(value, 0 if abs(value) >= 100 else 1, edges)
    return f"under 0.1{THIN}%" if text == "0" and value > 0 else f"{text}{THIN}%"


def _written(value: float, places: int, edges: Iterable[float]) -> str:
    """A number to so many decimals, or to the tens and hundreds, with more where an edge asks for them."""
    edges = list(edges)
    while places < MOST_PLACES and any(
        (round(value, places) < edge) != (value < edge) for edge in edges
    ):
        places += 1
    text = f"{round(value, places) + 0.0:,.{max(0, places)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", THIN).replace("-", "−")


def _times(value: float, edges: Iterable[float]) -> str:
    """A factor: in whole per cent below ``AS_TIMES``, else in times with one decimal; with more where an edge asks for them."""
    if value < AS_TIMES:
        return f"{_written(value * 100, 0, [edge * 100 for edge in edges])}{THIN}%"
    return f"{_written(value, 1, edges)} times"


def _counted(value: float, edges: Iterable[float]) -> str:
    """A number in billions, millions or as it is."""
    power, name = next(
        (
            (power, name)
            for power, name in ((9, " billion"), (6, " million"))
            if abs(value) >= 10**power
        ),
        (0, ""),
    )
    return digits(value / 10**power, [edge / 10**power for edge in edges]) + name


def quantity(value: float | None, unit: str, edges: Iterable[float] = ()) -> str:
    """A value as it stands in a sentence: “32.7 %”, “1.06 million”, “three of the five”, “yes”; “no figure” or “unknown” where there is none.

    A factor is “43 %” or “1.6 times”. No value seems to lie on the other side of one of the ``edges``, which are in its unit.
    """
    if value is None:
        return "unknown" if unit == "yes or no" else "no figure"
    edges = list(edges)
    if unit == "yes or no":
        return ANSWERS.get(value) or per_cent(value * 100, [edge * 100 for edge in edges])
    if unit.startswith("%") or unit.endswith("%"):
        return per_cent(value, edges)
    if unit.startswith("estimate"):
        return digits(value, edges)
    if unit.startswith("of "):
        return f"{COUNTS[int(value)] if value in range(len(COUNTS)) else digits(value)} {unit}"
    if unit in DOLLARS:
        return f"US$ {_counted(value * DOLLARS[unit], [edge * DOLLARS[unit] for edge in edges])}"
    if unit.startswith("million"):
        return f"{digits(value, edges)} million"
    if unit.startswith("times"):
        return _times(value, edges)
    if unit == "people":
        return _counted(value, edges)
    return f"{digits(value, edges)} {unit}"


def capital(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def linked(text: str) -> str:
    """A text as HTML whose web addresses are links that say the host only: a column of addresses would be all that one sees."""
    pieces = re.split(r"(https?://[^\s;,)]*[^\s;,).])", text)
    return "".join(
        _link(piece) if place % 2 else html.escape(piece) for place, piece in enumerate(pieces)
    )


def _link(address: str) -> str:
    host = (urlsplit(address).hostname or address).removeprefix("www.")
    return f'<a href="{html.escape(address, quote=True)}">{html.escape(host)}</a>'


def ordinal(rank: int) -> str:
    """A rank in words up to ten, else with its ending in English."""
    if rank <= len(ORDINALS):
        return ORDINALS[rank - 1]
    ending = (
        "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    )
    return f"{rank}{ending}"


def badge(verdict: str) -> str:
    """A verdict as a shape and a word, never by colour alone."""
    return f'<span class="verdict {CLASSES[verdict]}">{SYMBOLS[verdict]}\u00a0{verdict}</span>'


def day(date: str) -> str:
    """A day as prose has it: “2 March 2022”; a month or a year without its day stays one."""
    year, *rest = date.split("-")
    month = [MONTHS[int(number) - 1] for number in rest[:1]]
    return " ".join([str(int(number)) for number in rest[1:]] + month + [year])


def listed(words: Sequence[str]) -> str:
    """Words in a row: “a, b and c”."""
    return (
        words[0]
        if len(words) == 1
        else f"{', '.join(words[:-1])} and {words[-1]}"
        if words
        else "none"
    )

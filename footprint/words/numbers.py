"""Numbers as a careful editor prints them."""

from __future__ import annotations

import math
from collections.abc import Sequence

from footprint.lazy import pandas as pd
from footprint.words.text import COUNTS

STEADY = 0.05
ROSE, FELL, STEADILY = MOVEMENTS = ("rose", "fell", "hardly moved")
BILLION = 1e9
THIN = "\u202f"
DOLLARS = {"current US$": 1, "million US$": 1e6, "billion US$": 1e9, "billion current US$": 1e9}
ANSWERS = {1.0: "yes", 0.5: "partly", 0.0: "no"}
# Factors under this are printed in per cent: “43 %”, “106 %”; from here on they are times.
AS_TIMES = 1.1
# No figure is printed with more places than this, however near to an edge it lies.
MOST_PLACES = 12


def movement(before: float, after: float) -> str:
    """The direction from one value to another; within a twentieth it has “hardly moved”."""
    if abs(after - before) <= STEADY * abs(before):
        return STEADILY
    return ROSE if after > before else FELL


def digits(value: float, edges: Sequence[float] = ()) -> str:
    """A number to three significant digits, two below one: “1 230 000”, in thin spaces. It gets
    more where it would otherwise seem to lie on the other side of one of the ``edges``."""
    if value == 0:
        return "0"
    power = math.floor(math.log10(abs(value)))
    return _written(value, (2 if power >= 0 else 1) - power, edges)


def per_cent(value: float, edges: Sequence[float] = ()) -> str:
    """A share or a rate: one decimal at most, none from 100 up, and no nought for a little."""
    text = _written(value, 0 if abs(value) >= 100 else 1, edges)
    return f"under 0.1{THIN}%" if text == "0" and value > 0 else f"{text}{THIN}%"


def _written(value: float, places: int, edges: Sequence[float]) -> str:
    """A number to so many decimals, tens or hundreds, with more where an edge asks for them."""
    sides = [value < edge for edge in edges]
    while places < MOST_PLACES and [round(value, places) < edge for edge in edges] != sides:
        places += 1
    text = f"{round(value, places) + 0.0:,.{max(0, places)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", THIN).replace("-", "−")


def _counted(value: float, edges: Sequence[float]) -> str:
    """A number in billions, millions or as it is."""
    for scale, name in ((BILLION, "billion"), (1e6, "million")):
        if abs(value) >= scale:
            return f"{digits(value / scale, [edge / scale for edge in edges])} {name}"
    return digits(value, edges)


def quantity(value: float | None, unit: str, edges: Sequence[float] = ()) -> str:
    """A value as it stands in a sentence: “32.7 %”, “1.06 million”, “three of the five”, “yes”.

    Where there is none: “no figure” or “unknown”. A factor is “43 %” or “1.6 times”. No value
    seems to lie on the other side of one of the ``edges``, which are in its unit."""
    if value is None:
        return "unknown" if unit == "yes or no" else "no figure"
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
        if value < AS_TIMES:
            return f"{_written(value * 100, 0, [edge * 100 for edge in edges])}{THIN}%"
        return f"{_written(value, 1, edges)} times"
    if unit == "people":
        return _counted(value, edges)
    return f"{digits(value, edges)} {unit}"


def quantities(values: pd.Series, unit: str, gap: str = "no data") -> pd.Series:
    """Values as they stand in the cells of a table, each like a :func:`quantity`, gaps as words."""
    return values.map(lambda value: gap if pd.isna(value) else quantity(value, unit))

"""Numbers and verdicts as a careful editor prints them."""

import math

from footprint.verdicts import FAILS, HOLDS, IN_PART, UNTESTABLE

SYMBOLS = {HOLDS: "●", IN_PART: "◐", FAILS: "○", UNTESTABLE: "?"}
CLASSES = {HOLDS: "holds", IN_PART: "in-part", FAILS: "fails", UNTESTABLE: "untestable"}
THIN = "\u202f"
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
ANSWERS = {1.0: "yes", 0.5: "partly", 0.0: "no"}


def digits(value: float) -> str:
    """A number to three significant digits (two below one), in groups of three, with a true minus: 1234567 is “1 230 000” in thin spaces."""
    if value == 0:
        return "0"
    power = math.floor(math.log10(abs(value)))
    places = (2 if power >= 0 else 1) - power
    text = f"{round(value, places):,.{max(0, places)}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", THIN).replace("-", "−")


def quantity(value: float | None, unit: str) -> str:
    """A value as it stands in a sentence: “32.7 %”, “1.06 million”, “three of the five”, “yes”; “no figure” or “unknown” where there is none."""
    if value is None:
        return "unknown" if unit == "yes or no" else "no figure"
    if unit == "yes or no":
        return ANSWERS.get(value, f"{digits(value * 100)}{THIN}%")
    if unit.startswith("%") or unit.endswith("%"):
        return f"{digits(value)}{THIN}%"
    if unit.startswith("estimate"):
        return digits(value)
    if unit.startswith("of "):
        return f"{COUNTS[int(value)] if value in range(len(COUNTS)) else digits(value)} {unit}"
    if unit.startswith("million"):
        return f"{digits(value)} million"
    if unit.startswith("times"):
        return f"{digits(value)} times"
    if unit in ("current US$", "people"):
        power, name = next(((power, name) for power, name in ((9, " billion"), (6, " million"), (0, "")) if abs(value) >= 10**power), (0, ""))
        return f"{'US$ ' if unit != 'people' else ''}{digits(value / 10**power)}{name}"
    return f"{digits(value)} {unit}"


def ordinal(rank: int) -> str:
    """A rank in words up to ten, else with its ending in English."""
    if rank <= len(ORDINALS):
        return ORDINALS[rank - 1]
    ending = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{ending}"


def badge(verdict: str) -> str:
    """A verdict as a shape and a word, never by colour alone."""
    return f'<span class="verdict {CLASSES[verdict]}">{SYMBOLS[verdict]}\u00a0{verdict}</span>'

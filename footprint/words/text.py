"""Days, ranks and rows of words as a careful editor prints them."""

import re
from collections.abc import Sequence

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


def capital(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def ordinal(rank: int) -> str:
    """A rank in words up to ten, else with its ending in English."""
    if rank <= len(ORDINALS):
        return ORDINALS[rank - 1]
    ending = (
        "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    )
    return f"{rank}{ending}"


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


# What Markdown or HTML would read as more than text, in a line and at its beginning.
MARKS = re.compile(r"[\\`*_\[\]<>|$&~^{}]|^[-+#%=:]|(?<=^\d)[.)](?= )", re.MULTILINE)


def as_text(text: str) -> str:
    """A text as Markdown that says just that: no sign in it means more than itself."""
    return MARKS.sub(lambda mark: f"\\{mark[0]}", text)


class Prose(str):
    """A sentence or several, as text; a notebook shows it as a paragraph."""

    def _repr_markdown_(self) -> str:
        return as_text(self)

"""Days, ranks and rows of words as a careful editor prints them, and text that stays text."""

import datetime
import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from babel.dates import format_date
from babel.lists import format_list

LANGUAGE = "en_GB"
COUNTS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
# The ordinals up to ten that are not the number with “th”.
ORDINALS = {1: "first", 2: "second", 3: "third", 5: "fifth", 8: "eighth", 9: "ninth"}

# An address of the web in a text. What is in pairs of brackets belongs to it, and so do “;” and “,”
# within; at its end they are the text's, as a single bracket is.
ADDRESS = re.compile(r"(https?://(?:[^\s()“”]|\([^\s()]*\))*(?:[^\s()“”.,;:]|\([^\s()]*\)))")


# A source in a foot: in short, and in full. The signs between them belong to no script.
_SOURCE = re.compile("\ue000([^\ue000-\ue002]*)\ue001([^\ue000-\ue002]*)\ue002")
# A first sentence of a foot up to this long is open, a longer one if it explains a sign.
_NOTED, _EXPLAINED = 7, 14
# Of which land an office is stands in the fold.
_OFFICE = re.compile(r"(?<=\w{4}) of the (?:Kyrgyz )?Republic\b.*")
_SENTENCE = re.compile(r"^[^\ue000]*?[.?!](?= [A-Z“]| ?\ue000|$)")


def sourced(short: str, full: str) -> str:
    """A source as a foot takes it, in short and in full; :func:`foot_lines` tells them apart."""
    return f"\ue000{short}\ue001{full}\ue002"


def foot_lines(foot: str) -> tuple[str, str]:
    """What of a foot stands open, and the whole of it: a short first sentence and the names of the
    sources; of a foot without sources its first sentence."""
    names = dict.fromkeys(_OFFICE.sub("", found[1]) for found in _SOURCE.finditer(foot))
    whole, first = _SOURCE.sub(r"\2", foot), _SENTENCE.match(foot)
    sentence = first[0] if first else ""
    if not names:
        return sentence or whole, whole
    most = _EXPLAINED if ": " in sentence else _NOTED
    note = [sentence] if sentence and len(sentence.split()) <= most else []
    sources = f"Source{'s' if len(names) > 1 else ''}: {'; '.join(names)}."
    return " ".join([*note, sources]), whole


def host_of(address: str) -> str:
    """The host of an address, without a dot at its end; nothing if it is no address."""
    try:
        return (urlsplit(address).hostname or "").rstrip(".")
    except ValueError:  # brackets of a host that is none
        return ""


def capital(text: str) -> str:
    """A text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def ordinal(rank: int) -> str:
    """A rank in words up to ten, else with its ending in English."""
    if rank < len(COUNTS):
        return ORDINALS.get(rank, f"{COUNTS[rank]}th")
    ending = {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{'th' if rank % 100 in (11, 12, 13) else ending}"


def first_day(date: str) -> datetime.date:
    """A day, or the first of a month or a year; ValueError if it is none."""
    return datetime.date.fromisoformat((date + "-01-01")[:10])


def day(date: str) -> str:
    """A day as prose has it: “2 March 2022”; a month or a year without its day stays one."""
    numbers = [int(number) for number in date.split("-")]
    pattern = ("y", "MMMM y", "d MMMM y")[len(numbers) - 1]
    return format_date(datetime.date(*[*numbers, 1, 1][:3]), pattern, LANGUAGE)


def possessive(name: str) -> str:
    """Of somebody: “Russia's”, “the United States'”."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def listed(words: Sequence[str]) -> str:
    """Words in a row: “a, b and c”; “none” where there are none."""
    return format_list(words, locale=LANGUAGE) or "none"


# What Markdown, MyST or HTML would read as more than text: in a line, and at its beginning.
_SIGNS = re.compile(r"[\\`*_\[\]<>|$&~{}]|(?:^|(?<=^ ))[-+#%=:(]")
# A number at the beginning that would count a list.
_COUNTED = re.compile(r"^( ?\d{1,9})(?=[.)](?: |$))")
_SPACES = re.compile(r"\s+", re.ASCII)


def meant(near: str) -> str:
    """The end of a sentence on a name that is none: which is near, if one is."""
    return f"; did you mean {near}?" if near else "."


def as_text(text: str) -> str:
    """A text as Markdown that says just that, in one line: no sign in it means more than itself."""
    line = _SIGNS.sub(r"\\\g<0>", _SPACES.sub(" ", text))
    return _COUNTED.sub(r"\1\\", line)


class Prose(str):
    """A sentence or several, as text; a notebook shows it as a paragraph."""

    def _repr_markdown_(self) -> str:
        return as_text(self)

"""Answers of the World Bank's services: their form, their rows, their words."""

from __future__ import annotations

import dataclasses
import datetime
import html
import json
import math
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from footprint.errors import unsteered
from footprint.lazy import pandas as pd
from footprint.worldbank.errors import Again, Doubt, Refused
from footprint.worldbank.limits import (
    ERROR_PAGE,
    LARGEST_HEAD,
    LARGEST_ROW,
    LONGEST_NUMBER,
    MOST_SIGNS,
)
from footprint.worldbank.shown import as_lines, as_markdown

Json = Any  # whatever was sent, parsed: reading what has a wrong form raises one of MALFORMED
MALFORMED = (
    LookupError,
    TypeError,
    ValueError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    MemoryError,
)
# A row as economy, code, name, date, value and status; and what makes it of one that was sent.
Unpacked = tuple[str, str, str, str, object, object]
Unpack = Callable[[Json], Unpacked]
MESSAGES = 3  # of an error, so many are read
SLOT = ["code", "economy", "year"]  # what has one figure
PASSING = {"105", "199"}  # messages that mean trouble, not a bad question
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
PLACE = re.compile(r"[A-Z0-9]{2,3}")
YEAR = re.compile(r"(?:YR)?([0-9]{4})")
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
COUNT = re.compile(r"[0-9]{1,9}")
# Each stops at the next bracket, lest many halves of a mark take time in powers of their number.
XML_MESSAGE = re.compile(r"<(?:\w+:)?message\s([^<>]*)>([^<]*)<")
XML_NUMBER = re.compile(r"\bid=\"([^\"]*)\"")
PAGE_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.DOTALL | re.IGNORECASE)
MARKUP = re.compile(r"<(script|style)\b.*?</\1\s*>|<[^>]*(?:>|$)", re.DOTALL | re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Observations:
    """What a pull brought. A series that was asked for is either in ``data`` or in ``problems``.

    ``data`` is tidy: ``economy`` and ``indicator`` (string), ``year`` (Int64), ``value`` (float64,
    in the unit that the name of the series gives), sorted, without gaps or duplicates. Debt has
    ``creditor`` in place of ``indicator``; trade has ``economy, year, flow, partner, value``.
    ``names`` and ``problems`` go by indicator, creditor or flow; a problem is one sentence.
    ``last_updated`` is the day of the database's release, "" if the service did not say;
    ``unknown`` are economies that were left out, for the service knows them no longer."""

    data: pd.DataFrame
    database: str
    last_updated: str
    retrieved: str
    urls: tuple[str, ...]
    names: dict[str, str]
    problems: dict[str, str]
    unknown: tuple[str, ...] = ()

    __repr__ = as_lines
    _repr_markdown_ = as_markdown


class PageRows(NamedTuple):
    """Rows of a page (``code, economy, year, value``), names of its series, what is wrong."""

    frame: pd.DataFrame
    names: dict[str, str]
    faults: dict[str, str]


def most_bytes(rows: int) -> int:
    """How large a body may be that answers a question for so many rows."""
    return LARGEST_HEAD + rows * LARGEST_ROW


def json_of(body: bytes, rows: int) -> Json:
    """The JSON in a body that answers a question for so many rows. Raises Again, also for a page
    in its place, Doubt for a field that stands twice, Refused for a message in XML."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = body.decode("latin-1")
    if text[:ERROR_PAGE].lstrip().startswith("<"):
        if found := XML_MESSAGE.findall(text[:ERROR_PAGE]):
            numbers = [XML_NUMBER.search(marks) for marks, _ in found]
            texts = [html.unescape(words) for _, words in found]
            raise refusal(
                [(n[1] if n else "", words) for n, words in zip(numbers, texts, strict=True)]
            )
        raise Again(f"sent a page in place of data (“{excerpt(text)}”)")
    # A body of nothing but brackets takes thirty times its size once it is parsed.
    if sum(map(text.count, "[{,")) > LARGEST_HEAD // MOST_SIGNS + rows * MOST_SIGNS:
        raise Doubt("sent far more values than it was asked for")
    try:
        # NaN and its like become text, and so do endless numbers: no figure may be either.
        return json.loads(
            text,
            parse_constant=str,
            parse_int=partial(_number, int),
            parse_float=partial(_number, float),
            object_pairs_hook=_once,
        )
    except (ValueError, RecursionError, MemoryError):
        raise Again("sent data that are cut short or damaged") from None


def _number(kind: type[float], digits: str) -> float | str:
    return kind(digits) if len(digits) <= LONGEST_NUMBER else digits


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    """An object in which no field stands twice: of two, nobody could say which is meant."""
    content = dict(pairs)
    if len(content) < len(pairs):
        raise Doubt("sent an object in which a field stands twice")
    return content


def count_of(value: Json) -> int:
    """A count, also as text, as headers of lists have it; ValueError for anything else."""
    digits = isinstance(value, int | str) and not isinstance(value, bool) and str(value)
    if not digits or not COUNT.fullmatch(digits):
        raise ValueError("no count")
    return int(digits)


def header_and_rows(answer: Json) -> tuple[dict[str, Json], list[Json]]:
    """The two parts of an answer in any of the service's forms. Raises Refused or Again for a
    message, Doubt or one of MALFORMED for anything else."""
    head = without_message(answer)
    source = answer.get("source") if isinstance(answer, dict) else None
    if isinstance(answer, list) and len(answer) == 2 and isinstance(head, dict):
        header, rows = answer
    elif isinstance(source, dict):
        header, rows = answer | {"sourceid": source.get("id")}, source.get("data")
    elif isinstance(source, list):
        rows = source[0]["concept"][0]["variable"]
        # Lists of members need not be paged.
        header = {"page": 1, "pages": 1, "per_page": len(rows), "total": len(rows)} | answer
    else:
        raise Doubt("answered in an unknown form")
    # An empty answer has null for rows, and may have next to nothing in its header.
    announced = count_of(header.get("total") or 0)
    if bool(rows) != bool(announced) or not isinstance(rows, list | None):
        raise Doubt(f"announced {announced} rows and sent {'some' if rows else 'none'}")
    return header, rows or []


def without_message(answer: Json) -> Json:
    """The head of an answer; what its message means is raised, if it has one."""
    head = answer[0] if isinstance(answer, list) and answer else answer
    if isinstance(head, dict) and "message" in head:
        messages = [entry for entry in head["message"][:MESSAGES] if isinstance(entry, dict)]
        raise refusal([(entry.get("id"), entry.get("value")) for entry in messages])
    return head


def refusal(messages: Sequence[tuple[object, object]]) -> Exception:
    """What to raise for messages by their numbers and texts."""
    if not messages:
        return Doubt("answered in an unknown form")
    sentences = [f"{plain_text(text)} ({plain_text(number)})" for number, text in messages]
    words = plain_text("; ".join(dict.fromkeys(sentences)))
    passing = any(str(number) in PASSING for number, _ in messages)
    return Again(f"says “{words}”") if passing else Refused(words)


def plain_row(row: Json) -> Unpacked:
    """A row of the plain form."""
    economy, series = row.get("countryiso3code") or row["country"]["id"], row["indicator"]
    figure = row["date"], row["value"], row.get("obs_status")
    return (economy, series["id"], series["value"], *figure)


def cube_row(item: str, **fixed: str) -> Unpack:
    """How to read a row of the advanced form, whose concepts come in any order. The concept
    ``item`` is the series; those in ``fixed`` must be as asked."""

    def unpack(row: Json) -> Unpacked:
        part = _once([(part["concept"].casefold(), part) for part in row["variable"]])
        for concept, asked in fixed.items():
            if (sent := part[concept]["id"]) != asked:
                raise Doubt(f"sent figures of the {concept} {plain_text(sent)}, asked for {asked}")
        figure = part["time"]["id"], row["value"], row.get("obs_status")
        return (part["country"]["id"], part[item]["id"], part[item]["value"], *figure)

    return unpack


def read_rows(rows: list[Json], unpack: Unpack, wanted: Mapping[str, str]) -> PageRows:
    """Rows as columns. A year or a figure that cannot be read is held against its series, a
    strange series against the answer."""
    figures = list[tuple[str, str, int, float]]()
    names, faults = dict[str, str](), dict[str, str]()
    for row in rows:
        economy, sent, name, date, value, status = unpack(row)
        code = wanted.get(sent.casefold())
        if code is None:
            raise Doubt(f"sent figures of {plain_text(sent)}, which was not asked for")
        if not PLACE.fullmatch(economy := economy.upper()):
            raise Doubt(f"sent a figure of “{plain_text(economy)}”, which is no economy")
        if code not in names:
            names[code] = plain_text(name)
        year = YEAR.fullmatch(plain_text(date))
        # Forecasts are no observations.
        number = math.nan if value is None or status == "F" else number_of(value)
        if year is None:
            faults.setdefault(code, f"sent figures of “{plain_text(date)}”, which is no year")
        elif number is None:
            what = f"“{plain_text(value)}” as the figure of {economy} in {year[1]}"
            faults.setdefault(code, f"sent {what}, which is no number")
        else:
            figures.append((code, sys.intern(economy), int(year[1]), number))
    return PageRows(rows_frame(figures), names, faults)


def rows_frame(figures: Sequence[tuple[str, str, int, float]]) -> pd.DataFrame:
    """A frame ``code, economy, year, value`` that takes little memory."""
    frame = pd.DataFrame(figures, columns=[*SLOT, "value"], dtype=object)
    # Copied, lest the columns kept hold on to the years and values as objects.
    return frame.astype({"year": "int16", "value": "float64"}).copy()


def number_of(value: object) -> float | None:
    """A figure, also as text if that is plainly one; None for anything else, also for infinity."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    if isinstance(value, str) and (len(value) > LONGEST_NUMBER or not NUMBER.fullmatch(value)):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def tidy(frames: Sequence[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """The frames as one, with the columns named, their types, in their order."""
    types = {"year": "Int64", "value": "float64"}
    rows = pd.concat(frames)[columns] if frames else pd.DataFrame(columns=columns)
    rows = rows.astype({column: types.get(column, "string") for column in columns})
    return rows.sort_values([column for column in columns if column != "value"], ignore_index=True)


def plain_text(value: object) -> str:
    """A service's words, at most 200 characters, without marks that steer writing or terminal."""
    kind = "[…]" if isinstance(value, list) else "{…}" if isinstance(value, dict) else str(value)
    return " ".join(unsteered(kind[:1000]).split())[:200].rstrip()


def excerpt(page: str) -> str:
    """The title of an HTML page, else the words it begins with."""
    page = page[:ERROR_PAGE]
    title = PAGE_TITLE.search(page)
    words = title[1] if title and title[1].strip() else MARKUP.sub(" ", page)
    return plain_text(html.unescape(words))


def retrieved_now() -> str:
    """The time of a pull, as its ``retrieved`` says it."""
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

"""Answers of the World Bank's service: their form, their rows."""

import dataclasses
import datetime
import html
import math
import re
import sys
import unicodedata
from collections.abc import Callable, Mapping

import pandas as pd

from footprint.worldbank.errors import Again, Doubt, Refused

ERROR_PAGE = 2**14  # bytes or characters of an error that are looked at
SLOT = ["code", "economy", "year"]  # what has one figure
# What reading an answer of a wrong form comes to.
MALFORMED = (LookupError, TypeError, ValueError, AttributeError, OverflowError)
PASSING = {"105", "199"}  # messages that mean trouble, not a bad question
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")
PLACE = re.compile(r"[A-Z0-9]{2,3}")
YEAR = re.compile(r"(?:YR)?([0-9]{4})")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
XML_MESSAGE = re.compile(r"<(?:\w+:)?message\s[^>]*?id=\"([^\"]*)\"[^>]*>(.*?)</", re.DOTALL)


@dataclasses.dataclass(frozen=True)
class Observations:
    """What a pull brought. A series that was asked for is either in ``data`` or in ``problems``.

    ``data`` is tidy: ``economy`` and ``indicator`` (string), ``year`` (Int64), ``value`` (float64, in the unit that the name
    of the series gives), sorted, without gaps or duplicates. Debt has ``creditor`` in place of ``indicator``; trade has
    ``economy, year, flow, partner, value``. ``names`` and ``problems`` go by indicator, creditor or flow; a problem is
    one sentence. ``last_updated`` is the day of the database's release, "" if the service did not say.
    """

    data: pd.DataFrame
    database: str
    last_updated: str
    retrieved: str
    urls: tuple[str, ...]
    names: dict[str, str]
    problems: dict[str, str]


@dataclasses.dataclass(frozen=True)
class Content:
    """The rows of a page: a frame ``code, economy, year, value``, the names of the series, and what is wrong with some."""

    frame: pd.DataFrame
    names: dict[str, str]
    faults: dict[str, str]


@dataclasses.dataclass(frozen=True)
class Question:
    """An address without its page, how to read the rows under it, and the database that must answer."""

    url: str
    read: Callable[[list], object]
    source: int | None


@dataclasses.dataclass(frozen=True)
class Page:
    """One page of an answer: rows from ``start``, at most ``size`` of ``total``."""

    url: str
    start: int
    size: int
    total: int
    updated: str
    content: object


def envelope(answer: object) -> tuple[dict, list]:
    """Header and rows of an answer in any of the service's forms; _Refused for a message, _Doubt for anything else."""
    head = answer[0] if isinstance(answer, list) and answer else answer
    if isinstance(head, dict) and "message" in head:
        raise refusal(
            [
                (entry.get("id"), entry.get("value"))
                for entry in head["message"]
                if isinstance(entry, dict)
            ]
        )
    if isinstance(answer, list) and len(answer) == 2 and isinstance(head, dict):
        header, rows = head, answer[1]
    elif isinstance(answer, dict) and isinstance(answer.get("source"), dict):
        header, rows = (
            answer | {"sourceid": answer["source"].get("id")},
            answer["source"].get("data"),
        )
    elif isinstance(answer, dict) and isinstance(answer.get("source"), list):
        rows = answer["source"][0]["concept"][0]["variable"]
        # Lists of members need not be paged.
        header = {"page": 1, "pages": 1, "per_page": len(rows), "total": len(rows)} | answer
    else:
        raise Doubt("answered in an unknown form")
    # An empty answer has null for rows, and may have next to nothing in its header.
    announced = int(header.get("total") or 0)
    if bool(rows) != bool(announced) or (rows and not isinstance(rows, list)):
        raise Doubt(f"announced {announced} rows and sent {'some' if rows else 'none'}")
    return header, rows or []


def refusal(messages: list[tuple[object, object]]) -> Exception:
    """What to raise for messages by their numbers and texts."""
    if not messages:
        return Doubt("answered in an unknown form")
    words = "; ".join(
        dict.fromkeys(f"{plain_text(text)} ({plain_text(number)})" for number, text in messages)
    )
    if any(str(number) in PASSING for number, _ in messages):
        return Again(f"says “{words}”")
    return Refused(words)


def plain_row(row: dict) -> tuple:
    """A row of the plain form."""
    return (
        row.get("countryiso3code") or row["country"]["id"],
        row["indicator"]["id"],
        row["indicator"]["value"],
        row["date"],
        row["value"],
        row.get("obs_status"),
    )


def cube_row(item: str, **fixed: str) -> Callable[[dict], tuple]:
    """How to read a row of the advanced form, whose concepts come in any order; those in ``fixed`` must be as asked."""

    def unpack(row: dict) -> tuple:
        part = {part["concept"].casefold(): part for part in row["variable"]}
        for concept, code in fixed.items():
            if part[concept]["id"] != code:
                raise Doubt(
                    f"sent figures of the {concept} {plain_text(part[concept]['id'])}, asked for {code}"
                )
        return (
            part["country"]["id"],
            part[item]["id"],
            part[item]["value"],
            part["time"]["id"],
            row["value"],
            row.get("obs_status"),
        )

    return unpack


def read_rows(
    rows: list[dict], unpack: Callable[[dict], tuple], wanted: Mapping[str, str]
) -> Content:
    """Rows as columns. A year or a figure that cannot be read is held against its series, a strange series against the answer."""
    codes, economies, years, values, names, faults = [], [], [], [], {}, {}
    for row in rows:
        economy, sent, name, date, value, status = unpack(row)
        code = wanted.get(sent.casefold())
        if code is None:
            raise Doubt(f"sent figures of {plain_text(sent)}, which was not asked for")
        if not PLACE.fullmatch(economy := economy.upper()):
            raise Doubt(f"sent a figure of “{plain_text(economy)}”, which is no economy")
        if code not in names:
            names[code] = plain_text(name)
        year = YEAR.fullmatch(str(date))
        number = math.nan if value is None or status == "F" else number_of(value)
        if year is None:
            faults.setdefault(code, f"sent figures of “{plain_text(date)}”, which is no year")
        elif number is None:
            faults.setdefault(
                code,
                f"sent “{plain_text(value)}” as the figure of {economy} in {year[1]}, which is no number",
            )
        else:
            codes.append(code)
            economies.append(sys.intern(economy))
            years.append(int(year[1]))
            values.append(number)
    return Content(rows_frame(codes, economies, years, values), names, faults)


def rows_frame(codes: list, economies: list, years: list, values: list) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "code": pd.Series(codes, dtype=object),
            "economy": pd.Series(economies, dtype=object),
            "year": pd.Series(years, dtype="int16"),
            "value": pd.Series(values, dtype="float64"),
        }
    )


def number_of(value: object) -> float | None:
    """A figure, also as text if that is plainly one; None for anything else, not finite included."""
    if (
        isinstance(value, bool)
        or not isinstance(value, int | float | str)
        or (isinstance(value, str) and not NUMBER.fullmatch(value))
    ):
        return None
    try:
        number = float(value)
    except OverflowError:
        return None
    return number if math.isfinite(number) else None


def typed(frames: list[pd.DataFrame], columns: list[str]) -> pd.DataFrame:
    """The frames as one, with the columns named, their types, in their order."""
    types = {"year": "Int64", "value": "float64"}
    held = pd.concat(frames)[columns] if frames else pd.DataFrame(columns=columns)
    held = held.astype({column: types.get(column, "string") for column in columns})
    return held.sort_values([column for column in columns if column != "value"], ignore_index=True)


def plain_text(value: object) -> str:
    """What a service wrote, as text: no marks that steer the direction or the terminal, at most 200 characters."""
    kept = "".join(
        sign if unicodedata.category(sign) not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") else " "
        for sign in str(value)[:1000]
    )
    return " ".join(kept.split())[:200]


def excerpt(text: str) -> str:
    """The title of an HTML page, else the words it begins with."""
    text = text[:ERROR_PAGE]
    title = re.search(r"<title[^>]*>(.*?)</title", text, re.DOTALL | re.IGNORECASE)
    words = (
        title[1]
        if title and title[1].strip()
        else re.sub(
            r"<(script|style)\b.*?</\1\s*>|<[^>]*(?:>|$)",
            " ",
            text,
            flags=re.DOTALL | re.IGNORECASE,
        )
    )
    return plain_text(html.unescape(words))


def retrieved_now() -> str:
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

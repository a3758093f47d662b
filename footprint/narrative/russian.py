"""The findings in Russian, by the same rules: words from ``data/claims.ru.yml``, numbers and days
by babel."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from babel.dates import format_date
from babel.numbers import format_decimal

from footprint import ledger, render
from footprint.lazy import pandas as pd
from footprint.library.package import Package
from footprint.library.pulls import dated_vintages
from footprint.model import Finding, Result
from footprint.narrative.boards import by_chapter_id, side_and_figure
from footprint.narrative.leverage import lead_counts, way_counts
from footprint.narrative.sentences import carrying_one
from footprint.words.text import Prose

LOCALE = "ru"
# A number that is no year of a span: thin spaces between its thousands, a point before decimals.
_NUMBER = re.compile(r"\d+(?:\u202f\d{3})*(?:\.\d+)?")
_WORD = re.compile(r"[A-Za-z]+")


def headline(findings: Iterable[Finding], cells: pd.DataFrame, since: int) -> Prose:
    """What became of the claim that carries the article, and of its levers."""
    words = ledger.translation(LOCALE)
    carrying = carrying_one(findings)
    name = words.claims[carrying.claim.id].partition(":")[0]
    leads, ranked = lead_counts(cells)
    rose, fell, stayed = way_counts(cells)
    return Prose(
        f"Главное утверждение статьи: «{name}». По правилам этой книги в мае 2023 года — "
        f"{words.words[carrying.then.verdict]}, сейчас — {words.words[carrying.now.verdict]}. "
        f"Рычагов, по которым Россию можно сравнить с Китаем и Европейским союзом: {ranked}; "
        f"Россия первая по {leads} из них. С {since} года её вес вырос по {rose}, упал по {fell} "
        f"и почти не изменился по {stayed}."
    )


def in_lines(findings: Iterable[Finding]) -> render.Markdown:
    """Some claims, each with both verdicts in a line."""
    return render.markdown("russian_takeaways.md", findings=findings, **_calls())


def in_tables(findings: Iterable[Finding]) -> render.Markdown:
    """Claims with their verdicts and what these rest on, by chapter."""
    words = ledger.translation(LOCALE)
    chapters = [(words.chapters[id], own) for id, own in by_chapter_id(findings)]
    return render.markdown("russian.md", chapters=chapters, **_calls())


def newest_release(package: Package) -> Prose:
    """Of which day the newest figures of the World Bank are; empty if none has a day."""
    days = dated_vintages(package)
    if not days:
        return Prose()
    told = format_date(datetime.date.fromisoformat(days[-1]), "long", LOCALE)
    return Prose(f"Самые новые данные Всемирного банка в книге — выпуск от {told}")


def _calls() -> dict[str, object]:
    """What the templates ask for: the short name of a claim, and a result in words."""
    return {"short": ledger.translation(LOCALE).claims, "told": _told}


def _told(result: Result) -> str:
    """A verdict, on which side it misses, and what it rests on."""
    words = ledger.translation(LOCALE).words
    side, figure = side_and_figure(result)
    more = "; ".join(filter(None, [words.get(side, ""), _in_russian(figure)]))
    verdict = f"{render.SYMBOLS[result.verdict]} {words[result.verdict]}"
    return f"{verdict} ({more})" if more else verdict


def _in_russian(figure: str) -> str:
    """What a verdict rests on; a word that has no Russian one stays."""
    words = ledger.translation(LOCALE).figures
    text = _NUMBER.sub(_number, figure)
    told = _WORD.sub(lambda word: words.get(word[0], word[0]), text)
    return re.sub(r"\s+(?=[,)]|$)|(?<= ) +", "", told)


def _number(found: re.Match[str]) -> str:
    number = found[0].replace("\u202f", "")
    grouped = "\u202f" in found[0]
    text = format_decimal(number, "#,##0.############", LOCALE, group_separator=grouped)
    return str(text)

"""All that reads an answer of the services, without a line: right answers of each kind, and what reads others in their place."""

import functools
import math
from collections.abc import Callable

from footprint.errors import ServiceError, unsteered
from footprint.worldbank import answers, errors, pull, service, wits
from support.altered import MARKUP, TOKENS
from support.bank import FakeBank
from support.parsers import Parser
from support.pulls import CODE, GOVERNANCE, stocked

SIZE = 40
# What reads the rows of an answer, by the address that has it.
ROWS = {
    f"/v2/country/KGZ/indicator/{CODE}?format=json&date=2018:2022&source=2": answers.plain_row,
    f"/v2/sources/3/country/KGZ/series/{GOVERNANCE}/time/all/data?format=json": answers.cube_row("series"),
    f"/v2/sources/57/country/KGZ/series/{CODE}/time/all/version/202304/data?format=json": answers.cube_row("series", version="202304"),
    "/v2/sources/6/country/KGZ/series/DT.DOD.DPPG.CD/counterpart-area/730/time/all/data?format=json": answers.cube_row("counterpart-area", series="DT.DOD.DPPG.CD"),
}  # fmt: skip
LISTS: dict[str, Callable] = {
    "/v2/country?format=json": pull._both_codes,
    f"/v2/indicator/{CODE}?format=json": lambda entry: answers.plain_text(entry["source"]),
}
TRADE = "/API/V1/SDMX/V21/datasource/tradestats-trade/reporter/kgz/year/all/partner/all/product/999999/indicator/xprt-prtnr-shr?format=JSON"


def right_answers(bank: FakeBank) -> dict[str, bytes]:
    """A right answer of each kind, by its address."""
    stocked(bank).years = (2018, 2022)
    kept = ("KGZ", "TJK", "TWN")
    bank.countries = {code: bank.countries[code] for code in kept if code in bank.countries}
    paged = {url: f"{url}&per_page={SIZE}&page=1" for url in (*ROWS, *LISTS)}
    return {url: bank.answer(asked, None)[2] for url, asked in {**paged, TRADE: TRADE}.items()}


def reader(url: str, answer: Callable[[], answers.Json]) -> Callable[[], object]:
    """What reads the answer of an address: a page or, of WITS, all of it."""
    talk = service.Service.__new__(service.Service)
    talk.answer = lambda url, rows: answer()

    def give_up(fault: errors.Again, attempt: int) -> None:
        raise fault

    talk._wait = give_up
    if url == TRADE:
        read = functools.partial(wits._parts, reporter="KGZ", indicator="XPRT-PRTNR-SHR")
        return lambda: talk.fetch(url, read)
    wanted = {code.casefold(): code for code in (CODE, GOVERNANCE, "730")}
    if url in ROWS:

        def read(rows):
            return answers.read_rows(rows, ROWS[url], wanted)
    else:

        def read(rows):
            return [LISTS[url](row) for row in rows]

    question = service.Question(url, read, SIZE)
    return lambda: talk._page(question, 0, SIZE, None).content


def sound(content: object) -> bool:
    """Whether what was read has years that are years, figures that are figures, words that are words."""
    if isinstance(content, answers.PageRows):
        words = [*content.names.values(), *content.faults.values()]
        figures = [(year, value) for _, _, year, value in content.frame]
    elif isinstance(content, tuple):
        words, figures = [content[0]], [(year, value) for year, _, value in content[1]]
    else:
        words, figures = (
            [word for part in content for word in ([part] if isinstance(part, str) else part)],
            [],
        )
    return all(word == unsteered(word) for word in words) and all(
        type(year) is int and 0 <= year <= 9999 and not math.isinf(value) for year, value in figures
    )


def services(bank: FakeBank) -> Parser:
    """All of it as one parser; tables stay rows only where ``answers.rows_frame`` is ``list``."""

    def of(url: str) -> Callable[[bytes], None]:
        def read(body: bytes) -> None:
            assert sound(reader(url, lambda: answers.json_of(body, SIZE))())

        return read

    cases = [(body, of(url)) for url, body in right_answers(bank).items()]
    return Parser(cases, tokens=[*TOKENS, MARKUP.encode()], named=(errors.Again, ServiceError))

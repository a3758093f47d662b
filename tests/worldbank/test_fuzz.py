"""All that reads an answer, against real answers altered at random: only the named errors, no odd figure, no odd word."""

import functools
import json
import math
import random
from collections import Counter
from collections.abc import Callable

import pytest
from support.pulls import CODE, ENDPOINTS, GOVERNANCE, outcome, stocked

from footprint.errors import ServiceError, unsteered
from footprint.worldbank import answers, errors, pull, service, wits

# So many answers for each reader, altered as bytes and as JSON; and so many through the service.
AS_BYTES, AS_JSON, SERVED = 6_500, 10_500, 30
SIZE = 40
ODD = [None, True, False, 0, -1, 1.5, 10**30, "", "1", "x", "\ud800", "\x1b[31m", "\u202e", "NaN"]
ODD += [[], {}, [[]], [None], {"id": 1}, {"concept": "time", "id": 5}, math.nan, math.inf, "F", "٣"]
TOKENS = b'[ ] { } , : " \\ null true NaN -Infinity 1e999 0 - . \xff \xef\xbb\xbf \\ud800 \x00 < > "id": "page":'
TOKENS = TOKENS.split(b" ")
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


@pytest.fixture
def seeds(bank, monkeypatch) -> dict[str, bytes]:
    """A right answer of each kind, and two that are none; frames stay rows, for they take long."""
    monkeypatch.setattr(answers, "rows_frame", list)
    stocked(bank).years = (2018, 2022)
    bank.countries = {
        code: bank.countries[code] for code in ("KGZ", "TJK", "TWN") if code in bank.countries
    }
    paged = {url: f"{url}&per_page={SIZE}&page=1" for url in (*ROWS, *LISTS)}
    return {url: bank.answer(asked, None)[2] for url, asked in {**paged, TRADE: TRADE}.items()}


def reader(url: str, answer: Callable[[], answers.Json]) -> Callable[[], object]:
    """What reads the answer of an address, without a line: a page or, of WITS, all of it."""
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


def tried(read: Callable[[], object]) -> str:
    """How reading ends: read, or by one of the named errors."""
    try:
        content = read()
    except (errors.Again, ServiceError) as error:
        assert str(error) == unsteered(str(error))
        return type(error).__name__
    assert sound(content), content
    return "read"


def altered_bytes(body: bytes, chance: random.Random) -> bytes:
    """One to three pieces dropped, doubled, replaced by a token, or one bit turned."""
    content = bytearray(body)
    for _ in range(chance.choice((1, 1, 2, 3))):
        start = chance.randrange(len(content) + 1)
        stop = start + chance.choice((0, 1, 1, 4, 40))
        way = chance.randrange(5)
        if way == 0:
            del content[start:stop]
        elif way == 1:
            content[start:start] = content[start:stop]
        elif way == 2:
            del content[start:]
        elif way == 3 and start < len(content):
            content[start] ^= 1 << chance.randrange(8)
        else:
            content[start:stop] = chance.choice(TOKENS)
    return bytes(content)


def places(part: object) -> list[tuple]:
    """The way to each place in JSON."""
    inner = (
        part.items()
        if isinstance(part, dict)
        else enumerate(part)
        if isinstance(part, list)
        else ()
    )
    return [
        way for key, value in inner for way in [(key,), *((key, *rest) for rest in places(value))]
    ]


def altered_json(body: bytes, ways: list[tuple], chance: random.Random) -> object:
    """One or two places dropped, doubled, moved or filled with something odd."""
    content = json.loads(body)
    for _ in range(chance.choice((1, 1, 2))):
        *way, last = chance.choice(ways)
        parent = content
        try:
            for key in way:
                parent = parent[key]
            if (turn := chance.randrange(8)) == 0:
                del parent[last]
            elif turn == 1 and isinstance(parent, list):
                parent.insert(last, parent[last])
            elif turn == 2:
                parent[last] = [parent[last]]
            else:
                parent[last] = chance.choice(ODD)
        except (LookupError, TypeError):
            continue  # the first change took the place away
    return content


def test_every_reader_has_only_named_errors(seeds):
    """A hundred thousand answers and more: read as they are, or refused by name."""
    chance, ends = random.Random(15), Counter()
    for url, body in seeds.items():
        ways, now = places(json.loads(body)), [None]
        from_bytes = reader(url, lambda now=now: answers.json_of(now[0], SIZE))
        from_json = reader(url, lambda now=now: now[0])
        assert tried(reader(url, lambda body=body: answers.json_of(body, SIZE))) == "read", url
        for _ in range(AS_BYTES):
            now[0] = altered_bytes(body, chance)
            ends[tried(from_bytes)] += 1
        for _ in range(AS_JSON):
            now[0] = altered_json(body, ways, chance)
            ends[tried(from_json)] += 1
    assert sum(ends.values()) >= 100_000
    assert ends["read"] > 10_000 and ends["Doubt"] > 10_000 and ends["Again"] > 10_000


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_every_endpoint_has_only_named_errors(bank, endpoint):
    """The same on the whole way, from the line to the caller."""
    ask, path = ENDPOINTS[endpoint]
    stocked(bank).years = (2016, 2022)
    for seed in range(SERVED):
        chance = random.Random(seed)
        bank.heal()
        bank.fault("changed", path, change=lambda body, chance=chance: altered_bytes(body, chance))
        outcome(ask)

"""All that reads an answer, against real answers altered at random: only the named errors, no odd figure, no odd word."""

import json
import random
from collections import Counter
from collections.abc import Callable

import pytest
from support.altered import altered, altered_bytes, ways_into
from support.answering import SIZE, reader, right_answers, sound
from support.pulls import ENDPOINTS, outcome, stocked

from footprint.errors import ServiceError, unsteered
from footprint.worldbank import answers, errors

# So many answers for each reader, altered as bytes and as JSON; and so many through the service.
AS_BYTES, AS_JSON, SERVED = 6_500, 10_500, 30


@pytest.fixture
def seeds(bank, monkeypatch) -> dict[str, bytes]:
    """A right answer of each kind; frames stay rows, for they take long."""
    monkeypatch.setattr(answers, "rows_frame", list)
    return right_answers(bank)


def tried(read: Callable[[], object]) -> str:
    """How reading ends: read, or by one of the named errors."""
    try:
        content = read()
    except (errors.Again, ServiceError) as error:
        assert str(error) == unsteered(str(error))
        return type(error).__name__
    assert sound(content), content
    return "read"


def test_every_reader_has_only_named_errors(seeds):
    """A hundred thousand answers and more: read as they are, or refused by name."""
    chance, ends = random.Random(15), Counter()
    for url, body in seeds.items():
        content, now = json.loads(body), [None]
        ways = ways_into(content)
        from_bytes = reader(url, lambda now=now: answers.json_of(now[0], SIZE))
        from_json = reader(url, lambda now=now: now[0])
        assert tried(reader(url, lambda body=body: answers.json_of(body, SIZE))) == "read", url
        for _ in range(AS_BYTES):
            now[0] = altered_bytes(body, chance)
            ends[tried(from_bytes)] += 1
        for _ in range(AS_JSON):
            now[0] = altered(content, ways, chance)
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

"""All that reads a file of the book, against files altered at random: read as they are, or refused by name; and ones made to be too much."""

import itertools
from collections import Counter

import pytest
from support.parsers import PARSERS, Attempt, attempts, ended

# So many files of each kind; benchmarks/fuzz.py tries 200,000.
FILES = {"claims.yml": 40, "datapackage.json": 80}
SEED = 17


@pytest.mark.parametrize("name", PARSERS)
def test_every_parser_has_only_named_errors(name):
    """Nothing else leaves it, no markup passes it, no path leads out of the folder; some files pass, and some do not."""
    parser, ends = PARSERS[name](), Counter()
    for attempt in itertools.islice(attempts(parser, SEED), FILES.get(name, 200)):
        ends[ended(attempt, parser.named)] += 1
    assert ends["read"] and ends.total() > ends["read"], ends


@pytest.mark.parametrize("name", PARSERS)
def test_every_parser_reads_what_is_right(name):
    """The files that are altered above are right before."""
    parser = PARSERS[name]()
    for body, read in parser.cases:
        assert ended(Attempt(body, read), parser.named) == "read"
        assert ended(Attempt(parser.dump(parser.load(body)), read), parser.named) == "read"


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{new}: &{new} [{', '.join([f'*{old}'] * 9)}]\n"
    for old, new in itertools.pairwise("abcdefghi")
)
TOO_MUCH = {
    "brackets": b"[" * 100_000,
    "closed brackets": b"[" * 100_000 + b"]" * 100_000,
    "braces": b'{"a":' * 100_000,
    "a long number": b'{"a": ' + b"9" * 1_000_000 + b"}",
    "aliases of aliases": LAUGHS.encode(),
    "an alias of itself": b"claims: &a [*a]\n",
    "many keys": b"".join(b"k%d: 1\n" % number for number in range(2_000)),
    "many cells": b"economy,year,value\n" + b",".join([b"1"] * 200_000),
    "many rows that are one": b"economy,year,value\n" + b"KGZ,2020,1\n" * 50_000,
    "a cell without end": b'economy,year,value\n"' + b"x" * 1_000_000,
    "nothing": b"",
    "bytes of nothing": b"\0" * 100_000,
}


@pytest.mark.parametrize("content", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_is_too_much_is_refused(content):
    """By each parser, in a sentence."""
    for name, make in PARSERS.items():
        parser = make()
        _, read = parser.cases[0]
        if not (name == "lists of dead links" and b"valid" not in content):
            assert ended(Attempt(content, read), parser.named) != "read", name

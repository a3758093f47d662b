"""All that reads a file of the book, as calls that take its bytes: what is read is sound, and what is refused is named."""

import copy
import csv
import dataclasses
import functools
import io
import json
import os
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import pandas as pd
import yaml

from footprint import render
from footprint.errors import FootprintError, unsteered
from footprint.figures.drawing import Sheet
from footprint.figures.maps import REGION_WINDOW
from footprint.ledger import places
from footprint.ledger.claims import read_ledger
from footprint.ledger.plain import PlainLoader
from footprint.ledger.translation import _read as read_words
from footprint.library import paths, upkeep
from footprint.library.descriptor import parsed
from footprint.library.library import Library
from footprint.library.package import resource_of
from footprint.library.plausible import limits_of
from footprint.library.revisions import compare
from footprint.library.sources import check_sources
from footprint.library.tables import frame_of, read_report, read_shapes, read_table
from footprint.maintenance import addresses, advisories
from footprint.model import (
    FAILS,
    HOLDS,
    UNTESTABLE,
    VERDICTS,
    Claim,
    Finding,
    Part,
    Resource,
    Result,
)
from footprint.narrative.cards import card
from footprint.narrative.revisions import update_reports
from footprint.narrative.sentences import now_sentence, then_sentence
from footprint.sphinxext import feed
from footprint.topics.borders import shared_border
from footprint.update.report import Report
from support.altered import MARKUP, ODD, TOKENS, altered, altered_bytes, ways_into
from support.builds import ROOT

# No sentence that refuses something is longer, whatever it refuses.
LONGEST = 2_000
ROWS = 12
# What is said in a text that a sentence is filled into, or that an address is sought in.
WORDS = ["{value}", "{", "{0}", "{value.__class__}", "{value:>999999999}", "{value!r}", "http://["]
WORDS += [MARKUP, "x" * 5_000, "=1+1", "../../x.csv", "2026-13-45", "1_000", "9" * 5_000, "a\nb"]
YAML = b"&a |*a |*id001 |<<: |!!float x|!!timestamp x|!!int x|!!bool x|!!binary x|? [a] : b|.nan|1e400|---\n|%YAML 9\n"
YAML += b'|!!python/name:os.system |!!set {a}|!!omap [a]|- |\t|#|>-\n|"\\e"|{value:>9999}|{value.__class__}'
# What a case is made of: a right file, and what reads one in its place.
Read = Callable[[bytes], object]
Case = tuple[bytes, Read]


class Parser(NamedTuple):
    """What reads files of a kind: right ones, how they become lists and objects and back, and what is no part of them."""

    cases: Sequence[Case]
    load: Callable[[bytes], object] = json.loads
    dump: Callable[[object], bytes] = lambda content: json.dumps(content).encode()
    odd: Sequence[object] = (*ODD, *WORDS)
    tokens: Sequence[bytes] = (*TOKENS, *(word.encode() for word in WORDS))
    named: tuple[type[Exception], ...] = (FootprintError,)


class Attempt(NamedTuple):
    """An altered file, and what reads it."""

    content: bytes
    read: Read


def attempts(parser: Parser, seed: int) -> Iterator[Attempt]:
    """Altered files without end, as many altered as bytes as by what they hold; the same of one seed."""
    chance = random.Random(seed)
    loaded = [(body, read, parser.load(body)) for body, read in parser.cases]
    known = [(body, read, content, ways_into(content)) for body, read, content in loaded]
    while True:
        for body, read, content, ways in known:
            yield Attempt(altered_bytes(body, chance, parser.tokens), read)
            yield Attempt(parser.dump(altered(content, ways, chance, parser.odd)), read)


def ended(attempt: Attempt, named: tuple[type[Exception], ...]) -> str:
    """How reading ends: read, or by one of the named errors, in a sentence that does nothing but tell."""
    try:
        attempt.read(attempt.content)
    except named as error:
        told = str(error)
        assert told == unsteered(told) and len(told) < LONGEST, told[:LONGEST]
        return type(error).__name__
    return "read"


def no_markup(content: bytes, page: Callable[[], object]) -> None:
    """What a page shows of a file that holds markup is text. Without any, nothing is shown."""
    if MARKUP.encode() in content:
        assert MARKUP not in str(page())


# The data folder -------------------------------------------------------------------------------------------


@functools.cache
def library() -> Library:
    """The committed figures."""
    return Library(ROOT / "data")


def with_file(name: str, content: bytes) -> Library:
    """The same with another content of one file."""
    made, package = copy.copy(library()), library().package
    made.package = dataclasses.replace(package, files={**package.files, name: content})
    return made


def of_table(resource: Resource) -> Case:
    """A table of the package, cut to some of its rows."""
    head, *lines = library().package.content_of(resource).splitlines(keepends=True)
    body = b"".join([head, *lines[:: len(lines) // ROWS + 1]])
    where, sources = str(ROOT / "data" / resource.path), library().publishers

    def read(content: bytes) -> None:
        package = with_file(resource.path, content).package
        upkeep._check(package, resource, library().names)
        rows = read_table(package, resource)
        if "source" in rows.columns:
            check_sources([(where, rows)], sources)
        no_markup(content, lambda: render.table(frame_of(rows, resource), caption="All"))
        if "source" in rows.columns and rows:
            sources.counted(map(sources.best, rows.values("source")))

    return body, read


def rows_of(body: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(body.decode(), newline="")))


def as_csv(rows: Iterable[object]) -> bytes:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n").writerows(
        row if isinstance(row, list) else [row] for row in rows
    )
    return file.getvalue().encode("utf-8", "surrogatepass")


def tables(test: Callable[[Resource], object]) -> Parser:
    """The tables of the package that a test chooses."""
    chosen = [one for one in library().package.resources if one.format == "csv" and test(one)]
    return Parser([of_table(one) for one in chosen], rows_of, as_csv)


def package() -> Parser:
    """``datapackage.json`` with an entry of each kind: whatever is read of it names files of the folder."""
    kinds = ("borders", "arms", "votes", "economies", "bx.trf.pwkr.dt.gd.zs", "wdi-2022-04")
    whole = library().package.content
    chosen = [one for one in whole["resources"] if one["name"] in kinds]

    def read(raw: bytes) -> None:
        content = parsed(Path("data/datapackage.json"), raw)
        for entry in [*content["resources"], *content.get("wanted", ())]:
            made = resource_of(entry, limits_of(content, entry))
            inside = os.path.normpath(ROOT / "data" / made.path)
            assert Path(inside).is_relative_to(ROOT / "data"), made.path
            assert paths.contained(ROOT / "data", made.path) and made.release and made.described

    return Parser([(json.dumps({**whole, "resources": chosen}).encode(), read)])


def shapes() -> Parser:
    """The borders of three countries, each ring cut short: what is read can be drawn."""
    resource = library().package.resource("borders")
    content = json.loads(library().package.content_of(resource))
    chosen = [
        one for one in content["features"] if one["properties"]["economy"] in ("KGZ", "TJK", "UZB")
    ]
    for one in chosen:
        one["geometry"]["coordinates"] = [
            [ring[:8] for ring in polygon] for polygon in one["geometry"]["coordinates"][:2]
        ]

    def read(raw: bytes) -> None:
        made = read_shapes(with_file(resource.path, raw).package, resource)
        sheet = Sheet(REGION_WINDOW)
        for each in made["features"]:
            sheet.area(each["geometry"], "#fff", 1)
        codes = [each["properties"]["economy"] for each in made["features"]]
        for one, other in permutations(codes, 2):
            shared_border(made, one, other)

    return Parser([(json.dumps({**content, "features": chosen}).encode(), read)])


def reports() -> Parser:
    """The report of an update: what is read can be shown on its page and told in the feed."""
    columns = ["economy", "year", "value"]
    old, new = (
        pd.DataFrame([("KGZ", 2021, value), ("TJK", 2021, 1.0)], columns=columns)
        for value in (5.0, 6.0)
    )
    new.loc[2] = ("UZB", 2022, 3.0)
    turn = {
        "id": "kgz-remit-third",
        "moment": "now",
        "before": HOLDS,
        "after": FAILS,
        "unit": "% of GDP",
        "value_before": 31.0,
        "value_after": 20.0,
    }
    report = Report(
        "2026-01-02", revisions={"SP.POP.TOTL": compare(old, new)}, flipped=[turn], notes=["a note"]
    )
    entry = {
        **library().package.content["resources"][0],
        "path": "updates/2026-01-02.json",
        "format": "json",
    }
    resource, names = resource_of(entry), library().names()

    def read(raw: bytes) -> None:
        content = read_report(with_file(resource.path, raw).package, resource)
        shown = update_reports([content], names)
        no_markup(raw, lambda: render.as_page(shown))
        news = list(feed._updates([content], {}, names, "index.html"))
        no_markup(
            raw,
            lambda: render.html(
                "feed.xml",
                of=_Edition(),
                file="feed.xml",
                entries=news,
                updated="2026",
                time=feed._time,
                id="",
            ),
        )

    return Parser([(json.dumps(report.as_json()).encode(), read)])


class _Edition:
    """What the feed asks of an edition; whatever it is, it is text."""

    def __getattr__(self, name: str) -> Callable[..., str]:
        return lambda *_: name


# The ledger -------------------------------------------------------------------------------------------------


def found(claim: Claim, verdict: str) -> Finding:
    """A finding on a claim whose every figure is one, as its bands need not have it."""
    result = Result(verdict, claim.unit, 1.0, 2021, "a basis", bands=claim.bands)
    parts = tuple(
        Part(one.id, one.label, result, *list(one.told.values())[:1]) for one in claim.parts
    )
    whole = dataclasses.replace(result, parts=parts) if parts else result
    return Finding(claim, whole, whole, result if claim.contrary else None, None)


def ledgers() -> Parser:
    """``claims.yml``, cut to its head and some claims: whatever is read of it, each of its sentences can be filled."""
    whole = yaml.load((ROOT / "data/claims.yml").read_text(encoding="utf-8"), PlainLoader)
    claims, levers = whole["claims"], whole["levers"]
    cut = [
        {
            **whole,
            "levers": levers[place % len(levers) :][:2],
            "claims": claims[place :: len(claims) // 3][:3],
            "carrying": claims[place]["id"],
        }
        for place in range(len(claims) // 3)
    ]

    def read(raw: bytes) -> None:
        made = with_file("claims.yml", raw)
        ledger = read_ledger(made)
        places.check_held(ledger, made)
        for claim in ledger.claims:
            for verdict in VERDICTS if claim.sentences else (UNTESTABLE,):
                finding = found(claim, verdict)
                told = [then_sentence(finding, "May 2023"), now_sentence(finding)]
                assert max(map(len, told)) < 10 * LONGEST + len(raw)
            no_markup(raw, lambda claim=claim: card(found(claim, UNTESTABLE)))

    return Parser(
        [(as_yaml(one), read) for one in cut],
        of_yaml,
        as_yaml,
        _odd_in_yaml(),
        [*TOKENS, *YAML.split(b"|")],
    )


def of_yaml(body: bytes) -> object:
    return yaml.load(body.decode(), PlainLoader)


def as_yaml(content: object) -> bytes:
    return yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True).encode()


def _odd_in_yaml() -> list[object]:
    """Half of a letter is nothing that YAML can be written with."""
    return [one for one in (*ODD, *WORDS) if one != "\ud800"]


def translations() -> Parser:
    """``claims.ru.yml``: whatever is read of it is words by names."""
    path = Path("data/claims.ru.yml")

    def read(raw: bytes) -> None:
        made = read_words(path, lambda _: raw)
        for words in vars(made).values():
            assert all(isinstance(text, str) for pair in words.items() for text in pair)

    body = as_yaml(yaml.safe_load((ROOT / path).read_text(encoding="utf-8")))
    return Parser([(body, read)], of_yaml, as_yaml, _odd_in_yaml(), [*TOKENS, *YAML.split(b"|")])


# What others wrote -------------------------------------------------------------------------------------------


class Written(type(Path())):
    """A path where some bytes lie; no disk is asked."""

    content = b""

    def read_text(self, encoding: str) -> str:
        return self.content.decode(encoding)

    def open(self, newline: str, encoding: str) -> io.TextIOWrapper:
        return io.TextIOWrapper(io.BytesIO(self.content), encoding, newline=newline)


def written(name: str, read: Callable[[Path], object]) -> Read:
    """What reads a file, as a call that takes its bytes."""

    def of(content: bytes) -> object:
        path = Written(name)
        path.content = content
        return read(path)

    return of


def notebooks() -> Parser:
    """Chapters, cut to their first cells: which places and cards they show."""
    read = written("kyrgyzstan.ipynb", places._shows)
    chapters = [
        json.loads(path.read_text(encoding="utf-8"))
        for path in sorted((ROOT / "chapters").glob("*.ipynb"))
    ]
    return Parser(
        [(json.dumps({**one, "cells": one["cells"][:6]}).encode(), read) for one in chapters]
    )


def linkchecker() -> Parser:
    """The list of addresses that gave no page: an issue in words."""
    head = [
        "urlname",
        "parentname",
        "base",
        "result",
        "warningstring",
        "infostring",
        "valid",
        "url",
    ]
    rows = [
        ["x", "file:///book/a.html", "", "404 Not Found", "", "", "False", "https://example.org/a"]
    ]
    rows += [["y", "file:///book/b.html", "", "200 OK", "", "", "True", "http://example.org/b"]]
    body = b"# made by LinkChecker\n" + b"\n".join(";".join(row).encode() for row in [head, *rows])

    def load(body: bytes) -> list[list[str]]:
        return [line.split(";") for line in body.decode().splitlines()]

    def dump(rows: list) -> bytes:
        return b"\n".join(
            ";".join(map(str, row if isinstance(row, list) else [row])).encode(
                "utf-8", "surrogatepass"
            )
            for row in rows
        )

    return Parser([(body, written("found.csv", addresses.issue))], load, dump)


def audits() -> Parser:
    """The report on known faults of libraries, in words."""
    fault = {"id": "PYSEC-1", "fix_versions": ["2.0"]}
    content = {
        "dependencies": [
            {"name": "a", "version": "1", "vulns": [fault]},
            {"name": "b", "skip_reason": "?"},
        ]
    }
    return Parser([(json.dumps(content).encode(), written("audit.json", advisories.faults_told))])


PARSERS: dict[str, Callable[[], Parser]] = {
    "datapackage.json": package,
    "claims.yml": ledgers,
    "claims.ru.yml": translations,
    "records": functools.partial(tables, lambda one: one.path.startswith("records/")),
    "series": functools.partial(tables, lambda one: one.indicator),
    "editions": functools.partial(tables, lambda one: one.edition),
    "borders": shapes,
    "reports of updates": reports,
    "notebooks": notebooks,
    "lists of dead links": linkchecker,
    "audits of libraries": audits,
}

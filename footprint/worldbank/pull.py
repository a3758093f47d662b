"""A pull: codes split into requests, answers put together."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from footprint.errors import ServiceError
from footprint.lazy import pandas as pd
from footprint.worldbank import answers
from footprint.worldbank.databases import database_name, recoded
from footprint.worldbank.errors import BadQuestion, Doubt, Doubted, Refused, UnknownEconomies
from footprint.worldbank.limits import (
    LONGEST_SEGMENT,
    LONGEST_URL,
    MOST_CODES,
    MOST_ECONOMIES,
    MOST_YEARS,
    PAGE_SIZES,
)
from footprint.worldbank.service import Page, Service

ALL = "all"


def codes_of(given: str | Sequence[str], what: str) -> list[str]:
    """The codes once each, in the spelling and order in which they are first given."""
    codes: dict[str, str] = {}
    for code in [given] if isinstance(given, str) else given:
        codes.setdefault(code.strip().casefold(), code.strip())
    if not codes:
        raise BadQuestion(f"{what}: give at least one code.")
    return list(codes.values())


def economy_codes(given: str | Sequence[str]) -> list[str]:
    """The codes of economies once each, in capitals; ``all`` alone for every economy."""
    codes = [code.upper() for code in codes_of(given, "economies")]
    if ALL.upper() in codes:
        return [ALL]
    for code in codes:
        # An empty or odd segment of the address would be read as every economy.
        if not answers.PLACE.fullmatch(code):
            raise BadQuestion(
                f"economies: {code!r} is no code of two or three letters; correct it."
            )
    return codes


def period_of(start: int, end: int) -> str:
    """A period as the service writes it."""
    if not 1000 <= start <= end <= 9999:
        cure = "correct the years, and the clock of this machine if it gave the last"
        raise BadQuestion(f"years: {start} to {end} is no period; {cure}.")
    return f"{start}:{end}" if start < end else f"{start}"


def batches(codes: Sequence[str], longest: int, most: int) -> Iterator[list[str]]:
    """The codes in lists of at most ``most``, and ``longest`` characters joined by semicolons."""
    batch: list[str] = []
    for code in codes:
        if batch and (len(batch) == most or len(";".join([*batch, code])) > longest):
            yield batch
            batch = []
        batch.append(code)
    if batch:
        yield batch


class Form(NamedTuple):
    """One way to ask for data: an address with places for codes, and how to read a row."""

    address: str
    unpack: answers.Unpack


@dataclasses.dataclass(eq=False)
class Retrieval:
    """Everything asked of the service for one call, and what it answered.

    ``keys`` maps the service's codes to the names under which the caller wants them; ``column``
    says what they stand for."""

    service: Service
    keys: Mapping[str, str]
    economies: list[str]
    years: tuple[int, int]
    forms: list[Form]
    source: int
    column: str = "indicator"
    problems: dict[str, str] = dataclasses.field(default_factory=dict)
    pages: list[Page[answers.PageRows]] = dataclasses.field(default_factory=list, init=False)

    def result(self) -> answers.Observations:
        """Ask for everything, check it, and put it together."""
        self._ask()
        dates = {page.updated for page in self.pages} - {""}
        if len(dates) > 1:
            what = f"released new figures ({max(dates)}) while the pull was under way"
            raise self.service.error(what, "ask again")
        data = self._data().rename(columns={"code": self.column})
        names = {code: name for page in self.pages for code, name in page.content.names.items()}
        return answers.Observations(
            answers.tidy([data], ["economy", self.column, "year", "value"]),
            database_name(self.source),
            max(dates, default=""),
            answers.retrieved_now(),
            tuple(dict.fromkeys(page.url for page in self.pages)),
            {key: names[code] for code, key in self.keys.items() if code in names},
            self.problems,
        )

    def _ask(self) -> None:
        """Bring the pages of everything that can be asked for."""
        sound = [code for code in self.keys if answers.CODE.fullmatch(code)]
        fault = "this is no code of a series, so nothing was asked"
        for code, key in self.keys.items():
            if code not in sound:
                self.problems[key] = f"{answers.plain_text(code)}: {fault}"
        room = self._room()
        for economies in batches(self.economies, room, len(self.economies)):
            for codes in batches(sound, room, MOST_CODES):
                self._gather(codes, ";".join(economies))

    def _room(self) -> int:
        """How long a list of codes may be, lest its segment or the address grow too long."""
        bare = max(len(form.address.format(economies="", codes="")) for form in self.forms)
        fixed = bare + len(f"&per_page={PAGE_SIZES[0]}&page=9999999")
        return min(LONGEST_SEGMENT, (LONGEST_URL - len(self.service.base) - fixed) // 2)

    def _gather(self, codes: list[str], economies: str) -> None:
        """Bring the pages for these codes. A refusal names no culprit, so each half is asked for
        until the culprit stands alone."""
        try:
            self.pages += self._asked(codes, economies)
            return
        except Refused as refusal:
            if len(codes) == 1:
                self._check_economies()
                says = f"{self.service.name} says “{refusal.words}”"
                self._note(codes[0], says, self._whereabouts(codes[0]))
                return
        except Doubted:
            if len(codes) == 1:
                raise
        half = len(codes) // 2
        self._gather(codes[:half], economies)
        self._gather(codes[half:], economies)

    def _asked(self, codes: list[str], economies: str) -> list[Page[answers.PageRows]]:
        """The pages in the first form in which the database answers; else its first refusal."""
        wanted = {code.casefold(): code for code in self.keys}
        places = MOST_ECONOMIES if economies == ALL else economies.count(";") + 1
        most, refusals = len(codes) * places * MOST_YEARS, []
        for form in self.forms:
            path = form.address.format(economies=economies, codes=";".join(codes))
            read = functools.partial(answers.read_rows, unpack=form.unpack, wanted=wanted)
            try:
                pages = self.service.walk(path, read, most, self.source)
            except Refused as refusal:
                refusals.append(refusal)
                continue
            frames = [page.content.frame for page in pages]
            if len(frames) > 1 and pd.concat(frames).duplicated(answers.SLOT).any():
                what = "sent the same rows on several pages, so others are missing"
                raise self.service.error(what, "try again later", Doubted)
            return pages
        raise refusals[0]

    def _check_economies(self) -> None:
        """A refusal may also mean an economy: ServiceError names those that are not known."""
        known = {} if self.economies == [ALL] else self._known
        if known and (unknown := [code for code in self.economies if code not in known]):
            what = f"knows no economy {', '.join(unknown)}"
            sentence = str(self.service.error(what, "correct the code"))
            raise UnknownEconomies(sentence, tuple(unknown)) from None

    @functools.cached_property
    def _known(self) -> dict[str, str]:
        """The service's economies, by both their codes; empty if it will not say."""
        try:
            listed = self.service.listed("country", _both_codes)
        except ServiceError:
            return {}
        return {code: long for long, short in listed for code in (long, short)}

    def _note(self, code: str, *clauses: str) -> None:
        """Keep what is wrong with a series, as one sentence."""
        key = self.keys[code]
        self.problems[key] = f"{key}: {'; '.join(filter(None, clauses))}"

    def _whereabouts(self, code: str) -> str:
        """Where a series is now, in words; "" if nobody knows."""
        if self.column != "indicator":
            return ""
        try:
            places = self.service.listed(
                f"indicator/{code}",
                lambda entry: answers.plain_text("{value} (source {id})".format(**entry["source"])),
            )
        except ServiceError:
            places = []
        listed = f"it is listed in {' and '.join(places)}" if places else ""
        return "; ".join(filter(None, (listed, recoded(code))))

    def _data(self) -> pd.DataFrame:
        """The figures of all pages, checked; a series that fails has a problem and no rows."""
        frames = [page.content.frame for page in self.pages] or [answers.rows_frame([])]
        rows = pd.concat(frames, ignore_index=True)
        rows["economy"] = self._economy(rows["economy"])
        faults = {code: fault for page in self.pages for code, fault in page.content.faults.items()}
        rows = rows[~rows["code"].isin(faults)].drop_duplicates()
        twice = rows.loc[rows.duplicated(answers.SLOT), answers.SLOT]
        for code, economy, year in twice.itertuples(index=False):
            faults.setdefault(code, f"sent two figures for {economy} in {year}")
        for code, fault in faults.items():
            self._note(code, f"{self.service.name} {fault}")
        asked = rows[rows["year"].between(*self.years)]
        found = asked.assign(code=asked["code"].map(self.keys)).dropna(subset="value")
        found = found[~found["code"].isin(self.problems)]
        brought = set(found["code"])
        for code, key in self.keys.items():
            if key not in self.problems and key not in brought:
                self._note(code, *self._nothing(code, rows, asked))
        return found

    def _economy(self, sent: pd.Series) -> pd.Series:
        """The rows' economies by three-letter codes; ServiceError if one was not asked for."""
        asked, found, everything = set(self.economies), set(sent), self.economies == [ALL]
        if found <= asked or (everything and all(len(code) == 3 for code in found)):
            return sent
        # Some databases name an economy by its short code alone, and so may the caller.
        sent = sent.map(lambda code: self._known.get(code, code))
        strange = set(sent) - {self._known.get(code, code) for code in asked}
        if strange and not everything:
            what = f"sent figures of {', '.join(sorted(strange)[:5])}, which were not asked for"
            raise self.service.error(what, "try again later")
        return sent

    def _nothing(self, code: str, rows: pd.DataFrame, asked: pd.DataFrame) -> tuple[str, str]:
        """Why a series has no figure, and where it is now, in clauses."""
        name, (first, last) = self.service.name, self.years
        period = f"{first}–{last}" if first < last else f"{first}"
        sent = rows.loc[rows["code"] == code, "year"]
        if len(sent) and not (asked["code"] == code).any():
            return f"{name} sent no figure for {period}, only for {sent.min()}–{sent.max()}", ""
        where = "" if len(sent) or not len(rows) else self._whereabouts(code)
        return f"{name} holds no figure for these economies in {period}", where


def _both_codes(entry: answers.Json) -> tuple[str, str]:
    """An economy's long and short code, from its entry in the service's list."""
    long, short = entry["id"].upper(), entry["iso2Code"].upper()
    if not (answers.PLACE.fullmatch(long) and answers.PLACE.fullmatch(short)):
        raise Doubt("listed an economy without codes")
    return long, short

"""A pull: codes split into requests, answers put together."""

import dataclasses
import functools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

import pandas as pd

from footprint.errors import ServiceError
from footprint.worldbank.answers import (
    CODE,
    PLACE,
    SLOT,
    Observations,
    Page,
    plain_text,
    read_rows,
    retrieved_now,
    rows_frame,
    typed,
)
from footprint.worldbank.databases import DATABASES
from footprint.worldbank.errors import Doubted, Refused
from footprint.worldbank.service import Service

MOST_CODES, LONGEST_SEGMENT, LONGEST_URL = 60, 1_500, 4_000
ALL = "all"
GOVERNANCE = re.compile(r"(?:CC|GE|PV|RL|RQ|VA)\.EST")


def codes_of(given: str | Sequence[str], what: str) -> list[str]:
    """The codes once each, in the spelling and order in which they are first given."""
    codes: dict[str, str] = {}
    for code in [given] if isinstance(given, str) else given:
        codes.setdefault(code.strip().casefold(), code.strip())
    if not codes:
        raise ValueError(f"{what}: give at least one code")
    return list(codes.values())


def economy_codes(given: str | Sequence[str]) -> list[str]:
    codes = [code.upper() for code in codes_of(given, "economies")]
    if ALL.upper() in codes:
        return [ALL]
    for code in codes:
        # An empty or odd segment of the address would be read as every economy.
        if not PLACE.fullmatch(code):
            raise ValueError(f"economies: {code!r} is no code of two or three letters")
    return codes


def period_of(start: int, end: int) -> str:
    if not 1000 <= start <= end <= 9999:
        raise ValueError(f"years: {start} to {end} is no period")
    return f"{start}:{end}" if start < end else f"{start}"


@dataclasses.dataclass(frozen=True)
class Form:
    """One way to ask for data: the address, and how to read a row as ``economy, code, name, date, value, status``."""

    path: str
    query: str
    unpack: Callable[[dict], tuple]


class Retrieval:
    """Everything asked of the service for one call, and what it answered.

    ``keys`` maps the service's codes to the names under which the caller wants them; ``column`` says what they stand for.
    """

    def __init__(
        self,
        service: Service,
        keys: Mapping[str, str],
        economies: list[str],
        years: tuple[int, int],
        forms: list[Form],
        source: int,
        column: str = "indicator",
    ) -> None:
        self.service, self.keys, self.economies, self.years, self.forms, self.source = (
            service,
            keys,
            economies,
            years,
            forms,
            source,
        )
        self.column = column
        self.wanted = {code.casefold(): code for code in keys}
        self.database = DATABASES.get(source, f"database {source}")
        self.pages: list[Page] = []
        self.problems: dict[str, str] = {}

    def result(self) -> Observations:
        """Ask for everything, check it, and put it together."""
        sound = [code for code in self.keys if CODE.fullmatch(code)]
        self.problems |= {
            self.keys[
                code
            ]: f"{plain_text(code)}: this is no code of a series, so nothing was asked"
            for code in self.keys
            if code not in sound
        }
        room = self._room()
        for economies in _batches(self.economies, room, len(self.economies)):
            for codes in _batches(sound, room, MOST_CODES):
                self._gather(codes, ";".join(economies))
        if len(dates := {page.updated for page in self.pages} - {""}) > 1:
            raise self.service.error(
                f"released new figures ({max(dates)}) while the pull was under way", "ask again"
            )
        data = self._data()
        names: dict[str, str] = {}
        for page in self.pages:
            names |= page.content.names
        return Observations(
            typed(
                [data.rename(columns={"code": self.column})],
                ["economy", self.column, "year", "value"],
            ),
            self.database,
            max(dates, default=""),
            retrieved_now(),
            tuple(dict.fromkeys(page.url for page in self.pages)),
            {self.keys[code]: names[code] for code in self.keys if code in names},
            self.problems,
        )

    def _room(self) -> int:
        """How many characters a list of codes may have, so that neither its segment nor the address grows too long."""
        fixed = max(len(self._address(form, "", "")) for form in self.forms) + len(
            "&per_page=32500&page=9999999"
        )
        return min(LONGEST_SEGMENT, (LONGEST_URL - len(self.service.base) - fixed) // 2)

    def _address(self, form: Form, codes: str, economies: str) -> str:
        return "&".join(
            filter(
                None,
                (form.path.format(economies=economies, codes=codes) + "?format=json", form.query),
            )
        )

    def _gather(self, codes: list[str], economies: str) -> None:
        """The pages for these codes. A refusal names no culprit, so ask for each half until it stands alone."""
        try:
            self.pages += self._asked(codes, economies)
            return
        except Refused as refusal:
            if len(codes) == 1:
                self._check_economies()
                self.problems[self.keys[codes[0]]] = self._refused(codes[0], refusal)
                return
        except Doubted:
            if len(codes) == 1:
                raise
        half = len(codes) // 2
        self._gather(codes[:half], economies)
        self._gather(codes[half:], economies)

    def _asked(self, codes: list[str], economies: str) -> list["Page"]:
        """The pages for these codes, in the first form in which the database answers; else its first refusal."""
        refusals = []
        for form in self.forms:
            path = self._address(form, ";".join(codes), economies)
            try:
                pages = self.service.walk(
                    path,
                    functools.partial(read_rows, unpack=form.unpack, wanted=self.wanted),
                    self.source,
                )
            except Refused as refusal:
                refusals.append(refusal)
                continue
            if (
                len(pages) > 1
                and pd.concat([page.content.frame for page in pages]).duplicated(SLOT).any()
            ):
                raise self.service.error(
                    "sent the same rows on several pages, so others are missing",
                    "try again later",
                    Doubted,
                )
            return pages
        raise refusals[0]

    def _check_economies(self) -> None:
        """A refusal may also mean an economy: ServiceError names those that the service does not know."""
        if self.economies != [ALL] and self._known:
            unknown = [code for code in self.economies if code not in self._known]
            if unknown:
                raise self.service.error(
                    f"knows no economy {', '.join(unknown)}", "correct the code"
                ) from None

    @functools.cached_property
    def _known(self) -> dict[str, str]:
        """The service's economies, by both their codes; empty if it will not say."""
        try:
            listed = self.service.listed(
                "country?format=json",
                lambda entry: (entry["id"].upper(), entry["iso2Code"].upper()),
            )
        except (ServiceError, Refused):
            return {}
        return {code: long for long, short in listed for code in (long, short)}

    def _refused(self, code: str, refusal: "Refused") -> str:
        """The service's own words for a series, and where it went."""
        sentence = f"{self.keys[code]}: {self.service.name} says “{refusal}”"
        where = self._whereabouts(code)
        return sentence + (f"; {where}" if where else "")

    def _whereabouts(self, code: str) -> str:
        """Where a series is now, in words; "" if nobody knows."""
        if self.column != "indicator":
            return ""
        try:
            places = self.service.listed(
                f"indicator/{code}?format=json",
                lambda entry: plain_text("{value} (source {id})".format(**entry["source"])),
            )
        except (ServiceError, Refused):
            places = []
        said = [f"it is listed in {' and '.join(places)}"] if places else []
        if GOVERNANCE.fullmatch(code.upper()):
            said.append(
                f"since July 2026 this governance series is GOV_WGI_{code.upper()} in source 3"
            )
        return "; ".join(said)

    def _data(self) -> pd.DataFrame:
        """The figures of all pages, checked: ``code, economy, year, value``. Series that fail get a problem and no rows."""
        held = pd.concat(
            [page.content.frame for page in self.pages] or [rows_frame([], [], [], [])],
            ignore_index=True,
        )
        held["economy"] = self._economy(held["economy"])
        faults: dict[str, str] = {}
        for page in self.pages:
            faults |= page.content.faults
        held = held[~held["code"].isin(faults)].drop_duplicates()
        for code, economy, year in held.loc[held.duplicated(SLOT), SLOT].itertuples(index=False):
            faults.setdefault(code, f"sent two figures for {economy} in {year}")
        asked = held[held["year"].between(*self.years)]
        found = asked[asked["value"].notna()]
        self.problems |= {
            self.keys[code]: f"{self.keys[code]}: {self.service.name} {fault}"
            for code, fault in faults.items()
        }
        found = found[~found["code"].map(self.keys).isin(self.problems)]
        self.problems |= {
            self.keys[code]: f"{self.keys[code]}: {self._nothing(code, held, asked)}"
            for code in self.keys
            if self.keys[code] not in self.problems and not (found["code"] == code).any()
        }
        return found.assign(code=found["code"].map(self.keys))

    def _economy(self, sent: pd.Series) -> pd.Series:
        """The economies of the rows by their three-letter codes; ServiceError if one was not asked for."""
        asked, found, everything = set(self.economies), set(sent), self.economies == [ALL]
        if found <= asked or (everything and all(len(code) == 3 for code in found)):
            return sent
        # Some databases name an economy by its short code alone, and so may the caller.
        sent = sent.map(lambda code: self._known.get(code, code))
        strange = set(sent) - {self._known.get(code, code) for code in asked}
        if strange and not everything:
            raise self.service.error(
                f"sent figures of {', '.join(sorted(strange)[:5])}, which were not asked for",
                "try again later",
            )
        return sent

    def _nothing(self, code: str, held: pd.DataFrame, asked: pd.DataFrame) -> str:
        """Why a series has no figure, in words."""
        first, last = self.years
        period = f"{first}–{last}" if first < last else f"{first}"
        sent = held.loc[held["code"] == code, "year"]
        if not (asked["code"] == code).any() and len(sent):
            return f"{self.service.name} sent no figure for {period}, only for {sent.min()}–{sent.max()}"
        where = "" if len(sent) or not len(held) else self._whereabouts(code)
        return f"{self.service.name} holds no figure for these economies in {period}" + (
            f"; {where}" if where else ""
        )


def _batches(codes: Sequence[str], longest: int, most: int) -> Iterator[list[str]]:
    """The codes in their order, in lists of at most ``most`` that joined by semicolons are at most ``longest`` characters."""
    batch: list[str] = []
    for code in codes:
        if batch and (len(batch) == most or len(";".join([*batch, code])) > longest):
            yield batch
            batch = []
        batch.append(code)
    if batch:
        yield batch

"""Who says it: the publishers that records name as their sources, each with its grade.

``data/records/sources.csv`` has a publisher a line, by the host of its pages, by the address of
one page, or by the name that stands where there is no address. ``refused_hosts.csv`` has hosts that
are no source; a page there that nothing can replace is declared by its whole address."""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatch
from itertools import chain

from footprint.errors import DataError
from footprint.library.descriptor import legible
from footprint.library.tables import DESCRIBE
from footprint.rows import Row, Rows
from footprint.words.numbers import THIN
from footprint.words.text import ADDRESS, host_of

# The nearest to the act or count comes first; what found nothing is no source.
GRADES = ("primary", "agency", "secondary", "mirror", "none")
# Between two sources of a row; one within brackets belongs to what they say.
BETWEEN = re.compile(r"; (?![^()]*\))")


class Publishers:
    """The publishers known, and the hosts that are refused."""

    def __init__(self, listed: Iterable[Row] = (), refused: Iterable[Row] = ()) -> None:
        self._by_key = {str(row["publisher"]): row for row in listed}
        self._refused = [(str(row["host"]), str(row["reason"])) for row in refused]
        self._named = {key: _word(key) for key in self._by_key}
        self.of = functools.cache(self._of)
        self.fault = functools.cache(self._fault)

    def _of(self, piece: str) -> Sequence[Row]:
        """The publishers of one source: of its addresses, else those that its words name."""
        if addresses := ADDRESS.findall(piece):
            return [row for one in addresses if (row := self._of_address(one))]
        return [self._by_key[key] for key, name in self._named.items() if name.search(piece)]

    def _of_address(self, address: str) -> Row | None:
        """That of the page itself, else of its host, or of the nearest host above."""
        labels = host_of(address).split(".")
        hosts = [".".join(labels[start:]) for start in range(len(labels))]
        return next((self._by_key[key] for key in [address, *hosts] if key in self._by_key), None)

    def grade(self, source: str) -> str:
        """The best grade among the sources of a row; nothing if none is known."""
        grades = {str(row["grade"]) for piece in pieces(source) for row in self.of(piece)}
        return min(grades, key=GRADES.index, default="")

    def _marked(self, source: str) -> list[tuple[str, str]]:
        """The sources of a row with their grades, the best first."""
        marked = [(piece, self.grade(piece)) for piece in pieces(source)]
        marked.sort(key=lambda pair: GRADES.index(pair[1]) if pair[1] else len(GRADES))
        return marked

    def graded(self, source: str) -> str:
        """The sources of a row, the best first, each followed by its grade."""
        return "; ".join(map(_with_grade, self._marked(source)))

    def best(self, source: str) -> str:
        """The best source of a row, by its address or else its publisher, and how many more."""
        (piece, grade), *more = self._marked(source)
        named = [*ADDRESS.findall(piece), *(str(row["name"]) for row in self.of(piece)), piece]
        return _with_grade((named[0], grade)) + (f", {len(more)} more" if more else "")

    def _who(self, piece: str) -> Sequence[Row]:
        """The publishers of a source, those that its words name if its host is no publisher's."""
        return self.of(piece) or self.of(ADDRESS.sub("", piece))

    def names(self, told: Iterable[str]) -> list[str]:
        """The publishers that sources name; who only copied is left out beside others."""
        rows = {str(row["name"]): row for piece in told for row in self._who(piece)}
        origins = [name for name, row in rows.items() if row["grade"] not in ("mirror", "none")]
        return origins or list(rows)

    def counted(self, sources: Iterable[str]) -> str:
        """How many of some sources are of each grade: “3 primary, 12 agency”."""
        grades = Counter(map(self.grade, sources))
        return ", ".join(
            f"{grades[one]:,} {one}".replace(",", THIN) for one in GRADES if grades[one]
        )

    def _fault(self, source: str) -> str:
        """What is wrong with the source of a row, and the remedy; nothing if it is in order."""
        for piece in pieces(source):
            for what in ADDRESS.findall(piece) or [piece]:
                if why := self.refusal(what):
                    return (
                        f"“{legible(what)}” is of a host that is refused ({why}). Name the page "
                        "itself or an agency's; if there is none, declare this address in "
                        "data/records/sources.csv and say in the note what the page is"
                    )
                if not self.of(what):
                    remedy = "Add its publisher to data/records/sources.csv"
                    return f"“{legible(what)}” has no grade. {remedy}"
        return ""

    def refusal(self, address: str) -> str:
        """Why an address is no source; nothing if its host is not refused, or it is declared."""
        host = host_of(address)
        if not host or address in self._by_key:
            return ""
        return next((why for name, why in self._refused if _under(host, name)), "")


def _with_grade(marked: tuple[str, str]) -> str:
    piece, grade = marked
    return f"{piece} [{grade}]" if grade else piece


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)


def _under(host: str, name: str) -> bool:
    """Whether a host is one that is named, or below it; “*” stands for any letters."""
    return fnmatch(host, name) or fnmatch(host, f"*.{name}")


def pieces(source: str) -> list[str]:
    """The sources that the cell of a row names."""
    return BETWEEN.split(source)


def check_sources(tables: Iterable[tuple[str, Rows]], publishers: Publishers) -> None:
    """DataError for the first row, of files by their path, whose source is not in order."""
    faults: dict[str, str] = {}
    for path, rows in tables:
        for line, source in enumerate(rows.values("source"), 2):
            if source not in faults:
                faults[source] = publishers.fault(source)
            if faults[source]:
                raise DataError(f"{path}: line {line}, field source: {faults[source]}, {DESCRIBE}")


def used(told: Iterable[Iterable[str]], publishers: Publishers) -> Iterator[tuple[Row, int]]:
    """The publishers that rows name, each with how many rows name it, the best grade first."""
    rows: Counter[str] = Counter()
    known: dict[str, Row] = {}
    for source in chain.from_iterable(told):
        named = {row["publisher"]: row for piece in pieces(source) for row in publishers.of(piece)}
        known |= named
        rows.update(named.keys())
    for key in sorted(known, key=lambda key: (GRADES.index(known[key]["grade"]), -rows[key], key)):
        yield known[key], rows[key]

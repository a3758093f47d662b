"""Rows of a table in plain Python, what measures count with; frames are for pictures and pages."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Concatenate, Generic, ParamSpec, TypeAlias, TypeVar, overload

from footprint.lazy import pandas as pd

_P = ParamSpec("_P")
_T = TypeVar("_T")
Row: TypeAlias = dict[str, Any]
Frame: TypeAlias = "pd.DataFrame"
# Where a value stands in a column.
Places: TypeAlias = dict[object, list[int]]


class Rows(Sequence[Row]):
    """Rows that never change; a missing cell is None. What was looked for once is found at once."""

    def __init__(self, rows: Iterable[Row] = ()) -> None:
        self._all: Sequence[Row] = list(rows)
        self._places: dict[str, Places] = {}
        self._kept: dict[object, Any] = {}

    @property
    def _rows(self) -> Sequence[Row]:
        return self._all

    @classmethod
    def of(cls, frame: Frame) -> Rows:
        """The rows of a frame."""
        # pandas walks through names more slowly than all else here takes.
        names = frame.columns.tolist()
        columns = [_plain(values) for _, values in frame.items()]
        return cls(dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True))

    def __reduce__(self) -> tuple[type[Rows], tuple[list[Row]]]:
        return Rows, (list(self._rows),)

    def __len__(self) -> int:
        return len(self._rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self._rows)

    @overload
    def __getitem__(self, place: int) -> Row: ...
    @overload
    def __getitem__(self, place: slice) -> Rows: ...
    def __getitem__(self, place: int | slice) -> Row | Rows:
        return Rows(self._rows[place]) if isinstance(place, slice) else self._rows[place]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns; none where there is no row."""
        return tuple(self._rows[0]) if self._rows else ()

    def where(self, **equal: object) -> Rows:
        """The rows whose columns equal what is given, or one of it where several are given."""
        rows = self
        for column, given in equal.items():
            rows = rows._with(column, _fixed(given))
        return rows

    def _with(self, column: str, given: object) -> Rows:
        key = (column, given)
        if key not in self._kept:
            self._kept[key] = self._chosen(column, given)
        found: Rows = self._kept[key]
        return found

    def _chosen(self, column: str, given: object) -> Rows:
        if column not in self._places:
            places: Places = {}
            for place, value in enumerate(self.values(column)):
                places.setdefault(value, []).append(place)
            self._places[column] = places
        places = self._places[column]
        if isinstance(given, tuple):
            chosen = sorted(place for one in set(given) for place in places.get(one, ()))
        else:
            chosen = places.get(given, [])
        return Rows(self._rows[place] for place in chosen)

    def keep(self, test: Callable[[Row], bool]) -> Rows:
        """The rows that pass a test."""
        return Rows(filter(test, self._rows))

    def below(self, column: str, bound: int | str) -> Rows:
        """The rows that have less than a bound in a column, or nothing."""
        return _Below(self, column, bound)

    def once(
        self, make: Callable[Concatenate[Rows, _P], _T], *given: _P.args, **more: _P.kwargs
    ) -> _T:
        """What a function makes of the rows, made once for what else it is given."""
        key = (make, *map(_fixed, given), *((name, _fixed(one)) for name, one in more.items()))
        if key not in self._kept:
            self._kept[key] = make(self, *given, **more)
        made: _T = self._kept[key]
        return made

    def yearly(
        self, make: Callable[Concatenate[Rows, _P], Rows], *given: _P.args, **more: _P.kwargs
    ) -> Rows:
        """The same for a function whose rows of a year are made of that year's rows alone: if years
        are left out here, they are left out of what it makes of all."""
        return self.once(make, *given, **more)

    def having(self, *columns: str) -> Rows:
        """The rows in which none of the columns is missing."""
        return Rows(row for row in self._rows if all(row[one] is not None for one in columns))

    def most(self, column: str) -> Rows:
        """The rows that have the largest value of a column."""
        known = [row[column] for row in self._rows if row[column] is not None]
        return self.where(**{column: max(known)}) if known else Rows()

    def by(self, *columns: str) -> dict[Any, Rows]:
        """The rows by what they have in a column, or in several; in the order of what they have."""
        groups: dict[Any, list[Row]] = {}
        for row in self._rows:
            key = tuple(row[one] for one in columns) if len(columns) > 1 else row[columns[0]]
            groups.setdefault(key, []).append(row)
        return {key: Rows(groups[key]) for key in sorted(groups)}

    def values(self, column: str) -> list[Any]:
        """What a column holds, row by row."""
        return [row[column] for row in self._rows]

    def with_columns(self, **columns: Callable[[Row], object]) -> Rows:
        """The rows with columns more, each made of the row as it was."""
        return Rows(
            {**row, **{name: made(row) for name, made in columns.items()}} for row in self._rows
        )

    def frame(self, columns: Mapping[str, str]) -> Frame:
        """The rows as a frame with these columns, each of the type that is named."""
        values = {name: self.values(name) for name in columns}
        return pd.DataFrame(values, columns=list(columns), dtype="object").astype(dict(columns))


class Columns(Rows):
    """Rows kept as columns of one length until a row is asked for."""

    def __init__(self, columns: Mapping[str, Sequence[Any]]) -> None:
        super().__init__()
        self._columns = columns

    @functools.cached_property
    def _rows(self) -> Sequence[Row]:
        names = list(self._columns)
        return [
            dict(zip(names, row, strict=True)) for row in zip(*self._columns.values(), strict=True)
        ]

    def values(self, column: str) -> list[Any]:
        return list(self._columns[column])


class _Below(Rows):
    """Rows of others below a bound: looked for in the index of all, and listed if anybody asks."""

    def __init__(self, of: Rows, column: str, bound: int | str) -> None:
        super().__init__()
        self._of, self._column, self._bound = of, column, bound

    @functools.cached_property
    def _rows(self) -> Sequence[Row]:
        column, bound = self._column, self._bound
        return [row for row in self._of if row[column] is None or row[column] < bound]

    def _chosen(self, column: str, given: object) -> Rows:
        return self._of._with(column, given).below(self._column, self._bound)

    def yearly(
        self, make: Callable[Concatenate[Rows, _P], Rows], *given: _P.args, **more: _P.kwargs
    ) -> Rows:
        if self._column != "year":
            return self.once(make, *given, **more)
        return self._of.yearly(make, *given, **more).below("year", self._bound)


def _plain(values: pd.Series) -> Iterator[Any]:
    """The values of a column in plain types, None for what is missing."""
    # Walked through as it is, a column of texts asks a method for each.
    cells = zip(values.to_numpy("object").tolist(), values.isna().tolist(), strict=True)
    return (None if missing else value for value, missing in cells)


def _fixed(given: object) -> object:
    """Something that can be looked for: of several things, all, in their order."""
    several = isinstance(given, Iterable) and not isinstance(given, str | Rows)
    return tuple(given) if several else given  # type: ignore[arg-type]


class Framed(Generic[_P]):
    """A function of rows that may be given a frame too: then it returns a frame of ``columns``."""

    def __init__(
        self, function: Callable[Concatenate[Rows, _P], Rows], columns: Mapping[str, str]
    ) -> None:
        self.function, self.columns = function, columns
        self.__doc__ = function.__doc__

    @overload
    def __call__(self, table: Rows, *arguments: _P.args, **options: _P.kwargs) -> Rows: ...
    @overload
    def __call__(self, table: Frame, *arguments: _P.args, **options: _P.kwargs) -> Frame: ...
    def __call__(
        self, table: Rows | Frame, *arguments: _P.args, **options: _P.kwargs
    ) -> Rows | Frame:
        if isinstance(table, Rows):
            return table.once(self.function, *arguments, **options)
        return self.function(Rows.of(table), *arguments, **options).frame(self.columns)


def framed(**columns: str) -> Callable[[Callable[Concatenate[Rows, _P], Rows]], Framed[_P]]:
    """Let a function of rows be called with a frame; ``columns`` are those of what it returns."""
    return lambda function: Framed(function, columns)

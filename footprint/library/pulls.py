"""Pulls: World Bank observations for a chapter, frozen or live, with where they are from."""

import dataclasses
from collections.abc import Sequence

import pandas as pd

from footprint import render
from footprint.errors import MissingData
from footprint.library.live import live_series, mode, observations, refresh_series
from footprint.library.package import CENTRAL_ASIA, SERIES, check_economies
from footprint.library.queries import FIRST_YEAR
from footprint.worldbank.series import query

# A query in a foot names the economies one by one up to this many.
ADDRESSED = 10


@dataclasses.dataclass(frozen=True)
class Pull:
    """What a pull brought: ``data`` (``economy, indicator, year, value``) and, for each indicator, where it is from.

    ``mode`` is ``live`` if the service's figures are shown; ``notes`` say what differs from the committed ones, or why those stand.
    """

    data: pd.DataFrame
    entries: dict[str, dict]
    problems: dict[str, str]
    mode: str = "frozen"
    notes: tuple[str, ...] = ()

    def series(self, indicator: str) -> pd.DataFrame:
        """The observations of one indicator: ``economy, year, value``; empty where the pull brought none."""
        return self.data.loc[self.data["indicator"] == indicator, SERIES].reset_index(drop=True)

    def source(self, indicator: str) -> str:
        """One line on where the figures of an indicator come from, for the foot of a figure: with gaps, licence and the service's query."""
        entry = self.entries.get(indicator)
        if entry is None:
            return self.problems[indicator]
        held = self.series(indicator)
        codes = list(held["economy"].unique())
        address = (
            query(
                indicator,
                codes if len(codes) <= ADDRESSED else (),
                held["year"].min(),
                held["year"].max(),
            )
            if codes
            else ""
        )
        return (
            f"World Bank, {entry['database']}, {indicator}{f' ({address})' if address else ''}, release of {entry['vintage']}, "
            f"read in {entry['retrieved']}, {_gaps(held)}, CC BY 4.0"
        )

    def _repr_html_(self) -> render.Html:
        texts = [self._heading(), *self.notes, *self.problems.values()]
        series = {code: self._provenance(code) for code in self.entries}
        return render.html("provenance.html", texts=texts, series=series)

    def _heading(self) -> str:
        if self.mode == "live":
            return "Live figures from the World Bank's service (live mode), CC BY 4.0. Nothing was written."
        return "Committed figures, read without network (frozen mode): World Bank data, CC BY 4.0, taken from the sources named."

    def _provenance(self, indicator: str) -> str:
        entry = self.entries[indicator]
        held = self.series(indicator)
        years = f"{held['year'].min()}–{held['year'].max()}" if len(held) else "no years"
        copies = "; ".join(source["title"] for source in entry["sources"][1:])
        return f"{entry['title']}, {entry['unit']}: {years}, release of {entry['vintage']}, read in {entry['retrieved']} from {copies}"


def _gaps(held: pd.DataFrame) -> str:
    """Which years between the first and the last of all have no value: by economy, or by number where there are many."""
    if held.empty:
        return "no values"
    span = set(range(held["year"].min(), held["year"].max() + 1))
    absent = {
        code: sorted(span - set(rows["year"]))
        for code, rows in held.groupby("economy")
        if span - set(rows["year"])
    }
    if len(absent) > ADDRESSED:
        return f"without some years: {len(absent)} of {held['economy'].nunique()} economies"
    return (
        f"without a value: {'; '.join(f'{code} {_runs(years)}' for code, years in absent.items())}"
        if absent
        else "no year missing"
    )


def _runs(years: Sequence[int]) -> str:
    """Years with those that follow each other drawn together: “1990–1992, 1995”."""
    starts = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    return ", ".join(
        str(start) if start == end else f"{start}–{end}"
        for start, end in zip(starts, ends, strict=True)
    )


def pull(
    indicators: str | Sequence[str],
    economies: Sequence[str] = CENTRAL_ASIA,
    since: int = FIRST_YEAR,
) -> Pull:
    """World Bank observations of one or several indicators, for some economies, from a year on.

    Frozen: the committed figures, no network. Live: the service's figures of today where it answers and they pass the
    checks, else the committed ones; ``notes`` says which and why, and nothing is written. A series that cannot be had is
    no error; it is named in ``problems``, so that a chapter runs to its end and says so. An unknown economy is one: DataError.
    """
    codes = [indicators] if isinstance(indicators, str) else list(indicators)
    check_economies(economies, "library.pull")
    notes = refresh_series(codes, economies, since) if mode() == "live" else ()
    frames, entries, problems = [], {}, {}
    for code in codes:
        try:
            frame, entries[code] = observations(code)
        except MissingData:
            problems[code] = f"{code}: this series is not in data/, so nothing can be said from it"
            continue
        wanted = frame["economy"].isin(list(economies)) & (frame["year"] >= since)
        frames.append(frame[wanted].assign(indicator=code))
    empty = pd.DataFrame(
        {
            "economy": pd.Series(dtype="string"),
            "indicator": pd.Series(dtype="string"),
            "year": pd.Series(dtype="Int64"),
            "value": pd.Series(dtype="float64"),
        }
    )
    data = pd.concat(frames, ignore_index=True)[list(empty.columns)] if frames else empty
    return Pull(
        data,
        entries,
        problems,
        "live" if any(code in live_series for code in codes) else "frozen",
        tuple(notes),
    )

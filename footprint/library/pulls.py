"""Pulls: World Bank observations for a chapter, frozen or live, with where they are from."""

import dataclasses
from collections.abc import Sequence

import pandas as pd

from footprint import render
from footprint.library.tables import OBSERVATION
from footprint.model import Resource
from footprint.worldbank.series import query_url

# A query in a foot names the economies one by one up to this many.
ADDRESSED = 10


@dataclasses.dataclass(frozen=True)
class Pull:
    """What a pull brought: ``data`` (``economy, indicator, year, value``) and, for each indicator, where it is from.

    ``mode`` is ``live`` if the service's figures are shown; ``notes`` say what differs from the committed ones, or why those stand.
    """

    data: pd.DataFrame
    entries: dict[str, Resource]
    problems: dict[str, str]
    mode: str = "frozen"
    notes: tuple[str, ...] = ()

    def series(self, indicator: str) -> pd.DataFrame:
        """The observations of one indicator: ``economy, year, value``; empty where the pull brought none."""
        return self.data.loc[self.data["indicator"] == indicator, OBSERVATION].reset_index(
            drop=True
        )

    def source(self, indicator: str) -> str:
        """One line on where the figures of an indicator come from, for the foot of a figure: with gaps, licence and the service's query."""
        entry = self.entries.get(indicator)
        if entry is None:
            return self.problems[indicator]
        held = self.series(indicator)
        codes = list(held["economy"].unique())
        address = (
            query_url(
                indicator,
                codes if len(codes) <= ADDRESSED else (),
                held["year"].min(),
                held["year"].max(),
            )
            if codes
            else ""
        )
        return (
            f"World Bank, {entry.database}, {indicator}{f' ({address})' if address else ''}, release of {entry.vintage}, "
            f"read in {entry.retrieved}, {_gaps(held)}, CC BY 4.0"
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
        copies = "; ".join(source["title"] for source in entry.sources[1:])
        return f"{entry.title}, {entry.unit}: {years}, release of {entry.vintage}, read in {entry.retrieved} from {copies}"


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

"""Pulls: World Bank observations for a chapter, frozen or live, with where they are from."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Collection, Iterable, Sequence

from footprint import render
from footprint.lazy import pandas as pd
from footprint.library.package import Package
from footprint.library.tables import OBSERVATION
from footprint.model import Resource
from footprint.words.text import day, listed, sourced

# A query in a foot names the economies one by one up to this many.
ADDRESSED = 10


@dataclasses.dataclass(frozen=True)
class Pull:
    """What a pull brought: ``data`` (``economy, indicator, year, value``), and where it is from.

    ``live`` names the series whose figures are the service's, in live mode; ``notes`` say what
    differs from the committed ones, or why those stand, ``told`` which of them stand above
    already; ``problems``, which series could not be had."""

    data: pd.DataFrame
    entries: dict[str, Resource]
    problems: dict[str, str]
    mode: str = "frozen"
    live: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    told: Collection[str] = ()

    def series(self, indicator: str) -> pd.DataFrame:
        """The observations of one indicator: ``economy, year, value``; perhaps none."""
        rows = self.data.loc[self.data["indicator"] == indicator, OBSERVATION]
        return rows.reset_index(drop=True)

    def source(self, indicator: str) -> str:
        """Where an indicator's figures are from, for a foot: short, and with gaps and query."""
        if indicator not in self.entries:
            return self.problems[indicator]
        entry, rows = self.entries[indicator], self.series(indicator)
        asked = f" ({_address(indicator, rows)})" if len(rows) else ""
        return sourced(
            f"World Bank{_month(entry.vintage)}{', edited by hand' if entry.edited else ''}",
            f"World Bank, {entry.database}, {indicator}{asked}, {_release(entry)}, "
            f"read in {entry.retrieved}, {_gaps(rows)}, CC BY 4.0",
        )

    def _repr_html_(self) -> render.Html:
        return provenance([self])

    def _texts(self) -> list[str]:
        notes = [note for note in self.notes if note not in self.told]
        return [self._heading(), *notes, *self.problems.values()]

    def _heading(self) -> str:
        """Whose figures are shown, series by series where they are not all of one kind."""
        service, written = "from the World Bank's service", "CC BY 4.0. Nothing was written."
        committed = [code for code in self.entries if code not in self.live]
        if self.mode == "frozen":
            return "Committed figures (frozen mode), CC BY 4.0."
        if not self.live:
            return f"Committed figures (live mode, but none are {service}), {written}"
        if not committed:
            return f"Live figures {service} (live mode), {written}"
        parts = f"{listed(self.live)} live {service}, {listed(committed)} as committed"
        return f"Some figures are live (live mode): {parts}. {written}"

    def _provenance(self, indicator: str) -> str:
        entry, years = self.entries[indicator], self.series(indicator)["year"]
        span = f"{years.min()}–{years.max()}" if len(years) else "no years"
        copies = "; ".join(source["title"] for source in entry.sources[1:])
        release = f"{_release(entry)}, read in {entry.retrieved} from {copies}"
        return f"{entry.described}: {span}, {release}"


def provenance(pulls: Iterable[Pull]) -> render.Html:
    """Whose figures the pulls of a chapter show, each thing said once, and each series' release."""
    pulls = list(pulls)
    texts = dict.fromkeys(text for pull in pulls for text in pull._texts())
    series = [(code, pull._provenance(code)) for pull in pulls for code in pull.entries]
    which = f": {', '.join(dict.fromkeys(code for code, _ in series))}"
    shown = {"texts": list(texts), "series": list(dict.fromkeys(series)), "which": which}
    return render.shown(render.html("provenance.html", **shown))


def dated_vintages(package: Package) -> list[str]:
    """The days of the World Bank's releases in use, the newest last, one for each series."""
    return sorted(filter(None, (one.release_day for one in package.series())))


def _release(entry: Resource) -> str:
    """Of which release a series is; a ratio that had to be computed says from what."""
    how = f", computed from {' over '.join(entry.parts)}" if entry.computed else ""
    return f"{entry.release}{how}"


def _month(vintage: str) -> str:
    """“ (July 2026)”, where the day of a release is known."""
    known = re.match(r"\d{4}-\d{2}", vintage)
    return f" ({day(known[0])})" if known else ""


def _address(indicator: str, rows: pd.DataFrame) -> str:
    """The service's own address for what is shown; of all economies, where they are many."""
    # Loaded here: who only reads figures needs nothing that asks a network.
    from footprint.worldbank.series import query_url

    codes, years = list(rows["economy"].unique()), rows["year"]
    few = codes if len(codes) <= ADDRESSED else ()
    return query_url(indicator, few, int(years.min()), int(years.max()))


def _gaps(rows: pd.DataFrame) -> str:
    """Which years between the first and the last of all lack a value; counted, where many do."""
    if rows.empty:
        return "no values"
    span = set(range(rows["year"].min(), rows["year"].max() + 1))
    years = {str(code): set(own) for code, own in rows.groupby("economy")["year"]}
    absent = {code: sorted(span - own) for code, own in years.items() if span - own}
    if len(absent) > ADDRESSED:
        return f"without some years: {len(absent)} of {len(years)} economies"
    told = "; ".join(f"{code} {_runs(missing)}" for code, missing in absent.items())
    return f"without a value: {told}" if told else "no year missing"


def _runs(years: Sequence[int]) -> str:
    """Years with those that follow each other drawn together: “1990–1992, 1995”."""
    starts = [year for year in years if year - 1 not in years]
    ends = [year for year in years if year + 1 not in years]
    runs = zip(starts, ends, strict=True)
    return ", ".join(f"{start}" if start == end else f"{start}–{end}" for start, end in runs)

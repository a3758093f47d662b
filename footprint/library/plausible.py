"""Whether figures that arrive may be believed unasked: rules with their limits. Pure functions.

A rule looks at a series before and after, frames ``economy, year, value`` (of debt and trade the
"economy" is the creditor or partner), and says in a sentence what speaks against it, with the
figures. Limits and their reasons stand in the data package, under ``plausibility``: for all, by
unit, and in the entry of a file."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from footprint.errors import DataError
from footprint.lazy import pandas as pd
from footprint.library.revisions import SAME, YEARLY, Revision, compare, material, number

# Of fewer figures nothing is said as of all.
FEWEST = 5
# So many figures before decide which sign is usual.
RECENT = 5
# Of fewer figures nothing follows of one economy.
LEAST = 3


def limits_of(content: Mapping[str, Any], entry: Mapping[str, Any]) -> dict[str, float | None]:
    """The limits of a file by their names: those of all, of its unit, its own."""
    declared = content.get("plausibility", {})
    everyone = {name: rule.get("limit") for name, rule in declared.get("rules", {}).items()}
    of_unit = declared.get("units", {}).get(entry.get("unit"), {})
    limits = {**everyone, **of_unit, **entry.get("plausibility", {})}
    return {name: limit for name, limit in limits.items() if name != "because"}


@dataclasses.dataclass(frozen=True)
class Arrival:
    """A series before and after, and what the rules look at."""

    before: pd.DataFrame
    after: pd.DataFrame
    revision: Revision
    limits: Mapping[str, float | None]

    def limit(self, name: str) -> float:
        """A limit; DataError if the package does not give it."""
        found = self.limits.get(name)
        if found is None:
            raise DataError(
                f"data/datapackage.json: field plausibility: no limit “{name}”. "
                "Restore it: git checkout -- data/datapackage.json"
            )
        return found

    @functools.cached_property
    def revised(self) -> pd.DataFrame:
        """What both have and is not the same: ``economy, year, value, held, moved``."""
        rows = material(self.revision)
        return rows.rename(columns={"before": "held", "after": "value"})

    @functools.cached_property
    def added(self) -> pd.DataFrame:
        """What is new: ``economy, year, value, prior, beside``, the figure before it (else after)
        and its year."""
        rows = self.after.sort_values(YEARLY, ignore_index=True)
        for name, column in (("prior", "value"), ("beside", "year")):
            values = rows.groupby("economy")[column]
            rows[name] = values.shift(1).fillna(values.shift(-1))
        new = pd.MultiIndex.from_frame(rows[YEARLY]).isin(_slots(self.before))
        return rows[~new].reset_index(drop=True)

    @functools.cached_property
    def usual(self) -> pd.Series:
        """The usual size of an economy's figures."""
        sizes = self.before.assign(value=self.before["value"].abs())
        return sizes.groupby("economy")["value"].median()

    @functools.cached_property
    def step(self) -> pd.Series:
        """By what part an economy's figures usually move from one year to the next."""
        rows = self.before.sort_values(YEARLY)
        prior = rows.groupby("economy")["value"].shift()
        return distance(rows["value"], prior).groupby(rows["economy"]).median()

    def size(self, rows: pd.DataFrame) -> pd.Series:
        """The usual size for each row; 0 of an economy without figures."""
        return rows["economy"].map(self.usual).astype("float64").fillna(0.0)

    def steady(self, rows: pd.DataFrame) -> pd.Series:
        """Whether each row is of an economy whose figures do not leap each year."""
        steps = rows["economy"].map(self.step).astype("float64").fillna(0.0)
        return steps < self.limit("steady")

    def matters(self, rows: pd.DataFrame, other: str) -> pd.Series:
        """Whether a figure is further from another than what is too little to be asked about."""
        return (rows["value"] - rows[other]).abs() >= (self.limits.get("floor") or 0.0)


def distance(one: pd.Series, other: pd.Series) -> pd.Series:
    """How far figures are apart, as a part of the larger."""
    larger = one.abs().combine(other.abs(), max)
    return (one - other).abs() / larger.where(larger != 0, 1.0)


def _slots(rows: pd.DataFrame) -> pd.MultiIndex:
    return pd.MultiIndex.from_frame(rows[YEARLY])


def rows_of(rows: pd.DataFrame) -> list[Any]:
    """Rows as tuples with the names of the columns."""
    return list(rows.itertuples(index=False))


def _largest(rows: pd.DataFrame, by: pd.Series) -> Iterator[Any]:
    """The row in which something is largest, if there are rows."""
    if len(rows):
        place: Any = by[rows.index].idxmax()
        yield rows.loc[place]


def _shrank(seen: Arrival) -> Iterator[str]:
    floor = seen.limits.get("floor") or 0.0
    lost = seen.revision.lost
    lost = lost[lost["value"].abs() >= floor]
    if len(lost):
        counts = lost["economy"].value_counts().sort_index()
        told = ", ".join(f"{economy} {years}" for economy, years in counts.items())
        yield f"the series shrank: years that are gone, by economy: {told}"


def _moved(seen: Arrival) -> Iterator[str]:
    rows, limit = seen.revised, seen.limit("moved")
    least = rows["held"].abs().combine(seen.size(rows), max)
    far = (rows["value"] - rows["held"]).abs() > limit * least
    for row in rows_of(rows[far & seen.matters(rows, "held")][:1]):
        moved = f"moved from {number(row.held)} to {number(row.value)}"
        yield f"{row.economy} {row.year} {moved}, more than the limit of {limit:.0%}"


def _everywhere(seen: Arrival) -> Iterator[str]:
    if seen.revised.empty:
        return
    limit, common = seen.limit("everywhere"), seen.before.merge(seen.after[YEARLY], on=YEARLY)
    rows = common.merge(seen.revised[[*YEARLY, "held", "value"]], on=YEARLY, how="left")
    least = common["value"].abs().combine(seen.size(common) / 10, max)
    far = ((rows["value_y"] - rows["held"]).abs() > limit * least) & (
        (rows["value_y"] - rows["held"]).abs() >= (seen.limits.get("floor") or 0.0)
    )
    whole = pd.Series("in the whole series", index=rows.index)
    years, economies = "in " + rows["year"].astype("string"), "of " + rows["economy"]
    for group, most in ((whole, 0.5), (years, seen.limit("at_once")), (economies, 0.5)):
        parts = far.groupby(group).agg(["sum", "size"])
        parts = parts[(parts["size"] >= FEWEST) & (parts["sum"] > parts["size"] * most)]
        for where, part in parts[:1].iterrows():
            yield f"{part['sum']} of {part['size']} figures {where} moved by more than {limit:.0%}"
            return


def _range(seen: Arrival) -> Iterator[str]:
    rows = pd.concat([seen.added, seen.revised], ignore_index=True)
    for name, word, sign in (("least", "below", -1), ("most", "above", 1)):
        edge = seen.limits.get(name)
        if edge is not None:
            beyond = sign * (rows["value"] - edge)
            for row in _largest(rows[beyond > 0], beyond):
                value = f"{number(row['value'])}{_was(row)}"
                yield f"{row['economy']} {row['year']} is {value}, {word} {edge:g}"


def _was(row: Any) -> str:
    """What a figure is to be compared with, in brackets."""
    if "held" in row.index and pd.notna(row["held"]):
        return f" ({number(row['held'])} before)"
    return f" ({number(row['prior'])} in {row['beside']:.0f})" if pd.notna(row["prior"]) else ""


def _jump(seen: Arrival) -> Iterator[str]:
    rows = seen.added.dropna(subset=["prior"])
    # Over a gap of years figures have time to grow.
    limit = seen.limit("jump") * (rows["year"] - rows["beside"]).abs().astype("float64")
    value, prior, usual = rows["value"].abs(), rows["prior"].abs(), seen.size(rows)
    large, small = value.combine(prior, max), value.combine(prior, min)
    # Where figures leap each year, only one beyond all that is usual is a leap.
    leaps = (large > limit * small) & (large > usual / 2)
    leaps = leaps.where(seen.steady(rows), value > limit * prior.combine(usual, max))
    far = leaps & seen.matters(rows, "prior")
    for row in _largest(rows[far], distance(rows["value"], rows["prior"])):
        told = f"{row['economy']} {row['year']} is {number(row['value'])}{_was(row)}"
        yield f"{told}, {seen.limit('jump'):g} times more or less"


def _sign(seen: Arrival) -> Iterator[str]:
    limit = seen.limit("sign")
    rows = pd.concat([seen.added, seen.revised], ignore_index=True)
    other = rows["held"].fillna(rows["prior"])
    rows = rows[(rows["value"].abs() > limit * seen.size(rows)) & (rows["value"] * other < 0)]
    past = dict(list(seen.before.sort_values(YEARLY).groupby("economy")))
    for row in rows_of(rows.sort_values("year", ascending=False)):
        series = past.get(row.economy, seen.before[:0])
        earlier = series.loc[series["year"] <= row.year, "value"][-RECENT:]
        if len(earlier) >= LEAST and (earlier * (1 if row.value > 0 else -1) < 0).all():
            yield (
                f"{row.economy} {row.year} is {number(row.value)}, and the {len(earlier)} figures "
                f"before have the other sign (the last: {number(earlier.iloc[-1])})"
            )
            return


def _repeated(seen: Arrival) -> Iterator[str]:
    rows = pd.concat([seen.added, seen.revised])[[*YEARLY, "value"]]
    prior = seen.after.assign(year=seen.after["year"] + 1)
    rows = rows.merge(prior, on=YEARLY, suffixes=("", "_prior"))
    # An exchange rate that is fixed repeats each year.
    rows = rows[rows["economy"].map(seen.step).astype("float64").fillna(1.0) > SAME]
    same = distance(rows["value"], rows["value_prior"]) <= SAME
    parts = same.groupby(rows["year"]).agg(["sum", "size"])
    found = parts[(parts["sum"] >= 2) & (parts["sum"] >= seen.limit("repeated") * parts["size"])]
    for year, part in found[-1:].iterrows():
        row = rows[same & (rows["year"] == year)].iloc[0]
        what = f"{part['sum']} of {part['size']} new figures of {year} repeat the year before"
        yield f"{what} ({row['economy']}: {number(row['value'])})"


def _shifted(seen: Arrival) -> Iterator[str]:
    rows = seen.revised
    if rows.empty:
        return
    for years, word in ((1, "before"), (-1, "after")):
        other = seen.before.assign(year=seen.before["year"] + years)
        both = rows.merge(other, on=YEARLY, suffixes=("", "_other"))
        hits = both[distance(both["value"], both["value_other"]) <= SAME]
        counts, of_all = (one["economy"].value_counts() for one in (hits, rows))
        enough = seen.limit("shifted") * of_all.reindex(counts.index)
        found = counts[(counts >= LEAST) & (counts >= enough)].sort_index()
        for economy, count in found[:1].items():
            row = hits[hits["economy"] == economy].iloc[-1]
            told = f"{row['year']} is {number(row['value'])}, and was {number(row['held'])}"
            yield f"{count} figures of {economy} are those of the year {word}: {told}"
            return


def _exchanged(seen: Arrival) -> Iterator[str]:
    added = seen.added[seen.steady(seen.added)].rename(columns={"prior": "held"})
    # What is new has moved on by itself: more must differ, and less agree.
    groups = (
        (seen.revised, seen.limit("everywhere"), seen.limit("exchanged")),
        (added.dropna(subset=["held"]), seen.limit("steady"), seen.limit("crossed")),
    )
    found = (text for rows, own, times in groups for text in _crossings(seen, rows, own, times))
    yield from list(found)[:1]


def _crossings(seen: Arrival, rows: pd.DataFrame, own: float, times: float) -> Iterator[str]:
    """The first two that lie so many times nearer to each other's figure than to their own."""
    far = distance(rows["value"], rows["held"]) > own
    for year, found in rows[far & seen.matters(rows, "held")].groupby("year"):
        value, before = (found[name].to_numpy() for name in ("value", "held"))
        across, alone = _apart(value[:, None], before[None, :]), _apart(value, before)
        pairs = times * (across + across.T) < alone[:, None] + alone[None, :]
        # An economy differs from its own figure, so none is paired with itself.
        for places in list(zip(*pairs.nonzero(), strict=True))[:1]:
            told = [
                f"{found['economy'].iloc[place]} from {number(before[place])} "
                f"to {number(value[place])}"
                for place in places
            ]
            yield f"in {year} two seem to be exchanged: {', '.join(told)}"
            return


def _apart(one: Any, other: Any) -> Any:
    """The :func:`distance` of arrays; the larger of two is half of sum and difference."""
    sizes = abs(one) + abs(other) + abs(abs(one) - abs(other))
    return 2 * abs(one - other) / (sizes + (sizes == 0))


def _first(seen: Arrival) -> Iterator[str]:
    new = seen.added[~seen.added["economy"].isin(seen.before["economy"])]
    if len(seen.before) and len(new):
        row, count = new.iloc[-1], new["economy"].nunique()
        more = f", and {count - 1} more" if count > 1 else ""
        told = f"{row['economy']} {row['year']} is {number(row['value'])}"
        yield f"{told}, the first figures of this economy{more}"


RULES: Mapping[str, Callable[[Arrival], Iterator[str]]] = {
    "shrank": _shrank,
    "moved": _moved,
    "range": _range,
    "jump": _jump,
    "sign": _sign,
    "repeated": _repeated,
    "shifted": _shifted,
    "exchanged": _exchanged,
    "everywhere": _everywhere,
    "first": _first,
}


def objections(
    before: pd.DataFrame,
    after: pd.DataFrame,
    limits: Mapping[str, float | None],
    without: tuple[str, ...] = (),
) -> list[str]:
    """Why a new vintage of a series should not be believed unasked: a clause for each rule that
    speaks, with its name."""
    revision = compare(before, after)
    if not revision:
        return []
    seen = Arrival(before, after, revision, limits)
    rules = {name: rule for name, rule in RULES.items() if name not in without}
    return [by_rule(name, text) for name, rule in rules.items() for text in rule(seen)]


def by_rule(name: str, text: str) -> str:
    """An objection, with the rule that makes it."""
    return f"{text} (rule “{name}”)"

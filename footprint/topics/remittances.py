"""Money sent home: by sender, over output, and what falls and shocks did."""

import math
from collections.abc import Mapping, Sequence

import pandas as pd

from footprint.model import Finding, Measured, Moment, Untestable
from footprint.topics.measure import covered, measure, newest_row, newest_year
from footprint.topics.series import series, series_in
from footprint.words.numbers import quantity
from footprint.words.text import listed


@measure()
def sender_share(at: Moment, *, economy: str, sender: str, by: str) -> Measured:
    """A sending country's part of all remittances received, in per cent, by the World Bank's model or the central bank."""
    held = at.records("remittances_by_source")
    held = held[
        (held["economy"] == economy) & (held["by"] == by) & (held["sender"] == sender)
    ].dropna(subset=["share"])
    last = newest_row(held, f"remittances from {sender} to {economy} by the {by}")
    return Measured(
        float(last["share"]), int(last["year"]), last["source"], {"period": covered(last)}
    )


@measure()
def senders_share(at: Moment, *, economy: str, senders: Sequence[str], by: str) -> Measured:
    """The part of several sending countries together, in per cent, in the newest year with any of them."""
    held = at.records("remittances_by_source")
    held = held[
        (held["economy"] == economy) & (held["by"] == by) & held["sender"].isin(list(senders))
    ].dropna(subset=["share"])
    rows = newest_year(held, f"remittances from a group of countries to {economy} by the {by}")
    return Measured(float(rows["share"].sum()), int(rows["year"].iloc[0]), rows["source"].iloc[0])


@measure(reads=["indicator"])
def sender_ratio(at: Moment, *, economy: str, sender: str, indicator: str) -> Measured:
    """Remittances over GDP times the sender's part in the World Bank's model, in per cent of GDP."""
    ratio = series(at, indicator=indicator, economy=economy)
    part = sender_share(at, economy=economy, sender=sender, by="model")
    return Measured(ratio.value * part.value / 100, ratio.year, f"{ratio.basis}; {part.basis}")


@measure(reads=["indicator"])
def transfer_ratio(
    at: Moment, *, economy: str, sender: str, by: str, indicator: str, months: int
) -> Measured:
    """Transfers, as ``by`` counts them, over the GDP of the same year, in per cent; periods under ``months`` are left out."""
    held = at.records("remittances_by_source")
    held = held[
        (held["economy"] == economy)
        & (held["by"] == by)
        & (held["sender"] == sender)
        & (held["months"] >= months)
    ]
    last = newest_row(
        held.dropna(subset=["value"]),
        f"transfers from {sender} to {economy} of {months} months or more in the years that count for this moment",
    )
    gdp, basis = at.series(indicator, economy)
    same = gdp.loc[gdp["year"] == last["year"], "value"]
    if same.empty:
        raise Untestable(f"{indicator} of {economy} has no figure for {last['year']}")
    return Measured(
        float(last["value"] * 1e6 / same.iloc[0] * 100),
        int(last["year"]),
        f"{last['source']}; {basis}",
        {"period": covered(last)},
    )


@measure(reads=["received", "output"])
def shock_ratio(
    at: Moment, *, economy: str, sender: str, received: str, output: str, cut: float
) -> Measured:
    """What falls away if ``cut`` per cent of the remittances from one sender do, in per cent of GDP, by the World Bank's model.

    ``received`` and ``output`` are the World Bank's series of remittances and of GDP, both in US$.
    """
    money = series(at, indicator=received, economy=economy)
    gdp = series_in(at, indicator=output, economy=economy, year=money.year)
    part = sender_share(at, economy=economy, sender=sender, by="model")
    lost = scenarios(money.value, part.value, [cut], gdp.value, math.nan)
    return Measured(float(lost["ratio"].iloc[0]), money.year, f"{money.basis}; {part.basis}")


def senders(remittances: pd.DataFrame, economy: str, count: int = 6) -> pd.DataFrame:
    """The largest senders in the newest matrix of the World Bank's model, in per cent: ``name, value, year, source``."""
    held = remittances[
        (remittances["economy"] == economy)
        & (remittances["by"] == "model")
        & (remittances["sender"] != "World")
    ]
    held = (
        held[held["year"] == held["year"].max()]
        .rename(columns={"sender": "name"})
        .assign(value=held["share"])
    )
    return held.nlargest(count, "value")[["name", "value", "year", "source"]]


def scenarios(
    received: float, part: float, cuts: Sequence[float], gdp: float, people: float
) -> pd.DataFrame:
    """The arithmetic of a fall: ``cut, from_sender, lost, ratio, per_head``, one row for each cut in per cent.

    ``received`` and ``gdp`` are in US$ of one year, ``part`` is the sender's part in per cent. ``from_sender`` and
    ``lost`` are in US$, ``ratio`` is the loss in per cent of GDP, ``per_head`` in US$. Nothing else is let move.
    """
    from_sender = received * part / 100
    rows = pd.DataFrame({"cut": list(cuts)}).assign(
        from_sender=from_sender, lost=lambda rows: from_sender * rows["cut"] / 100
    )
    return rows.assign(ratio=rows["lost"] / gdp * 100, per_head=rows["lost"] / people)


def scenario_table(
    received: pd.DataFrame,
    gdp: pd.DataFrame,
    people: pd.DataFrame,
    senders: pd.DataFrame,
    by: Mapping[str, str],
    cuts: Sequence[float],
) -> pd.DataFrame:
    """``scenarios`` for several economies, of the newest year of remittances, with what goes in: ``economy, year, received, part, part_year, by`` besides.

    The series are frames ``economy, year, value``; ``by`` says whose reading of Russia's part counts for each economy.
    An economy without one of the figures is left out.
    """
    tables = []
    for economy, who in by.items():
        series_held = [
            frame[frame["economy"] == economy].set_index("year")["value"]
            for frame in (received, gdp, people)
        ]
        parts = senders[
            (senders["economy"] == economy)
            & (senders["by"] == who)
            & (senders["sender"] == "Russia")
            & (senders["months"] == 12)
        ].dropna(subset=["share"])
        years = set.intersection(*(set(held.index) for held in series_held))
        if not years or parts.empty:
            continue
        part, year = parts.sort_values("year").iloc[-1], max(years)
        money, output, heads = (float(held[year]) for held in series_held)
        rows = scenarios(money, float(part["share"]), cuts, output, heads)
        tables.append(
            rows.assign(
                economy=economy,
                year=year,
                received=money,
                part=float(part["share"]),
                part_year=int(part["year"]),
                by=who,
            )
        )
    return (
        pd.concat(tables, ignore_index=True)
        if tables
        else pd.DataFrame(columns=["economy", "cut", "ratio"])
    )


def falls(data: pd.DataFrame, economy: str, windows: Sequence[tuple[int, int]]) -> pd.DataFrame:
    """How far the series of an economy fell in each window: ``start, low, change``; a window without its first year is left out.

    ``low`` is the year of the lowest value after ``start`` and up to the window's end, ``change`` the value there
    against ``start``, in per cent: above zero where the series did not fall.
    """
    held = data[data["economy"] == economy].set_index("year")["value"].sort_index()
    rows = []
    for start, end in windows:
        after = held.loc[start + 1 : end]
        if start in held.index and len(after):
            rows.append((start, int(after.idxmin()), (after.min() / held[start] - 1) * 100))
    return pd.DataFrame(rows, columns=["start", "low", "change"])


def past_falls(
    received: pd.DataFrame,
    growth: pd.DataFrame,
    imports: pd.DataFrame,
    economies: Sequence[str],
    windows: pd.DataFrame,
) -> pd.DataFrame:
    """``falls`` of remittances beside growth and imports: ``economy, window, start, low, change, growth, imports``.

    All are frames ``economy, year, value``; ``windows`` has ``start, end, name``. ``growth`` is that of the year ``low``,
    ``imports`` their change from ``start`` to ``low``, both in per cent and missing where a figure is.
    """
    names = windows.set_index("start")["name"]
    tables = []
    for economy in economies:
        rows = falls(received, economy, list(zip(windows["start"], windows["end"])))
        grown, bought = (
            frame[frame["economy"] == economy].set_index("year")["value"]
            for frame in (growth, imports)
        )
        changed = (
            bought.reindex(rows["low"]).to_numpy() / bought.reindex(rows["start"]).to_numpy() * 100
            - 100
        )
        tables.append(
            rows.assign(
                economy=economy,
                window=rows["start"].map(names),
                growth=grown.reindex(rows["low"]).to_numpy(),
                imports=changed,
            )
        )
    return pd.concat(tables, ignore_index=True)


def fell_when(rows: pd.DataFrame) -> str:
    """A title from :func:`remittances.past_falls`: after which years remittances fell, and to how many of the countries."""
    fallen = (rows["change"] < 0).groupby(rows["start"]).sum()
    fallen, of = fallen[fallen > 0], rows["economy"].nunique()
    if fallen.empty:
        return "Remittances fell in none of the windows"
    if (fallen == of).all():
        return f"Remittances to all {of} countries fell after {listed([str(start) for start in fallen.index])}"
    return "Remittances fell " + listed(
        [f"after {start} to {count} of {of} countries" for start, count in fallen.items()]
    )


def hardest_hit(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title from :func:`remittances.scenario_table`: who would lose most of its output, and by which fall."""
    held = rows.dropna(subset=["ratio"])
    if held.empty:
        return "No loss can be computed"
    top = held.loc[held["ratio"].idxmax()]
    return f"If {quantity(top['cut'], '%')} of the money from Russia stayed away, {names[top['economy']]} would lose {quantity(top['ratio'], '%')} of its GDP, the most of the {held['economy'].nunique()} countries"


def worked(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title from the same table that works the largest loss, over output, step by step."""
    held = rows.dropna(subset=["ratio"])
    if held.empty:
        return "No loss can be computed"
    top = held.loc[held["ratio"].idxmax()]
    received, lost = (quantity(top[column], "current US$") for column in ("received", "lost"))
    return f"{names[top['economy']]}: {received} received × {quantity(top['part'], '%')} from Russia × {quantity(top['cut'], '%')} that falls away = {lost} lost"


def deepest(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title that names the deepest of :func:`remittances.past_falls`, and in how many of the falls output and imports fell too."""
    fallen = rows[rows["change"] < 0]
    if fallen.empty:
        return "In none of the windows did remittances fall"
    low, (shrank, bought) = (
        fallen.loc[fallen["change"].idxmin()],
        ((fallen[column] < 0).sum() for column in ("growth", "imports")),
    )
    return (
        f"Deepest fall: {names[low['economy']]}, {quantity(-low['change'], '%')} from {low['start']} to {low['low']}; "
        f"of {len(fallen)} falls, output shrank in {shrank} and imports in {bought}"
    )


def sent_from(finding: Finding, sender: str, part: str, whole: str) -> str:
    """A title from two parts of a claim, both over GDP: what one sender sends, beside what comes from everywhere."""
    held = {of.id: of.result for of in finding.now.parts}
    said = [
        f"{quantity(held[id].value, '%')} of GDP"
        + (f" in {held[id].year}" if held[id].year else "")
        for id in (part, whole)
    ]
    return f"From {sender} came {said[0]}, from everywhere {said[1]}"


def scenario_cells(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The arithmetic of :func:`remittances.scenario_table` step by step, in words."""

    def dollars(column: str) -> pd.Series:
        return rows[column].map(lambda value: quantity(value, "current US$"))

    return pd.DataFrame(
        {
            "state": rows["economy"].map(names),
            "received": dollars("received") + " in " + rows["year"].astype(str),
            "× Russia's part": rows["part"].map(lambda value: quantity(value, "%"))
            + " ("
            + rows["by"]
            + ", "
            + rows["part_year"].astype(str)
            + ")",
            "× a fall of": rows["cut"].map(lambda value: quantity(value, "%")),
            "= lost": dollars("lost"),
            "over GDP": rows["ratio"].map(lambda value: quantity(value, "%")),
            "a head": dollars("per_head"),
        }
    )


def fall_cells(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Past falls of :func:`remittances.past_falls` in words."""

    def per_cent(column: str) -> pd.Series:
        return rows[column].map(lambda value: "no data" if pd.isna(value) else quantity(value, "%"))

    return pd.DataFrame(
        {
            "window": rows["window"],
            "state": rows["economy"].map(names),
            "from": rows["start"].astype(str),
            "to its lowest in": rows["low"].astype(str),
            "remittances, US$": per_cent("change"),
            "growth in that year": per_cent("growth"),
            "imports of goods, US$": per_cent("imports"),
        }
    )

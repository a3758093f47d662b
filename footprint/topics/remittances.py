"""Money sent home: by sender, over output, and what falls and shocks did."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from footprint.lazy import pandas as pd
from footprint.model import Finding, Measured, Moment, Names, Texts, Untestable
from footprint.rows import Frame, Rows
from footprint.topics.measure import (
    Others,
    covered,
    from_row,
    measure,
    newest_of,
    newest_row,
    newest_rows,
    over_others,
    total,
    where,
)
from footprint.topics.series import series, series_in
from footprint.words.numbers import quantities, quantity
from footprint.words.text import listed


@measure()
def sender_share(at: Moment, *, economy: str, sender: str, by: str) -> Measured:
    """A sender's part of remittances, in per cent, by the ``model`` or the ``central bank``."""
    rows = at.records("remittances_by_source").where(economy=economy, by=by, sender=sender)
    what = f"remittances from {sender} to {economy} by the {by}"
    last = newest_row(rows.having("share"), what)
    return from_row(last, last["share"], period=covered(last))


@measure()
def main_sender(at: Moment, *, economy: str, sender: str, by: str, against: Others) -> Measured:
    """What a sender sent over what the largest other did, or over ``all others``: a factor. Where
    the others are not named, all that is not the sender's counts as theirs. ``share`` is its part
    of all."""
    own = sender_share(at, economy=economy, sender=sender, by=by)
    rows = at.records("remittances_by_source").where(economy=economy, by=by, year=own.year)
    named = rows.having("share").keep(lambda row: row["sender"] not in (sender, "World"))
    shares = {row["sender"]: row["share"] for row in named} or {"all others": 100 - own.value}
    try:
        factor, other = over_others({**shares, sender: own.value}, sender, against)
    except ValueError:
        raise Untestable(f"the {by} names no sender to {economy} but {sender}") from None
    words = {**own.words, "other": other, "share": quantity(own.value, "%")}
    return Measured(factor, own.year, own.basis, words)


@measure(reads=["received"])
def counted_share(at: Moment, *, economy: str, sender: str, by: str, received: str) -> Measured:
    """What ``by`` counted from a sender, in per cent of all that the World Bank has as received."""
    sent = at.records("remittances_by_source").where(economy=economy, by=by, sender=sender)
    last = newest_row(sent.where(months=12).having("value"), f"transfers by the {by}")
    money = series_in(at, indicator=received, economy=economy, year=int(last["year"]))
    return from_row(
        last, last["value"] * 1e6 / money.value * 100, f"{last['source']}; {money.basis}"
    )


@measure()
def senders_share(at: Moment, *, economy: str, senders: Texts, by: str) -> Measured:
    """The part of several senders together, in per cent, in the newest year with any of them."""
    rows = at.records("remittances_by_source").where(economy=economy, by=by, sender=senders)
    what = f"remittances from a group of countries to {economy} by the {by}"
    last = newest_of(rows.having("share"), what)
    return from_row(last[0], total(last, "share"))


@measure(reads=["indicator"])
def sender_ratio(at: Moment, *, economy: str, sender: str, indicator: str) -> Measured:
    """Remittances over GDP times the sender's part in the model, in per cent of GDP."""
    ratio = series(at, indicator=indicator, economy=economy)
    part = sender_share(at, economy=economy, sender=sender, by="model")
    return Measured(ratio.value * part.value / 100, ratio.year, f"{ratio.basis}; {part.basis}")


@measure(reads=["indicator"])
def transfer_ratio(
    at: Moment, *, economy: str, sender: str, by: Texts, indicator: str, months: int
) -> Measured:
    """Transfers, as one of ``by`` counts them, over GDP, in per cent; not those under ``months``.
    Of several the newest counts, and is named with the period."""
    sent = at.records("remittances_by_source").where(economy=economy, by=by, sender=sender)
    what = f"transfers from {sender} to {economy} of {months} months or more"
    known = Rows(row for row in sent.having("value") if row["months"] >= months)
    gdp, basis = at.series(indicator, economy)
    both = known.where(year=gdp.values("year"))
    if known and not both:
        years = listed([str(year) for year in sorted({*known.values("year")})])
        raise Untestable(f"{indicator} of {economy} has no figure for {years}")
    last = newest_row(both, f"{what} in the years that count for this moment")
    ratio = last["value"] * 1e6 / gdp.where(year=last["year"])[0]["value"] * 100
    who = f", {last['by']}" if len(by) > 1 else ""
    return from_row(last, ratio, f"{last['source']}; {basis}", period=covered(last) + who)


def senders(remittances: Frame, economy: str, count: int = 6) -> Frame:
    """The newest model's largest senders, in per cent: ``name, value, year, source``."""
    rows = where(remittances, economy=economy, by="model").query("sender != 'World'")
    newest = newest_rows(rows).assign(name=rows["sender"], value=rows["share"])
    return newest.nlargest(count, "value")[["name", "value", "year", "source"]]


def sent_from(finding: Finding, sender: str, part: str, whole: str) -> str:
    """A title from two parts of a claim, both over GDP: from one sender, and from everywhere."""
    results = {of.id: of.result for of in finding.now.parts}
    theirs, every = (
        f"{quantity(result.value, '%')} of GDP" + (f" in {result.year}" if result.year else "")
        for result in (results[part], results[whole])
    )
    return f"From {sender} came {theirs}, from everywhere {every}"


@measure(reads=["received", "output"])
def shock_ratio(
    at: Moment, *, economy: str, sender: str, received: str, output: str, cut: float
) -> Measured:
    """What falls away if ``cut`` per cent of one sender's remittances do, in per cent of GDP.
    ``received`` and ``output`` are the World Bank's series of remittances and of GDP, both in US$;
    the sender's part is that of the World Bank's model."""
    rows, basis = at.series(received, economy)
    money = newest_row(rows, f"{received} of {economy}")
    gdp = series_in(at, indicator=output, economy=economy, year=int(money["year"]))
    part = sender_share(at, economy=economy, sender=sender, by="model")
    lost = money["value"] * part.value / 100 * cut / 100
    return from_row(money, lost / gdp.value * 100, f"{basis}; {part.basis}")


@measure(reads=["output"])
def shock_counted(
    at: Moment, *, economy: str, sender: str, by: Texts, output: str, months: int, cut: float
) -> Measured:
    """The same of what was counted as sent, with no model: ``cut`` per cent of it over GDP."""
    sent = transfer_ratio(
        at, economy=economy, sender=sender, by=by, indicator=output, months=months
    )
    return dataclasses.replace(sent, value=sent.value * cut / 100)


def scenarios(
    received: float, part: float, cuts: Sequence[float], gdp: float, people: float
) -> Frame:
    """The arithmetic of a fall: ``cut, lost, ratio, per_head``, a row for each cut in per cent.
    ``received`` and ``gdp`` are in US$ of one year, ``part`` is the sender's, in per cent. ``lost``
    and ``per_head`` are in US$, ``ratio`` is in per cent of GDP. Nothing else is let move."""
    rows = pd.DataFrame({"cut": list(cuts)})
    lost = received * part / 100 * rows["cut"] / 100
    return rows.assign(lost=lost, ratio=lost / gdp * 100, per_head=lost / people)


def scenario_table(
    received: Frame,
    gdp: Frame,
    people: Frame,
    senders: Frame,
    by: Sequence[tuple[str, str]],
    cuts: Sequence[float],
) -> Frame:
    """:func:`scenarios` for economies, each by whose reading of Russia's part ``by`` says. What
    goes in stands beside: ``economy, year, received, part, part_year, by``. The series are frames
    ``economy, year, value``. By the ``model`` a part is taken of all that the World Bank counts in
    its newest year; whoever else counts gives the money from Russia itself, so its part is all of
    it and no total of another is used. A reading without one of the figures is left out."""
    keys, tables = ["economy", "year"], []
    known = gdp.merge(people, on=keys, suffixes=("_gdp", "_people")).sort_values("year")
    whole = known.merge(received, on=keys)
    parts = where(senders, sender="Russia", months=12).sort_values("year")
    for economy, who in by:
        own = where(parts, economy=economy, by=who)
        if who == "model":
            figures, own = where(whole, economy=economy), own.dropna(subset=["share"])
        else:
            own = own.dropna(subset=["value"]).assign(share=100.0)
            figures = known.merge(own.assign(value=own["value"] * 1e6)[[*keys, "value"]], on=keys)
            own = where(own, year=figures["year"])
        if figures.empty or own.empty:
            continue
        last, part = figures.iloc[-1], own.iloc[-1]
        money, share = float(last["value"]), float(part["share"])
        rows = scenarios(money, share, cuts, last["value_gdp"], last["value_people"])
        rows = rows.assign(economy=economy, year=int(last["year"]), received=money)
        tables.append(rows.assign(part=share, part_year=int(part["year"]), by=who))
    if not tables:
        return pd.DataFrame(columns=["economy", "cut", "ratio"])
    return pd.concat(tables, ignore_index=True)


def hardest_hit(rows: Frame, names: Names, steps: bool = False) -> str:
    """A title from :func:`scenario_table`: whose loss is largest, or the ``steps`` to it."""
    known = rows.dropna(subset=["ratio"])
    if known.empty:
        return "No loss can be computed"
    top = known.nlargest(1, "ratio").iloc[0]
    name, cut, ratio = names[top["economy"]], quantity(top["cut"], "%"), quantity(top["ratio"], "%")
    if not steps:
        lost = f"If {cut} of the money from Russia stayed away, {name} would lose {ratio}"
        told = f"{lost} of its GDP by the {top['by']}"
        same = where(known, economy=top["economy"], cut=top["cut"])
        rest = same[same["by"] != top["by"]].sort_values("ratio", ascending=False)
        other = [f"{quantity(row['ratio'], '%')} by the {row['by']}" for _, row in rest.iterrows()]
        return f"{told}, {listed(other)}" if other else told
    received, lost = (quantity(top[column], "current US$") for column in ("received", "lost"))
    part, by = quantity(top["part"], "%"), top["by"]
    worked = f"{received} received × {part} from Russia × {cut} that falls away = {lost} lost"
    return f"{name}, by the {by}: {worked}"


def losses(rows: Frame, declared: Frame, names: Names) -> Frame:
    """Losses of a :func:`scenario_table` in per cent of GDP, falls as ``declared``: ``name,
    kind, value``."""
    fall = rows["cut"].map(declared.set_index("cut")["name"]) + ", " + quantities(rows["cut"], "%")
    name = rows["economy"].map(names) + ", by the " + rows["by"]
    return pd.DataFrame({"name": name, "kind": fall, "value": rows["ratio"]})


def scenario_cells(rows: Frame, names: Names) -> Frame:
    """The arithmetic of :func:`scenario_table` step by step, in words, the largest loss first."""
    rows = rows.sort_values("ratio", ascending=False, kind="stable")
    when, who = " in " + rows["year"].astype(str), rows["by"] + ", " + rows["part_year"].astype(str)
    parts = quantities(rows["part"], "%").where(rows["by"] == "model", "all of it, as counted")
    cells = {
        "state": rows["economy"].map(names),
        "received": quantities(rows["received"], "current US$") + when,
        "× Russia's part": parts + " (" + who + ")",
        "× a fall of": quantities(rows["cut"], "%"),
        "= lost": quantities(rows["lost"], "current US$"),
        "over GDP": quantities(rows["ratio"], "%"),
        "a head": quantities(rows["per_head"], "current US$"),
    }
    return pd.DataFrame(cells)


def falls(data: Frame, economy: str, windows: Sequence[tuple[int, int]]) -> Frame:
    """How far the series of an economy fell in each window: ``start, low, change``. ``low`` is the
    year of the lowest value after ``start`` up to the window's end, ``change`` the value there
    against ``start``, in per cent: above zero where it did not fall. A window without its first
    year is left out."""
    line = where(data, economy=economy).set_index("year")["value"].sort_index()
    rows = []
    for start, end in windows:
        after = line.loc[start + 1 : end]
        if start in line.index and len(after):
            rows.append((start, after.idxmin(), (after.min() / line[start] - 1) * 100))
    return pd.DataFrame(rows, columns=["start", "low", "change"])


def past_falls(
    received: Frame, growth: Frame, imports: Frame, economies: Texts, windows: Frame
) -> Frame:
    """:func:`falls` of remittances, with ``economy, window``, beside ``growth, imports``. The
    series are frames ``economy, year, value``; ``windows`` has ``start, end, name``. ``growth`` is
    that of the year ``low``, ``imports`` their change from ``start`` to ``low``, both in per cent
    and missing where a figure is."""
    names, tables = windows.set_index("start")["name"], []
    lines = [line.set_index("year") for line in (growth, imports)]
    for economy in economies:
        rows = falls(received, economy, list(zip(windows["start"], windows["end"], strict=True)))
        grown, bought = (where(line, economy=economy)["value"] for line in lines)
        changed = rows["low"].map(bought) / rows["start"].map(bought) * 100 - 100
        rows = rows.assign(economy=economy, window=rows["start"].map(names))
        tables.append(rows.assign(growth=rows["low"].map(grown), imports=changed))
    return pd.concat(tables, ignore_index=True)


def fell_when(rows: Frame) -> str:
    """A title from :func:`past_falls`: after which years remittances fell, and to how many."""
    counts = (rows["change"] < 0).groupby(rows["start"]).sum()
    fallen, of = counts[counts > 0], rows["economy"].nunique()
    if fallen.empty:
        return "Remittances fell in none of the windows"
    if (fallen == of).all():
        years = listed([str(start) for start in fallen.index])
        return f"Remittances to all {of} countries fell after {years}"
    told = [f"after {start} to {count} of {of} countries" for start, count in fallen.items()]
    return f"Remittances fell {listed(told)}"


def deepest(rows: Frame, names: Names) -> str:
    """A title: the deepest of :func:`past_falls`, and how often output and imports fell too."""
    fallen = rows[rows["change"] < 0]
    if fallen.empty:
        return "In none of the windows did remittances fall"
    low = fallen.nsmallest(1, "change").iloc[0]
    shrank, bought = ((fallen[column] < 0).sum() for column in ("growth", "imports"))
    depth = f"{quantity(-low['change'], '%')} from {low['start']} to {low['low']}"
    too = f"of {len(fallen)} falls, output shrank in {shrank} and imports in {bought}"
    return f"Deepest fall: {names[low['economy']]}, {depth}; {too}"


def fall_cells(rows: Frame, names: Names) -> Frame:
    """Past falls of :func:`past_falls` in words, the deepest first."""
    rows = rows.sort_values("change", kind="stable")
    cells = {
        "window": rows["window"],
        "state": rows["economy"].map(names),
        "from": rows["start"].astype(str),
        "to its lowest in": rows["low"].astype(str),
        "remittances, US$": quantities(rows["change"], "%"),
        "growth in that year": quantities(rows["growth"], "%"),
        "imports of goods, US$": quantities(rows["imports"], "%"),
    }
    return pd.DataFrame(cells)

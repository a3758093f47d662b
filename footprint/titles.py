"""Titles of charts, maps and tables: what a frame or a finding shows, in a plain sentence that follows the figures."""

import itertools
from collections.abc import Iterable, Mapping, Sequence

import pandas as pd

from footprint.ledger import Claim, Finding
from footprint.measures import STANDINGS, STEADILY, movement, parades, unsettled
from footprint.verdicts import HOLDS
from footprint.words import COUNTS, capital, day, digits, listed, ordinal, quantity

# What is counted in a record, as nouns: of one and of several. What is not here stays as it is.
COUNTED = {
    "abstain": ("abstention", "abstentions"),
    "absent": ("absence", "absences"),
    "against": ("vote against", "votes against"),
    "yes": ("vote in favour", "votes in favour"),
    "exercise": ("exercise", "exercises"),
    "attack": ("attack", "attacks"),
    "clash": ("clash", "clashes"),
    "deployment": ("deployment", "deployments"),
    "energy": ("energy matter", "energy matters"),
    "agreement signed": ("agreement signed", "agreements signed"),
    "agreement initialled": ("agreement initialled", "agreements initialled"),
    "agreement not ratified": ("agreement not ratified", "agreements not ratified"),
}
# Answers in the order in which a title gives them.
ANSWERED = ("yes", "partly", "no", "unknown")
# A year between two ends is told beside them if it lies beyond the nearer one by more than this part of it: the fifth by which the
# ledger's variants move the edges of a band. Less can be the noise of one year.
OUTSIDE = 0.2
# What a country did with a text that was put to the vote.
DID = {
    "yes": "voted for",
    "against": "voted against",
    "abstain": "abstained on",
    "absent": "was absent from",
}
# A line has turned on its way where its middle lies outside both its ends by more than this part of its whole height: less is hardly seen.
SWING = 0.25
# In how many of the steps a lever would follow by chance, in per cent.
CHANCE = 50


def moved(name: str, data: pd.DataFrame, since: int, unit: str) -> str:
    """A chart's title: how the series ``year, value`` moved from one year to its newest; says so where a figure is missing."""
    held = data.dropna(subset=["value"]).set_index("year")["value"].sort_index()
    if since not in held.index or held.index[-1] <= since:
        return f"{name}: no figures to compare since {since}"
    before, after, last = held[since], held.iloc[-1], held.index[-1]
    way = movement(before, after)
    # What has moved is printed with so many digits that the two figures differ; two factors are both times, though one may be a share.
    apart = [] if way == STEADILY else [(before + after) / 2]
    first, second = (
        f"{digits(value, apart)} times"
        if unit.startswith("times")
        else quantity(value, unit, apart)
        for value in (before, after)
    )
    return (
        f"{name} {way}: {first} in {since}, {second} in {last}"
        if way == STEADILY
        else f"{name} {way} from {first} in {since} to {second} in {last}"
    )


def ranked(data: pd.DataFrame, unit: str) -> str:
    """A map's title: the values ``name, value`` from the largest down, those printed alike together, and who has none."""
    held = data.dropna(subset=["value"]).sort_values("value", ascending=False, kind="stable")
    printed = zip(held["name"], (quantity(value, unit) for value in held["value"]), strict=True)
    groups = [
        (text, [name for name, _ in rows])
        for text, rows in itertools.groupby(printed, key=lambda row: row[1])
    ]
    said = [f"{listed(names)} {'each ' if len(names) > 1 else ''}{text}" for text, names in groups]
    without = data.loc[data["value"].isna(), "name"].tolist()
    return "; ".join(
        [(", " if len(said) == len(held) else "; ").join(said)] * bool(said)
        + [f"no figure for {listed(without)}"] * bool(without)
    )


def largest(data: pd.DataFrame, what: str, unit: str) -> str:
    """A title that names the largest of ``name, value``; a name of several words with a comma or colon stands behind the figure."""
    held = data.dropna(subset=["value"])
    if held.empty:
        return f"Largest {what}: no data"
    top = held.loc[held["value"].idxmax()]
    figure = quantity(top["value"], unit)
    return (
        f"Largest {what}: {figure} ({top['name'].replace(': ', ', ')})"
        if {",", ":"} & set(top["name"])
        else f"Largest {what}: {top['name']}, {figure}"
    )


def farthest(data: pd.DataFrame, since: int) -> tuple[int, float] | None:
    """The year between ``since`` and the newest whose value, of ``year, value``, lies farthest outside those of both; None if none lies well outside."""
    held = data.dropna(subset=["value"]).set_index("year")["value"].sort_index()
    middle = held[(held.index > since) & (held.index < held.index.max())]
    if since not in held.index or middle.empty:
        return None
    low, high = sorted((held[since], held.iloc[-1]))
    beyond = (middle - high - OUTSIDE * abs(high)).combine(low - middle - OUTSIDE * abs(low), max)
    return (int(beyond.idxmax()), float(middle[beyond.idxmax()])) if beyond.max() > 0 else None


def course(name: str, data: pd.DataFrame, since: int, unit: str) -> str:
    """A title like that of :func:`moved`, with the year between where one lies well outside both ends: “…, after 49.1 % in 2022”."""
    title, far = moved(name, data, since, unit), farthest(data, since)
    return title if far is None else f"{title}, after {quantity(far[1], unit)} in {far[0]}"


def traded(partner: str, whose: str, shares: pd.DataFrame) -> str:
    """A title on both flows in the newest year that has both, from shares ``name, year, value`` named imports and exports, in per cent."""
    both = (
        shares.pivot(index="year", columns="name", values="value")
        .reindex(columns=["imports", "exports"])
        .dropna()
    )
    if both.empty:
        return f"{partner} in {whose} imports and exports: no year has both"
    bought, sold = (quantity(share, "%") for share in both.iloc[-1])
    return f"{partner} supplied {bought} of {whose} imports and took {sold} of {whose} exports in {both.index[-1]}"


def extremes(what: str, counts: pd.DataFrame, unit: str) -> str:
    """A title for counts that lie apart, from ``name, value``: “Counts of … run from 20.9 % (press) to 57 % (World Factbook)”."""
    held = counts.dropna(subset=["value"]).sort_values("value")
    told = [f"{quantity(value, unit)} ({name})" for name, value in zip(held["name"], held["value"])]
    if len(told) < 2:
        return f"Only count of {what}: {told[0]}" if told else f"Counts of {what}: no data"
    return f"Counts of {what} run from {told[0]} to {told[-1]}"


def together(holders: pd.DataFrame, names: Sequence[str], of: str) -> str:
    """A title that adds up some of the holders ``name, value``, in per cent: “Russia and Lukoil together hold 43.5 % of the CPC”."""
    held = holders[holders["name"].isin(list(names))].dropna(subset=["value"])
    if held.empty:
        return f"Holders of {of}: no data on {listed(names)}"
    return f"{listed(held['name'].tolist())} {'together hold' if len(held) > 1 else 'holds'} {quantity(held['value'].sum(), '%')} of {of}"


def share_of(which: pd.Series, of: str, does: tuple[str, str]) -> str:
    """A title that counts the rows that are true; ``does`` is said of one and of several: “None of 13 statements condemns the war”."""
    count, whole = int(which.sum()), len(which)
    if not whole:
        return f"No {of} on record"
    who = f"All {whole} {of}" if count == whole > 1 else f"{count or 'None'} of {whole} {of}"
    return f"{who} {does[count > 1]}"


def voting(name: str, votes: pd.Series, texts: str) -> str:
    """A title from votes on some texts, the commonest first: “Kazakhstan voted against 7 of 8 texts on Crimea and was absent from 1; 1 vote is unknown”."""
    known = votes[votes != "unknown"]
    open_ = len(votes) - len(known)
    unknown = f"{open_} {'vote is' if open_ == 1 else 'votes are'} unknown" if open_ else ""
    if known.empty:
        return f"{name} on {texts}: {unknown or 'no votes'}"
    (first, number), *rest = known.value_counts().items()
    most = f"all {number}" if number == len(known) > 1 else f"{number} of {len(known)}"
    said = listed(
        [f"{DID[first]} {most} {texts}", *(f"{DID[vote]} {count}" for vote, count in rest)]
    )
    return "; ".join(filter(None, [f"{name} {said}", unknown]))


def all_but(finding: Finding, what: str) -> str:
    """A title from the parts of a claim: for which of them it holds today in full: “All but Armenia are full members”."""
    short = [part.label for part in finding.now.parts if part.result.verdict != HOLDS]
    if len(short) == len(finding.now.parts):
        return f"None of {listed(short)} are {what}"
    return (
        f"All but {listed(short)} are {what}"
        if short
        else f"{listed([part.label for part in finding.now.parts])} are {what}"
    )


def swung(name: str, data: pd.DataFrame, unit: str) -> str:
    """A title for the whole line ``year, value``: its first and last, and the peak or trough between them if it lies far outside both."""
    held = data.dropna(subset=["value"]).set_index("year")["value"].sort_index()
    if len(held) < 2:
        return f"{name}: no figures to compare"
    ends = held.iloc[[0, -1]]
    low, high = ends.min() - held.min(), held.max() - ends.max()
    turn = held.idxmin() if low > high else held.idxmax()
    stops = (
        [held.index[0], turn, held.index[-1]]
        if max(low, high) > SWING * (held.max() - held.min())
        else list(ends.index)
    )
    said = [
        f"{movement(held[start], held[stop])} to {quantity(held[stop], unit)} in {stop}"
        for start, stop in itertools.pairwise(stops)
    ]
    first, *then = said
    return " and ".join(
        [
            f"{name} {first.replace(' to ', f' from {quantity(held.iloc[0], unit)} in {stops[0]} to ', 1)}",
            *then,
        ]
    )


def times(count: int) -> str:
    """How often: “not once”, “once”, “11 times”."""
    return {0: "not once", 1: "once"}.get(count, f"{count} times")


def _years(dates: pd.Series) -> str:
    return listed(dates.str[:4].tolist())


def tribune(attendance: pd.DataFrame) -> str:
    """A title from attendance: when all the presidents came, when that is less firmly known, and which parades stay open."""
    counts = parades(attendance)
    full = counts[(counts["no"] == 0) & (counts["unknown"] == 0)]["date"]
    firm = full.isin(
        attendance.groupby("date").filter(lambda rows: rows["confidence"].eq("high").all())["date"]
    )
    known = [
        f"{how}in {_years(held)}"
        for how, held in (("", full[firm]), ("less firmly (*) ", full[~firm]))
        if len(held)
    ]
    said = (
        "All the presidents are documented " + ", ".join(known)
        if known
        else "No parade is documented with all the presidents"
    )
    undecided = unsettled(counts)["date"]
    return said + (f"; open: {_years(undecided)}" if len(undecided) else "")


def undecided(unsettled: pd.DataFrame) -> str:
    """A title for the parades, with a ``date``, that leave it open whether all came."""
    if unsettled.empty:
        return "Of every parade on record it is known whether all the presidents came"
    return f"In {_years(unsettled['date'])} nobody is known to have been missing, and not all are known to have come"


def kept_pace(finding: Finding) -> str:
    """A title for parts that are shares of steps, in per cent: whether a lever followed attendance more often than chance would."""
    held = [part.result.value for part in finding.now.parts if part.result.value is not None]
    if not held:
        return "No lever has figures enough to set beside attendance"
    if max(held) <= CHANCE:
        return f"No lever followed attendance more often than chance would: at best in {quantity(max(held), '%')} of the steps"
    return f"The lever that followed attendance most often did so in {quantity(max(held), '%')} of the steps; chance gives {quantity(CHANCE, '%')}"


def in_favour(votes: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title from votes ``date, economy, vote``: how many of those known were cast for a text, by whom, and how many against."""
    known = votes[votes["vote"] != "unknown"]
    cast = known[known["vote"] == "yes"]
    who = listed([f"{names[row.economy]} on {day(row.date)}" for row in cast.itertuples()])
    said = (
        f"{'one was' if len(cast) == 1 else f'{len(cast)} were'} cast in favour ({who})"
        if len(cast)
        else "none was cast in favour"
    )
    return f"Of {len(known)} votes on Ukraine that are known, {said} and {(known['vote'] == 'against').sum()} against"


def spoken(statements: pd.DataFrame) -> str:
    """A title that counts what officials said, from ``official, direction, date``: critical and supportive, since the oldest."""
    held = statements[statements["official"] == "yes"]
    if held.empty:
        return "No statement of an official was read"
    critical, backing = (
        times((held["direction"] == word).sum()) for word in ("critical", "supportive")
    )
    return f"Since {held['date'].min()[:4]} officials criticised Russia's policy {critical} and backed it {backing} in the statements read"


def spells(memberships: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title that says who left what they had joined: “Uzbekistan was in the CSTO from 2006 to 2012; nobody else has left”."""
    ended = memberships.dropna(subset=["start", "end"]).sort_values("start")
    said = []
    for economy, held in ended.groupby("economy", sort=False):
        said.append(
            f"{names[economy]} was "
            + listed(
                [
                    f"in the {row.organisation} from {row.start[:4]} to {row.end[:4]}"
                    for row in held.itertuples()
                ]
            )
        )
    return (
        "; ".join([*said, "nobody else has left"])
        if said
        else "Nobody has left what they had joined"
    )


def belonging(standings: pd.Series, among: Sequence[str], names: Mapping[str, str]) -> str:
    """A title from :func:`measures.standings`: who is a full member of all, and who of none."""
    everywhere, nowhere = (
        [names[code] for code in standings.index[standings == word]]
        for word in (" and ".join(among), "neither")
    )
    said = (
        f"{listed(everywhere)} {'is' if len(everywhere) == 1 else 'are'}"
        if everywhere
        else "Nobody is"
    )
    return f"{said} in both the {' and the '.join(among)}" + (
        f"; {listed(nowhere)} in neither" if nowhere else ""
    )


def sent_in(events: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title from events ``economy, date, kind``: how many of all on record are deployments of troops, and where to."""
    sent = events[events["kind"] == "deployment"].sort_values("date")
    where = listed([f"to {names[row.economy]} in {row.date[:4]}" for row in sent.itertuples()])
    said = (
        f"{COUNTS[len(sent)]} {'are deployments' if len(sent) > 1 else 'is a deployment'} of troops"
    )
    return f"Of the {len(events)} events on record {said}" + (f": {where}" if len(sent) else "")


def bordering(touch: pd.Series, neighbours: Iterable[str], names: Mapping[str, str]) -> str:
    """A title from :func:`measures.touching`: who borders each neighbour, by name if it is one only."""
    said = []
    for neighbour in neighbours:
        held = [names[code] for code in touch.index[touch.str.contains(neighbour)]]
        whole = quantity(float(len(held)), f"of the {COUNTS[len(touch)]}")
        said.append(
            f"only {held[0]} borders {neighbour}"
            if len(held) == 1
            else f"{whole} {'border' if held else 'borders'} {neighbour}"
        )
    return capital("; ".join(said))


def heights(data: pd.DataFrame, what: str, unit: str) -> str:
    """A title for lines ``name, year, value``: the highest of the newest year, and the highest of all years."""
    held = data.dropna(subset=["value"]).reset_index(drop=True)
    if held.empty:
        return f"{what}: no figure"
    last = held[held["year"] == held["year"].max()]
    now, ever = (rows.loc[rows["value"].idxmax()] for rows in (last, held))
    said = [
        f"{row['name']}, {quantity(row['value'], unit)} in {row['year']}" for row in (now, ever)
    ]
    return f"{what} is highest in {said[0]}" + (
        "" if said[0] == said[1] else f"; of all years in {said[1]}"
    )


def owing(owed: pd.DataFrame, creditor: str, unit: str) -> str:
    """A title from parts of debt ``name, value`` that a creditor holds: who owes it anything."""
    held = owed[owed["value"] > 0].sort_values("value", ascending=False)
    if held.empty:
        return f"None of the {COUNTS[len(owed)]} states owes anything to {creditor}"
    said = listed(
        [
            f"{row.debtor} ({quantity(row.value, unit)})"
            for row in held.rename(columns={"name": "debtor"}).itertuples()
        ]
    )
    return f"{'Only ' if len(held) == 1 else ''}{said} {'owes' if len(held) == 1 else 'owe'} anything to {creditor}"


def counted_apart(growth: pd.DataFrame, names: Mapping[str, str], since: int) -> str:
    """A title from :func:`measures.eu_growth`: the country where two counts of one flow lie furthest apart, as factors."""
    both = (
        growth.pivot(index="economy", columns="by", values="value")
        .reindex(columns=["the EU", "the country"])
        .dropna()
    )
    if both.empty:
        return "No flow is counted on both sides"
    place = (both["the EU"] / both["the country"]).idxmax()
    theirs, ours = (quantity(both.at[place, by], "times") for by in both)
    return f"EU goods sent to {names[place]} grew to {theirs} those of {since} by the EU's count, to {ours} by {names[place]}'s own"


def signed(
    agreements: pd.DataFrame, names: Mapping[str, str], status: str = "agreement signed"
) -> str:
    """A title from agreements ``economy, status``: who has signed, of all the economies named."""
    held = [
        names[code]
        for code in names.keys()
        if code in set(agreements.loc[agreements["status"] == status, "economy"])
    ]
    count = capital(quantity(float(len(held)), f"of the {COUNTS[len(names)]}"))
    return f"{count} {'have' if len(held) > 1 else 'has'} signed" + (
        f": {listed(held)}" if held else ""
    )


def closest(distances: pd.DataFrame, places: Mapping[str, str]) -> str:
    """A title from distances ``economy, to, km``: which of the places is the nearest to the others, or to how many of them each is."""
    if distances.empty:
        return "No two places to measure between"
    first = (
        distances.loc[distances.groupby("economy")["km"].idxmin(), "to"].map(places).value_counts()
    )
    others = [
        place for place in dict.fromkeys(distances["to"].map(places)) if place != first.index[0]
    ]
    if len(first) == 1:
        return f"{first.index[0]} is nearer than {' or '.join(others)} to all {COUNTS[first.sum()]} capitals"
    return "; ".join(
        f"{place} is the nearest to {quantity(float(count), f'of the {COUNTS[first.sum()]} capitals')}"
        for place, count in first.items()
    )


def over_half(parts: pd.DataFrame, supplier: str) -> str:
    """A title from a supplier's parts ``name, value`` in per cent: whose arms it sent for more than half, and who got the least."""
    held = parts.dropna(subset=["value"]).sort_values("value", ascending=False)
    if held.empty:
        return f"No figure for arms from {supplier}"
    low, most = held.iloc[-1], held.loc[held["value"] > 50, "name"].tolist()
    said = (
        f"{supplier} delivered more than half of the arms of {listed(most)}"
        if most
        else f"{supplier} delivered more than half of nobody's arms"
    )
    return f"{said}, and least of those of {low['name']}, {quantity(low['value'], '%')}"


def joined(name: str, memberships: pd.DataFrame, among: Sequence[str]) -> str:
    """A title: an economy's standing today in the organisations named, and where it has none."""
    held = memberships[
        memberships["organisation"].isin(list(among))
        & memberships["end"].isna()
        & memberships["start"].notna()
    ]
    order = held.assign(
        rank=held["status"].map(
            lambda status: STANDINGS.index(status) if status in STANDINGS else len(STANDINGS)
        )
    ).sort_values(["rank", "organisation"])
    stands = [
        f"{'an' if status[0] in 'aeiou' else 'a'} {status} of the {listed(rows['organisation'].tolist())}"
        for status, rows in order.groupby("status", sort=False)
    ]
    without = [
        organisation for organisation in among if organisation not in set(held["organisation"])
    ]
    said = (
        f"{name} is {listed(stands)}"
        if stands
        else f"{name} is in none of the organisations asked for"
    )
    return said + (f", and not in the {' or the '.join(without)}" if stands and without else "")


def placed_among(lengths: pd.DataFrame, name: str) -> str:
    """A title: where one border stands among all, from ``name, value`` in km, the longest first."""
    order = lengths.sort_values("value", ascending=False).reset_index(drop=True)
    if name not in set(order["name"]):
        return f"No border with {name} is recorded"
    rank = int(order.index[order["name"] == name][0]) + 1
    said = {1: "longest", len(order): "shortest"}.get(rank, f"{ordinal(rank)} longest")
    return f"The border with {name} is the {said} of {COUNTS[len(order)]}: {quantity(order.at[rank - 1, 'value'], 'km')}"


def sent_from(finding: Finding, sender: str, part: str, whole: str) -> str:
    """A title from two parts of a claim, both over GDP: what one sender sends, beside what comes from everywhere."""
    held = {of.id: of.result for of in finding.now.parts}
    said = [
        f"{quantity(held[id].value, '%')} of GDP"
        + (f" in {held[id].year}" if held[id].year else "")
        for id in (part, whole)
    ]
    return f"From {sender} came {said[0]}, from everywhere {said[1]}"


def leaders(shares: pd.DataFrame) -> str:
    """A title from the same shares: in how many rows each partner leads; rows without two figures say nothing."""
    known = (
        shares.dropna(subset=["value"])
        .groupby(["economy", "flow"])
        .filter(lambda rows: len(rows) > 1)
    )
    first = known.loc[known.groupby(["economy", "flow"])["value"].idxmax()]
    counts = first["partner"].value_counts()
    said = [f"{partner} in {count}" for partner, count in counts.items()]
    return (
        f"Of {len(first)} flows with figures to compare the largest partner is {listed(said)}"
        if said
        else "There are no figures to compare"
    )


def tally(what: str, answers: pd.Series) -> str:
    """A title that counts the answers of a record: “…: 10 abstentions and 8 votes against; 2 unknown”; of yes and no only, “3 of 8”."""
    counts = answers.value_counts()
    if counts.index.isin(["yes", "no"]).all():
        return f"{what}: {counts.get('yes', 'none')} of {counts.sum()}"
    said = [
        f"{count} {COUNTED.get(answer, (answer, answer))[int(count != 1)]}"
        for answer, count in counts.items()
        if answer != "unknown"
    ]
    return f"{what}: " + "; ".join(
        [listed(said)] * bool(said) + [f"{counts.get('unknown')} unknown"] * ("unknown" in counts)
    )


def fewest(data: pd.DataFrame, what: str, of: int) -> str:
    """A title that names who has the least of ``name, value``, out of a whole."""
    low = data.loc[data["value"] == data["value"].min()]
    return f"Fewest {what}: {listed(low['name'].tolist())}, {digits(low['value'].iloc[0])} of {of}"


def revised(name: str, data: pd.DataFrame, later: str, earlier: str, unit: str) -> str:
    """A title on two editions of one series ``name, year, value``: the year that was revised most, with both figures."""
    editions = (
        data.pivot(index="year", columns="name", values="value")
        .reindex(columns=[later, earlier])
        .dropna()
    )
    if editions.empty:
        return f"{name}: no year stands in both editions"
    year = (editions[later] / editions[earlier] - 1).abs().idxmax()
    return f"{name} of {year}: {quantity(editions.at[year, earlier], unit)} in the edition of {earlier}, {quantity(editions.at[year, later], unit)} now"


def by_word(words: pd.Series, names: Mapping[str, str]) -> str:
    """A map's title from words by economy: “Kazakhstan and Kyrgyzstan: against; Turkmenistan: absent”."""
    groups = {
        word: [names[code] for code in held.index]
        for word, held in words.groupby(words, sort=False)
    }
    return "; ".join(f"{listed(held)}: {word}" for word, held in groups.items())


def answered(finding: Finding) -> str:
    """A title from the parts of a recorded claim, by what the documents of today say: “Yes: a; b. No: c”, “Yes to all: a; b”; of counts, each."""
    parts = finding.now.parts
    if finding.claim.unit != "yes or no":
        return capital("; ".join(f"{part.label}: {part.result.said}" for part in parts))
    groups: dict[str, list[str]] = {}
    for part in parts:
        groups.setdefault(part.result.said, []).append(part.label.replace(": ", ", "))
    order = sorted(
        groups, key=lambda answer: ANSWERED.index(answer) if answer in ANSWERED else len(ANSWERED)
    )
    to_all = " to all" if len(parts) > 1 and len(groups) == 1 and order[0] in ("yes", "no") else ""
    return ". ".join(
        f"{'Documents leave open' if answer == 'unknown' else capital(answer)}{to_all}: {_in_a_row(groups[answer])}"
        for answer in order
    )


def _in_a_row(labels: Sequence[str]) -> str:
    """Names as “a, b and c”; what is more than a name, apart by semicolons."""
    return (
        listed(labels)
        if all(label.istitle() and "," not in label for label in labels)
        else "; ".join(labels)
    )


def fell_when(rows: pd.DataFrame) -> str:
    """A title from :func:`measures.past_falls`: after which years remittances fell, and to how many of the countries."""
    fallen = (rows["change"] < 0).groupby(rows["start"]).sum()
    fallen, of = fallen[fallen > 0], rows["economy"].nunique()
    if fallen.empty:
        return "Remittances fell in none of the windows"
    if (fallen == of).all():
        return f"Remittances to all {of} countries fell after {listed([str(start) for start in fallen.index])}"
    return "Remittances fell " + listed(
        [f"after {start} to {count} of {of} countries" for start, count in fallen.items()]
    )


def reached(data: pd.DataFrame, claim: Claim) -> str:
    """A title: how many of the counts ``name, value`` reach the lower edge at which the claim holds, and which is the largest."""
    held, least, unit = data.dropna(subset=["value"]), claim.bands[HOLDS][0]["from"], claim.unit
    if held.empty:
        return "No count was read"
    top, count = held.loc[held["value"].idxmax()], int((held["value"] >= least).sum())
    said = f"{count} of {len(held)} counts reach" if count else "No count reaches"
    return f"{said} {quantity(least, unit)}; the largest is {quantity(top['value'], unit)}: {top['name']}"


def hardest_hit(rows: pd.DataFrame, names: Mapping[str, str]) -> str:
    """A title from :func:`measures.scenario_table`: who would lose most of its output, and by which fall."""
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
    """A title that names the deepest of :func:`measures.past_falls`, and in how many of the falls output and imports fell too."""
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

"""Records and readings as tables and grids of words, for :mod:`figure`. Frames in, frames out."""

from collections.abc import Mapping

import pandas as pd

from footprint.words import capital, day, digits, quantity


def readings_table(readings: pd.DataFrame) -> pd.DataFrame:
    """Readings ``by, period`` and a column of shares a partner as a table of words; a partner that a source does not list is “not listed”."""
    shares = readings.drop(columns=["by", "period"]).map(
        lambda share: "not listed" if pd.isna(share) else quantity(share, "%")
    )
    return (
        readings[["by", "period"]]
        .rename(columns={"by": "who counted", "period": "when"})
        .join(shares)
    )


def side_by_side(shares: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Partners' newest shares ``economy, flow, partner, value, period, by`` as a table: a row for each country and flow, a column a partner."""
    said = [
        f"{quantity(row.value, '%')} ({row.by}, {row.period})" if row.by else "no figure"
        for row in shares.itertuples()
    ]
    rows = shares.assign(Country=shares["economy"].map(names), Flow=shares["flow"], said=said)
    table = rows.pivot(index=["Country", "Flow"], columns="partner", values="said")[
        list(dict.fromkeys(shares["partner"]))
    ]
    return table.reset_index().rename_axis(columns=None)


def told(rows: pd.DataFrame, column: str) -> pd.Series:
    """A column of a record with the row's caveat behind it, in brackets."""
    return rows[column] + (" (" + rows["note"] + ")").fillna("")


def vote_cells(votes: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Votes as a grid, newest first; a text with a number is the place ``vote-es-11-1`` of its page, another that of its day."""
    held = votes[votes["economy"].isin(list(names.keys()))].sort_values(
        ["date", "resolution", "economy"], ascending=[False, True, True]
    )
    numbered = held["resolution"].str.contains("/", regex=False)
    title = held["resolution"].where(numbered, "no number read") + ": " + held["subject"]
    place = held["resolution"].str.lower().str.replace("/", "-").where(numbered, held["date"])
    return pd.DataFrame(
        {
            "row": held["date"].map(day) + ", " + title,
            "column": held["economy"].map(names),
            "answer": held["vote"],
            "anchor": "vote-" + place,
            "mark": held["confidence"].isin(["low", "medium"]),
        }
    )


def attendance_cells(attendance: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Attendance as a grid, newest first; a president of whom a parade's records say nothing is unknown."""
    pairs = pd.MultiIndex.from_product(
        [sorted(attendance["date"].unique(), reverse=True), list(names.keys())],
        names=["date", "economy"],
    )
    held = (
        attendance.set_index(["date", "economy"])[["attended", "confidence"]]
        .reindex(pairs)
        .reset_index()
    )
    return pd.DataFrame(
        {
            "row": held["date"].map(day),
            "column": held["economy"].map(names),
            "answer": held["attended"].fillna("unknown"),
            "anchor": "parade-" + held["date"],
            "mark": held["confidence"].eq("medium").fillna(False),
        }
    )


def scenario_cells(rows: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """The arithmetic of :func:`measures.scenario_table` step by step, in words."""

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
    """Past falls of :func:`measures.past_falls` in words."""

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


def people_cells(migrants: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Counts of people, a row for each definition, edition and year, a column for each economy; where no count was read, it is said."""
    held = migrants[migrants["economy"].isin(list(names.keys()))].assign(
        state=migrants["economy"].map(names), people=migrants["people"].map(digits)
    )
    cells = (
        held.pivot(index=["definition", "edition", "year"], columns="state", values="people")
        .fillna("none read")
        .reset_index()
    )
    return cells.astype({"year": "str"}).rename_axis(columns=None)


def policy_cells(policy: pd.DataFrame, names: Mapping[str, str]) -> pd.DataFrame:
    """Acts and counts of Russia's migration policy, the newest first, in words: when, whom it concerns, what was done to how many, and by whom."""
    held = policy.sort_values("date", ascending=False)
    what = [
        f"{capital(row.act)}{_counted(row.number, row.unit)}{'' if pd.isna(row.note) else f'. {row.note}'}"
        for row in held.itertuples()
    ]
    return pd.DataFrame(
        {
            "date": held["date"].map(day),
            "whom": held["economy"].map(names).fillna("all foreigners"),
            "what": what,
            "office and source": held["office"].map(capital) + "; source: " + held["source"],
        }
    )


def _counted(number: float, unit: str) -> str:
    """A count behind its act, the source's “about” before it: “: more than 36 000 people”; nothing where nothing was counted."""
    if pd.isna(number):
        return ""
    what, _, about = unit.partition(", ")
    return ": " + " ".join(filter(None, [about, digits(number), what]))

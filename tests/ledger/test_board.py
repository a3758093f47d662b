"""The leverage board: ranks, directions and sums at their edges, and what a missing file does to it."""

import dataclasses
import itertools

import pandas as pd
import pytest

from footprint import ledger, library, topics
from footprint.ledger import board
from footprint.ledger.account import account
from footprint.ledger.board import (
    ALONE,
    FIRST,
    NEVER,
    NO_DATA,
    NO_EARLIER,
    NO_LATER,
    NOBODY,
    NONE,
    SECOND,
    SHARED,
    THIRD,
    UNRANKED,
    board_figures,
    directions,
    levers_fallen,
    levers_led,
    rank_of,
    ranks,
    widest_moves,
)
from footprint.model import Lever, LeverReading, MeasureCall, Measured, Untestable
from footprint.rows import Rows
from footprint.topics.measure import measure

ACTORS = ("Russia", "China", "EU")
LEVER = Lever("credit", "Credit", "measured", "%", True, 5, (), "for a test")


@pytest.mark.parametrize(
    ("values", "of_whole", "says"),
    [
        ((30, 20, 10), True, FIRST),
        ((20, 30, 10), True, SECOND),
        ((10, 30, 20), True, THIRD),
        ((20, 20, 10), True, SHARED),
        ((20, 30, 20), True, SECOND),
        ((50.1, None, None), True, FIRST),
        ((50, None, None), True, UNRANKED),
        ((50.1, None, None), False, UNRANKED),
        ((50, None, 40), True, FIRST),
        ((5, 30, None), True, SECOND),
        ((4.9, 30, None), True, NONE),
        ((4.9, 4.9, None), True, NOBODY),
        ((0, None, None), True, NOBODY),
        ((None, 30, 20), True, NO_DATA),
    ],
)
def test_rank_at_its_edges(values, of_whole, says):
    """First, second, third; a tie at the top; more than half needs no comparison; under the least there is no lever."""
    assert (
        rank_of(dict(zip(ACTORS, values, strict=True)), "Russia", of_whole=of_whole, least=5)
        == says
    )


def test_a_lever_that_only_russia_can_hold():
    """It is alone with it, or nobody has it; the others have no place on it."""
    assert rank_of({"Russia": 2}, "Russia", of_whole=False, least=1) == ALONE
    assert rank_of({"Russia": 0}, "Russia", of_whole=False, least=1) == NOBODY
    assert rank_of({"Russia": 2}, "China", of_whole=False, least=1) == NO_DATA


def reading(*actors: str, of: str = "", only: tuple[str, ...] = ()) -> LeverReading:
    """A way to count: the figure of each actor under its name, or one with ``of`` before it."""
    return LeverReading({one: MeasureCall("own", {"of": of + one}) for one in actors}, only)


class Figures:
    """Figures of one moment, as the ledger hands them over."""

    year, oldest, then_year, until = 2025, 2020, 2021, "9999-12-31"

    def __init__(
        self, rows: list[tuple], *readings: LeverReading, since: "Figures | None" = None, **lever
    ):
        self.rows, self.since = rows, since
        chosen = readings or (reading("Russia"),)
        self.levers = [dataclasses.replace(LEVER, readings=chosen, **lever)]

    @property
    def board(self) -> Rows:
        return board_figures(self, ["KGZ"])


@pytest.fixture(autouse=True)
def own(monkeypatch):
    """A measure that reads ``actor, value, year`` from the figures handed over."""

    def own(at, *, economy: str, of: str) -> Measured:
        for actor, value, year, *by in at.rows:
            if actor == of:
                return Measured(value, year, "a list", {"by": by[0]} if by else {})
        raise Untestable(f"no figure of {of} in {economy}")

    monkeypatch.setitem(topics.SUBJECT_MEASURES, "own", measure()(own))


def test_the_board_is_of_whoever_stands_first():
    """Of any three; the ledger puts them in the order of its head."""
    at = Figures(
        [("Turkey", 40.0, 2024), ("Iran", 10.0, 2024)],
        reading("Turkey", "Iran"),
        since=Figures([("Turkey", 60.0, 2021), ("Iran", 5.0, 2021)]),
    )
    assert ranks(at.board, at.levers).values("place") == [FIRST]
    assert ranks(at.board, at.levers, "Iran").values("place") == [SECOND]
    assert directions(at.board, at.board, at.levers).values("lever") == [LEVER.id]


def test_the_first_reading_with_a_figure_for_russia_is_taken():
    """For all actors, so that two readings are never mixed."""
    at = Figures(
        [("China", 30.0, 2024), ("bank Russia", 40.0, 2024)],
        reading("Russia", "China"),
        reading("Russia", "China", of="bank "),
    )
    rows = at.board
    assert rows.values("value") == [40.0, None]
    assert rows.values("period") == ["2024", ""] and rows.values("counted") == ["1 ", ""]
    assert ranks(rows, at.levers).values("place") == [UNRANKED]


def test_a_reading_for_some_economies_only():
    """The others take the next."""
    at = Figures(
        [("x Russia", 40.0, 2024), ("Russia", 10.0, 2024)],
        reading("Russia", of="x ", only=("KGZ",)),
        reading("Russia"),
    )
    assert board_figures(at, ["KGZ", "UZB"]).values("value") == [40.0, 10.0]


def test_no_reading_for_an_economy():
    """A row without a figure for each actor that the lever compares, with the reason."""
    at = Figures([("Russia", 40.0, 2024)], reading("Russia", "EU", only=("KAZ",)))
    rows = at.board
    assert rows.values("actor") == ["Russia", "EU"] and rows.values("value") == [None, None]
    assert set(rows.values("reason")) == {"no source was found for KGZ"}


@pytest.mark.parametrize(("kind", "says"), [("measured", NO_DATA), ("recorded", ALONE)])
def test_an_old_figure_is_no_figure_but_an_old_standing_is(kind, says):
    """What is measured grows old; a membership does not."""
    at = Figures([("Russia", 40.0, 2019)], kind=kind)
    rows = at.board
    assert ranks(rows, at.levers).values("place") == [says]
    assert ("too old to speak for 2025" in rows[0]["reason"]) == (kind == "measured")


def test_what_others_counted_is_not_compared():
    """Neither the figure of another actor, nor an earlier one of Russia's own."""
    both = reading("Russia", "China")
    now = Figures([("Russia", 40.0, 2024, "office"), ("China", 50.0, 2024, "press")], both)
    rows = now.board
    assert ranks(rows, now.levers).values("place") == [UNRANKED]
    assert (
        rows[1]["reason"]
        == "there is a figure by the press, which is not compared with Russia's by the office"
    )
    before = Figures([("Russia", 60.0, 2021, "press")], both)
    moves = directions(rows, before.board, now.levers)
    assert moves.values("direction") == [NO_EARLIER] and moves.values("before") == [None]


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [
        ((100, 2021), (105, 2024), "hardly moved"),
        ((100, 2021), (105.1, 2024), "rose"),
        ((100, 2021), (94.9, 2024), "fell"),
        ((100, 2021), (100, 2021), NO_LATER),
        (None, (100, 2024), NO_EARLIER),
        ((100, 2021), None, NO_DATA),
        ((0, 2021), (0, 2024), NEVER),
    ],
)
def test_direction_at_its_edges(before, now, says):
    """Within a twentieth it hardly moved; one figure alone has no direction."""
    moments = [
        Figures([] if figure is None else [("Russia", float(figure[0]), figure[1])])
        for figure in (now, before)
    ]
    boards = [at.board for at in moments]
    assert directions(*boards, moments[0].levers).values("direction") == [says]


def test_led_and_fallen():
    """Counted over the levers that can be ranked or compared; too few, and it cannot be tested."""
    before = Figures([("Russia", 60.0, 2021)])
    at = Figures([("Russia", 55.0, 2024)], reading("Russia", "China"), since=before)
    at.levers = before.levers = [at.levers[0], dataclasses.replace(at.levers[0], id="trade")]
    counted = {
        "economies": ["KGZ"],
        "actor": "Russia",
        "places_counted": ["first"],
        "levers": "all",
    }
    led = levers_led(at, **counted, at_least=2)
    assert (led.value, led.words) == (100.0, {"count": 2, "of": 2})
    with pytest.raises(
        Untestable, match="only 2 of the 2 levers in KGZ can be ranked, and a verdict needs 3"
    ):
        levers_led(at, **counted, at_least=3)
    assert levers_fallen(at, economies=["KGZ"]).words == {"count": 2, "of": 2, "since": 2021}
    with pytest.raises(Untestable, match="no lever has a figure for 2021 and a later one"):
        levers_fallen(Figures([("Russia", 55.0, 2021)], since=before), economies=["KGZ"])


def moves(*rows: tuple) -> pd.DataFrame:
    columns = ["lever", "economy", "unit", "before", "value", "direction"]
    return pd.DataFrame(rows, columns=columns)


def test_the_widest_moves():
    """By the mean size over countries; a lever of one country only where no other can be compared."""
    imports = [("imports", code, "% of it", 40.0, 30.0, "fell") for code in ("KGZ", "TJK")]
    arms, sites = (
        ("arms", "KGZ", "% of it", 50.0, 90.0, "rose"),
        ("sites", "KGZ", "sites", 9.0, 0.0, "fell"),
    )
    exports = [("exports", code, "% of it", 40.0, 35.0, "fell") for code in ("KGZ", "TJK")]
    chosen = widest_moves(moves(*exports, *imports, arms, sites))
    assert chosen["lever"].tolist() == ["imports", "imports"] and set(chosen["change"]) == {-10.0}
    assert widest_moves(moves(arms, sites))["change"].tolist() == [40.0]
    assert widest_moves(moves(sites)).empty


def test_the_board_of_the_book():
    """A cell for each lever and country, and a figure or a reason under it."""
    cells, figures = ledger.leverage()
    assert len(cells) == len(ledger.rules().levers) * len(library.region())
    assert (figures["value"].notna() ^ (figures["reason"] != "")).all()
    assert not figures["reason"].str.contains("KGZ|KAZ").any()
    assert set(figures.loc[figures["value"].isna(), "counted"]) == {""}
    places = {"first", "alone", "first with another", "second", "third", "none"}
    assert set(cells["place"]) <= places | {"nobody", "not ranked", "no data"}
    assert "no data" in set(cells["place"])


def test_levers_that_nobody_contests_are_counted_alone():
    """Or all; too few that can be ranked are told with whose they are."""
    now = account().at[1]
    asked = {"economies": ["KGZ", "TJK"], "actor": "Russia", "places_counted": list(board.RANKED)}
    of = {
        levers: levers_led(now, **asked, levers=levers, at_least=1).words["of"]
        for levers in ("all", "uncontested")
    }
    contested = [lever.id for lever in now.levers if lever.contested]
    ranked = ranks(now.board.where(economy=["KGZ", "TJK"]), now.levers).where(place=board.RANKED)
    assert contested and of["all"] == len(ranked)
    assert of["uncontested"] == len([one for one in ranked if one["lever"] not in contested])
    with pytest.raises(
        Untestable, match=r"^only \d+ of the \d+ levers in KGZ and TJK can be ranked"
    ):
        levers_led(now, **asked, levers="all", at_least=99)
    assert levers_fallen(now, economies=["KGZ"]).basis == "the leverage board"


def test_a_missing_file_gives_cells_without_data(data):
    """No error: the cells say so, and the claim goes on with the other levers."""
    (data / "records/debt_by_creditor.csv").unlink()
    library.describe()
    cells, figures = ledger.leverage()
    assert set(cells.loc[cells["lever"] == "credit", "place"]) == {NO_DATA}
    assert set(figures.loc[figures["lever"] == "credit", "reason"]) == {
        "the records debt_by_creditor are not in data/"
    }


def test_a_direction_is_no_revision(data, edit_csv):
    """It is read from today's figures at both ends."""
    edit_csv(data / "records/debt_by_creditor.csv", {"edition": "2022-12"}, None)
    library.describe()
    cells, _ = ledger.leverage()
    assert pd.notna(cells.query("lever == 'credit' and economy == 'KGZ'")["before"].iloc[0])


def test_what_was_published_later_still_speaks_for_its_year():
    """Oil by route in 2021 was printed in later years: a direction may be read from it, though the article could not."""
    cells, _ = ledger.leverage()
    oil = cells.query("lever == 'energy' and economy == 'KAZ'").iloc[0]
    assert (oil["before_year"], oil["before"]) == (2021, 79)


def test_the_ledger_counts_ranks_that_there_are():
    """A rank misspelt would be held by nobody, and nobody would be told."""
    calls = [part.measure for claim in ledger.claims() for part in claim.measured_parts]
    counted = [call.parameters["places_counted"] for call in calls if call.name == "levers_led"]
    assert counted and {*itertools.chain(*counted)} <= {*board.RANKED}
    assert board.RANKED == ("first", "alone", "first with another", "second", "third", "none")

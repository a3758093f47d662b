"""The leverage board: places, directions and sums at their edges, and what a missing file does to it."""

import pandas as pd
import pytest

from footprint import errors, ledger, library, topics
from footprint.ledger import board as ledger_board
from footprint.ledger.board import (
    ALONE,
    FIRST,
    NO_DATA,
    NOBODY,
    NONE,
    SECOND,
    SHARED,
    THIRD,
    UNRANKED,
)
from footprint.model import Measured, Untestable
from footprint.topics.measure import measure


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
def test_place_at_its_edges(values, of_whole, says):
    """First, second, third; a tie at the top; more than half needs no comparison; under the least there is no lever."""
    assert (
        ledger_board.rank_of(
            dict(zip(ledger_board.ACTORS, values, strict=True)),
            "Russia",
            of_whole=of_whole,
            least=5,
        )
        == says
    )


def test_a_lever_that_only_russia_can_hold():
    """It is alone with it, or nobody has it; the others have no place on it."""
    assert ledger_board.rank_of({"Russia": 2}, "Russia", of_whole=False, least=1) == ALONE
    assert ledger_board.rank_of({"Russia": 0}, "Russia", of_whole=False, least=1) == NOBODY
    assert ledger_board.rank_of({"Russia": 2}, "China", of_whole=False, least=1) == NO_DATA


class Figures:
    """Figures of one moment, as the ledger hands them over."""

    year, oldest, then_year, until = 2025, 2020, 2021, "9999-12-31"

    @property
    def board(self) -> pd.DataFrame:
        return ledger_board.board_figures(self, self.levers, ["KGZ"])

    def __init__(self, rows: list[tuple], since: "Figures | None" = None, **lever):
        self.rows, self.since = rows, since
        self.levers = [
            {
                "id": "credit",
                "kind": "measured",
                "of_whole": True,
                "least": 5,
                "readings": [{"Russia": {"name": "own", "of": "Russia"}}],
            }
            | lever
        ]


@pytest.fixture(autouse=True)
def own(monkeypatch):
    """A measure that reads ``actor, value, year`` from the figures handed over."""

    def own(at, *, economy: str, of: str) -> Measured:
        for actor, value, year, *by in at.rows:
            if actor == of:
                return Measured(value, year, "a list", {"by": by[0]} if by else {})
        raise Untestable(f"no figure of {of} in {economy}")

    monkeypatch.setitem(topics.SUBJECT_MEASURES, "own", measure()(own))


def readings(*actors: str, of: str = "") -> dict:
    return {actor: {"name": "own", "of": of + actor} for actor in actors}


def test_the_first_reading_with_a_figure_for_russia_is_taken():
    """For all actors, so that two readings are never mixed."""
    at = Figures(
        [("China", 30.0, 2024), ("bank Russia", 40.0, 2024)],
        readings=[readings("Russia", "China"), readings("Russia", "China", of="bank ")],
    )
    held = ledger_board.board_figures(at, at.levers, ["KGZ"])
    assert held["value"].tolist()[0] == 40.0 and held["value"].isna().tolist() == [False, True]
    assert ledger_board.ranks(held, at.levers)["place"].tolist() == [UNRANKED]


def test_a_reading_for_some_economies_only():
    """The others take the next."""
    at = Figures(
        [("x Russia", 40.0, 2024), ("Russia", 10.0, 2024)],
        readings=[{"only": ["KGZ"]} | readings("Russia", of="x "), readings("Russia")],
    )
    assert ledger_board.board_figures(at, at.levers, ["KGZ", "UZB"])["value"].tolist() == [
        40.0,
        10.0,
    ]


@pytest.mark.parametrize(("kind", "says"), [("measured", NO_DATA), ("recorded", ALONE)])
def test_an_old_figure_is_no_figure_but_an_old_standing_is(kind, says):
    """What is measured grows old; a membership does not."""
    at = Figures([("Russia", 40.0, 2019)], kind=kind)
    held = ledger_board.board_figures(at, at.levers, ["KGZ"])
    assert ledger_board.ranks(held, at.levers)["place"].tolist() == [says]
    assert ("too old to speak for 2025" in held["reason"][0]) == (kind == "measured")


def test_what_others_counted_is_not_compared():
    """Neither the figure of another actor, nor an earlier one of Russia's own."""
    now = Figures(
        [("Russia", 40.0, 2024, "office"), ("China", 50.0, 2024, "press")],
        readings=[readings("Russia", "China")],
    )
    held = ledger_board.board_figures(now, now.levers, ["KGZ"])
    assert ledger_board.ranks(held, now.levers)["place"].tolist() == [UNRANKED]
    assert (
        held["reason"][1]
        == "there is a figure by the press, which is not compared with Russia's by the office"
    )
    before = Figures([("Russia", 60.0, 2021, "press")], readings=[readings("Russia", "China")])
    assert ledger_board.directions(
        held, ledger_board.board_figures(before, now.levers, ["KGZ"]), now.levers
    )["direction"].tolist() == [ledger_board.NO_EARLIER]


@pytest.mark.parametrize(
    ("before", "now", "says"),
    [
        ((100, 2021), (105, 2024), "hardly moved"),
        ((100, 2021), (105.1, 2024), "rose"),
        ((100, 2021), (94.9, 2024), "fell"),
        ((100, 2021), (100, 2021), ledger_board.NO_LATER),
        (None, (100, 2024), ledger_board.NO_EARLIER),
        ((100, 2021), None, NO_DATA),
        ((0, 2021), (0, 2024), ledger_board.NEVER),
    ],
)
def test_direction_at_its_edges(before, now, says):
    """Within a twentieth it hardly moved; one figure alone has no direction."""
    moments = [
        Figures([] if figure is None else [("Russia", float(figure[0]), figure[1])])
        for figure in (now, before)
    ]
    held = [ledger_board.board_figures(at, at.levers, ["KGZ"]) for at in moments]
    assert ledger_board.directions(*held, moments[0].levers)["direction"].tolist() == [says]


def test_led_and_fallen():
    """Counted over the levers that can be ranked or compared; too few, and it cannot be tested."""
    before = Figures([("Russia", 60.0, 2021)])
    at = Figures([("Russia", 55.0, 2024)], since=before, readings=[readings("Russia", "China")])
    at.levers = before.levers = [at.levers[0], at.levers[0] | {"id": "trade"}]
    led = ledger_board.levers_led(
        at, economies=["KGZ"], actor="Russia", places_counted=["first"], at_least=2
    )
    assert (led.value, led.words) == (100.0, {"count": 2, "of": 2})
    with pytest.raises(
        Untestable, match="only 2 of the 2 levers in KGZ can be ranked, and a verdict needs 3"
    ):
        ledger_board.levers_led(
            at, economies=["KGZ"], actor="Russia", places_counted=["first"], at_least=3
        )
    assert ledger_board.levers_fallen(at, economies=["KGZ"]).words == {
        "count": 2,
        "of": 2,
        "since": 2021,
    }
    with pytest.raises(Untestable, match="no lever has a figure for 2021 and a later one"):
        ledger_board.levers_fallen(
            Figures([("Russia", 55.0, 2021)], since=before), economies=["KGZ"]
        )


def test_the_board_of_the_book():
    """A cell for each lever and country, and a figure or a reason under it."""
    cells, figures = ledger.leverage()
    assert len(cells) == len(ledger.rules()["levers"]) * len(library.CENTRAL_ASIA)
    assert (figures["value"].notna() ^ (figures["reason"] != "")).all()
    assert not figures["reason"].str.contains("KGZ|KAZ").any()


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


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "China: {name: creditor_share,",
            "China: {name: creditors,",
            "lever credit, field readings.0.China.name: “creditors” is no measure",
        ),
        (
            "creditor: China, of: World}",
            "creditor: China}",
            "lever credit, field readings.0.China: creditor_share takes creditor, of, not creditor",
        ),
        (
            "        EU: {name: partner_share, flow: exports, partner: EU27, of: partners}\n",
            "",
            "lever exports, field readings.1: compares Russia, China, EU, the first reading Russia, China",
        ),
        (
            "only: [KAZ]",
            "only: [KZ]",
            "lever energy, field readings.0.only: KZ is none of KAZ, KGZ",
        ),
        (
            "    least: 5\n",
            "    least: 0\n",
            "field levers.0.least: 0 is less than or equal to the minimum of 0",
        ),
        (
            "places_counted: [first, alone]",
            "places_counted: [frist, alone]",
            "claim russia-key-actor, field .*'frist' is not one of",
        ),
    ],
)
def test_a_malformed_lever_is_named(data, old, new, says):
    """Lever, field and remedy."""
    path = data / "claims.yml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(errors.LedgerError, match=says):
        ledger.rules()


def test_what_was_published_later_still_speaks_for_its_year():
    """Oil by route in 2021 was printed in later years: a direction may be read from it, though the article could not."""
    cells, _ = ledger.leverage()
    oil = cells.query("lever == 'energy' and economy == 'KAZ'").iloc[0]
    assert (oil["before_year"], round(oil["before"], 1)) == (2021, 78.6)

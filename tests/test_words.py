"""No word of the book says what its figures deny: on the committed data, and after a change of it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from support.builds import notebook
from support.cards import faults
from support.pages import Piece, of_notebook
from support.told import TOLD, phrases
from support.words import contradictions, of_the_ledger, unexplained
from support.worlds import Row, World, put, rows

from footprint import ledger
from footprint.errors import DataError

CHAPTERS = "index parade kazakhstan kyrgyzstan tajikistan uzbekistan turkmenistan".split()
CHAPTERS += "alternatives migration verdict revisions data".split()
# What is read for words of direction: all but the claims, their rules and the rows of records.
READ = {"typed", "told", "title", "subtitle", "foot", "picture", "found", "contrary"}


@pytest.fixture(scope="module")
def pages(book) -> dict[str, list[Piece]]:
    """The chapters of the built book, as they are read."""
    return {name: of_notebook(name, notebook(book, name)) for name in CHAPTERS}


@pytest.mark.parametrize("name", CHAPTERS)
def test_no_page_contradicts_itself(pages, name):
    """Every sentence, title, table and card agrees with its figures and with the others."""
    assert faults(pages[name]) == []


def test_every_word_of_direction_is_held_against_a_figure(pages):
    """Or stands in the list of what is typed about none, or in an entry of the ledger."""
    told = [*TOLD, *of_the_ledger(ledger.claims(), ledger.rules().levers)]
    left = {
        f"{piece.page}/{piece.cell}: {piece.text}": words
        for page in pages.values()
        for piece in page
        if piece.kind in READ and (words := unexplained(piece.text, told))
    }
    assert left == {}


def test_no_phrase_is_declared_for_nothing(pages):
    """What no page says any more leaves the list."""
    text = "\n".join(piece.text for page in pages.values() for piece in page).lower()
    assert [phrase for phrase in phrases() if phrase.lower() not in text] == []


def said(text: str, kind: str = "told", rows: tuple = ()) -> Piece:
    """A piece of a page."""
    return Piece("page", "cell", kind, text, rows)


BARS = ({"": "Russia", "%": "45.5"}, {"": "China", "%": "31.9"})
YEARS = ({"Year": "2021", "a": "32.7"}, {"Year": "2024", "a": "47.2"})


@pytest.mark.parametrize(
    "piece",
    [
        said("rose from 20\u202f% in 2021 to 10\u202f% in 2024"),
        said("hardly moved: 10\u202f% in 2021, 13\u202f% in 2024"),
        said("rose from 33.4\u202f% in 2021 to 47.2\u202f% in 2024", "title", YEARS),
        said("rose from 1 in 1996 to 3 in 2009 and rose to 2 in 2023"),
        said(
            "By 2024 it had fallen from 32.7\u202f% (the figure of 2021, since revised) to 47.2\u202f%"
        ),
        said("Largest supplier: China, 31.9\u202f%", "title", BARS),
        said("The pipe carried 48.1\u202f% of the oil, more than half, as the article says."),
        said("It came to 29\u202f% of GDP, nearly a third."),
        said("Counts run from 20\u202f% (press) to 5\u202f% (book)"),
        said("7 of 5 statements are critical"),
        said("rose on 3, fell on 11 and hardly moved on 12 of the 27 levers"),
        said("No count reaches 2 million; the largest is 2.5 million"),
        said("It would turn to “holds” if the figure for “a” reached 30\u202f% (now 31\u202f%)."),
        said(
            "China trades more than Russia with Kazakhstan",
            "title",
            ({"": "Kazakhstan, 2023", "times the trade with Russia": "0.9"},),
        ),
        said(
            "Only Uzbekistan (1.9\u202f%) owes anything to Russia",
            "title",
            ({"Russia": "0\u202f%"}, {"Russia": "0\u202f%"}),
        ),
        said("one was cast in favour and 2 against", "title", ({"a": "● yes", "b": "● yes"},)),
    ],
    ids=lambda piece: piece.text[:40],
)
def test_a_contradiction_is_seen(piece):
    """The readers can fail."""
    assert contradictions(piece)


CARD = [
    said("Verdict: A claim", "card"),
    said(
        "In % of GDP: holds from 30 to under 36.7; holds in part from 25 to under 30; otherwise it does not hold.",
        "declared",
    ),
    said("● holds", "found"),
    said("33.4\u202f%, 2021", "found"),
    said("○ does not hold (more than said)", "found"),
    said("47.2\u202f%, 2024", "found"),
]


@pytest.mark.parametrize(
    ("place", "other"),
    [(3, "17.6\u202f%, 2021"), (4, "○ does not hold (less than said)"), (4, "● holds")],
)
def test_a_card_against_its_rule_is_seen(place, other):
    """A figure off its band, a side that it does not lie on, a verdict that it does not give."""
    assert faults(CARD) == []
    assert faults([*CARD[:place], said(other, "found"), *CARD[place + 1 :]])


@pytest.mark.parametrize(
    "page",
    [
        [said("By 2024 it was 47.2\u202f%: the claim still holds."), *CARD],
        [
            Piece("page", "takeaways", "told", "A claim: By 2021 it rose."),
            Piece("page", "takeaways", "told", "By 2024 it fell: the claim still holds."),
            said("A section", "typed"),
            *CARD,
        ],
        [
            said("By 2024 it was still 33.4\u202f%"),
            said("X rose from 20\u202f% in 2021 to 33.4\u202f% in 2024", "title"),
        ],
        [
            said("Russia and Lukoil together hold 72.5\u202f% of it", "title"),
            said("No: most of it belongs to Russia", "title"),
        ],
        [
            said("2 March 2022, ES-11/1 (Aggression). Uzbekistan: yes."),
            said("All five abstained or stayed away both times."),
        ],
        [said("A claim", "cell"), said("● holds", "cell"), said("● holds", "cell"), *CARD],
    ],
    ids=[
        "lead and card",
        "takeaway and card",
        "lead and title",
        "holders",
        "votes",
        "summary and card",
    ],
)
def test_two_texts_that_exclude_each_other_are_seen(page):
    """Each alone would pass."""
    assert faults(page)


def test_a_word_without_a_figure_is_seen():
    """One that no reader and no list explains; and what the list explains is not reported."""
    assert unexplained("Its output falls.", TOLD) == ["falls"]
    assert unexplained("The newest first", TOLD) == []


def sold(data: Path) -> None:
    """Half of what others hold of the Caspian pipeline has been sold to Russia's Transneft."""

    def change(found: list[Row]) -> None:
        newest = [row for row in found if row["measure"] == "held by" and row["period"] == "2025"]
        buyer = next(row for row in newest if row["party"] == "Transneft")
        for row in newest:
            if row["owner"] != "Russia":
                row["value"] = str(float(row["value"]) / 2)
        buyer["value"] = "0"
        buyer["value"] = str(100 - sum(float(row["value"]) for row in newest))

    rows(data / "records/energy_routes.csv", change)


def in_favour(data: Path) -> None:
    """Uzbekistan voted for the text of 2 March 2022."""
    put(data / "records/votes.csv", "vote", "yes", resolution="ES-11/1", economy="UZB")


def again(data: Path) -> None:
    """Uzbekistan is in the CSTO again from 2026."""

    def change(found: list[Row]) -> None:
        own = next(row for row in found if (row["economy"], row["organisation"]) == ("UZB", "CSTO"))
        found.insert(found.index(own) + 1, own | {"start": "2026-01-01", "end": ""})

    rows(data / "records/memberships.csv", change)


def exchanged(data: Path) -> None:
    """What came to Tajikistan was as much of its output then as it is now, and now as it was then."""
    then, now = 33.4 / 47.2, 47.2 / 33.4

    def times(factor: float) -> Callable[[str], str]:
        return lambda value: str(float(value) * factor)

    path = data / "worldbank/BX.TRF.PWKR.CD.DT.csv"
    put(path, "value", times(then), economy="TJK", year="2024")
    path = data / "worldbank/vintages/2023-04.csv"
    for name in ("BX.TRF.PWKR.CD.DT", "BX.TRF.PWKR.DT.GD.ZS"):
        put(path, "value", times(now), economy="TJK", year="2021", indicator=name)


def contract(data: Path) -> None:
    """Russia buys Turkmen gas under a contract again."""
    put(data / "records/facts.csv", "answer", "yes", id="tkm-gas-sold", date="2024-10-25")


def presence(data: Path) -> None:
    """Ethnic Russians are under a twentieth of Kazakhstan's people."""
    put(data / "records/ethnic_russians.csv", "share", "4.1", economy="KAZ", edition="2024")


def overtaken(data: Path) -> None:
    """China's part of Kyrgyz imports is a third of what it was."""
    for column in ("value", "share"):
        put(
            data / "records/trade_by_partner.csv",
            column,
            lambda value: str(float(value) / 3) if value else value,
            economy="KGZ",
            flow="imports",
            partner="China",
        )


def two_of_five(data: Path) -> None:
    """At the parade of 2026 two of the five stand on the tribune."""

    def change(found: list[Row]) -> None:
        last = [row for row in found if row["date"] == "2025-05-09"]
        came = {"KAZ": "yes", "TJK": "yes"}
        found += [
            row | {"date": "2026-05-09", "attended": came.get(row["economy"], "no")} for row in last
        ]

    rows(data / "records/attendance.csv", change)


# A change, with the chapters that it touches.
CHANGES: dict[str, tuple[Callable[[Path], None], tuple[str, ...]]] = {
    "sold": (sold, ("kazakhstan",)),
    "in favour": (in_favour, ("parade",)),
    "again": (again, ("uzbekistan", "parade")),
    "exchanged": (exchanged, ("tajikistan", "verdict")),
    "contract": (contract, ("turkmenistan", "verdict")),
    "presence": (presence, ("kazakhstan", "index")),
    "overtaken": (overtaken, ("kyrgyzstan", "index")),
    "two of five": (two_of_five, ("parade", "verdict")),
}


@pytest.mark.parametrize("name", CHANGES)
def test_no_page_contradicts_itself_after_a_change(tmp_path, name):
    """Its sentences, titles, tables and cards follow together."""
    change, chapters = CHANGES[name]
    world = World(tmp_path / "data", change)
    assert [wrong for chapter in chapters for wrong in faults(world.page(chapter))] == []


def test_holdings_of_more_than_the_whole_are_refused(tmp_path):
    """Russia's part set from 24 to 60 % with no one else's changed adds up to more than there is."""

    def change(data: Path) -> None:
        match = {"measure": "held by", "party": "Transneft", "period": "2025"}
        put(data / "records/energy_routes.csv", "value", "60", **match)

    with pytest.raises(DataError, match="add up to 136"):
        World(tmp_path / "data", change).page("kazakhstan")

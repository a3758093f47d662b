"""The pages on the whole: board, counts, directions and freshness at their edges, on rows small enough to check by eye."""

import dataclasses
import re

import pandas as pd
import pytest

from footprint import ledger, library, narrative
from footprint.ledger import board as ledger_board
from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE, Part, Result
from footprint.narrative import leverage

NAMES = pd.Series({"KGZ": "Kyrgyzstan", "TJK": "Tajikistan"})


def board(*rows: tuple) -> pd.DataFrame:
    frame = pd.DataFrame(
        rows, columns=["lever", "economy", "place", "before", "value", "direction"]
    )
    return frame.assign(
        label=frame["lever"].str.capitalize(),
        unit="% of it",
        ranked=2,
        period="2024",
        before_period="2021",
    )


BOARD = board(
    ("imports", "KGZ", "first", 40.0, 20.0, "fell"),
    ("imports", "TJK", "second", 30.0, 20.0, "fell"),
    ("arms", "KGZ", "alone", 50.0, 60.0, "rose"),
    ("arms", "TJK", "no data", None, None, "no data"),
)
FIGURES = pd.DataFrame(
    [
        (
            row.lever,
            row.economy,
            "Russia",
            row.value,
            "" if row.value == row.value else "nothing <found>",
        )
        for row in BOARD.itertuples()
    ],
    columns=["lever", "economy", "actor", "value", "reason"],
)


def test_the_board_says_each_place_and_way_in_a_word():
    """Sign, word and arrow; a cell without data says so, and the table says why."""
    shown = narrative.leverage_grid(BOARD, FIGURES, NAMES, 2021)
    assert (
        '<td class="place-first"><span aria-hidden="true">①</span> first<br><span class="way"><span aria-hidden="true">↘</span> fell</span></td>'
        in shown.body
    )
    assert '<td class="place-no-data"><span aria-hidden="true">?</span> no data</td>' in shown.body
    assert [
        sign in shown.body
        for sign in (
            "<li>① first:",
            "<li>◆ alone:",
            "<li>? no data:",
            "<li>○ none:",
            "<li>· not ranked:",
        )
    ] == [True, True, True, False, False]
    assert shown.table["Why there is no figure"].tolist() == ["", "", "", "nothing <found>"]
    assert "nothing &lt;found&gt;" in shown._repr_html_()


def test_every_place_and_direction_has_its_sign():
    """Nothing on the board is told by colour alone."""
    assert set(leverage.RANK_SIGNS) == {
        *ledger_board.RANKED,
        ledger_board.NOBODY,
        ledger_board.UNRANKED,
        ledger_board.NO_DATA,
    }
    assert set(leverage.RANKS_MEAN) == set(leverage.RANK_SIGNS)


def test_a_lever_that_russia_does_not_hold_says_from_what_it_moved():
    """“None” and “fell” side by side would contradict each other."""
    cells = board(
        ("arms", "TJK", "none", 7.5, 0.41, "fell"), ("bases", "KGZ", "nobody", 1.0, 0.0, "fell")
    )
    cells.loc[1, "unit"] = "sites on record"
    shown = narrative.leverage_grid(cells, FIGURES, NAMES, 2021).body
    assert (
        "fell from 7.5\u202f% to 0.4\u202f%</span>" in shown and "fell from 1 to 0</span>" in shown
    )


def test_leads_are_counted_over_what_can_be_ranked():
    """Alone counts as leading, no data counts for nobody."""
    assert (
        narrative.led(BOARD)
        == "Russia leads on 2 of the 3 levers that can be ranked across the 2 countries"
    )
    assert narrative.led_by_country(BOARD, NAMES)["value"].tolist() == [2.0, 0.0]
    assert narrative.led_by_country(BOARD[BOARD["economy"] == "KGZ"], NAMES)[
        "value"
    ].isna().tolist() == [False, True]


def test_ways_counts_directions():
    """Cells without two figures are left out; without any, it is said."""
    assert narrative.ways(BOARD, 2021) == (
        "Since 2021 Russia's own weight rose on 1, fell on 2 and hardly moved on 0 of the 3 levers with a figure for both years"
    )
    assert narrative.ways(BOARD[3:], 2021) == "No lever has a figure for 2021 and a later one"


def test_the_lever_that_moved_most():
    """By the mean size of its moves; one that can be compared in a single country is passed over while another can in more."""
    said = narrative.moved_most(BOARD, NAMES)
    assert said.startswith(
        "The lever that moved most is “Imports”, by the mean size of its moves over the countries: 15 percentage points. "
        "Russia's part fell in 2 of the 2 countries that can be compared."
    )
    assert said.endswith(
        "Its largest move was in Kyrgyzstan, where it fell from 40\u202f% of it in 2021 to 20\u202f% in 2024."
    )
    assert "“Arms”" in narrative.moved_most(
        BOARD[2:], NAMES
    ) and "rose from 50\u202f%" in narrative.moved_most(BOARD[2:], NAMES)
    assert narrative.moved_most(BOARD[3:], NAMES) == "No lever can be compared over time."


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ((7.0, 0.0), "Russia leads on most levers in Kyrgyzstan (7), on none in Tajikistan"),
        ((2.0, 2.0), "Russia leads on most levers in Kyrgyzstan and Tajikistan (2)"),
        ((0.0, None), "Russia leads on no lever"),
        ((None, None), "No lever can be ranked in any of the countries"),
    ],
)
def test_the_map_says_where_russia_leads(values, says):
    """Most, none, a tie, and nothing to say."""
    assert (
        narrative.most_led(
            pd.DataFrame(
                {"name": NAMES.to_numpy(), "value": values}, columns=["name", "value"]
            ).astype({"value": "float64"})
        )
        == says
    )


def led(*counts: tuple | None) -> Result:
    """A result whose parts count levers: on how many, of how many; or none."""
    parts = [
        Part(
            code,
            name,
            Result(HOLDS, value=of[0] / of[1] * 100, words=dict(zip(("count", "of"), of)))
            if of
            else Result(UNTESTABLE, reason="too few"),
        )
        for (code, name), of in zip(NAMES.items(), counts, strict=True)
    ]
    return Result(HOLDS, parts=tuple(parts))


def test_a_claim_on_levers_is_told_in_counts():
    """A percentage of eight levers would be a false exactness; a country without a verdict is named with the reason."""
    base = dataclasses.replace(
        ledger.finding("russia-not-eroded"), then=led((7, 9), (6, 9)), now=led((6, 9), None)
    )
    assert narrative.counts_by_country(base, "first or second", "May 2023").data == (
        "By what could be known in May 2023, Russia was first or second on 7 of 9 levers in Kyrgyzstan and 6 of 9 in Tajikistan. "
        "Now it is first or second on 6 of 9 levers in Kyrgyzstan: the claim still holds. Tajikistan has no verdict now: too few."
    )
    assert narrative.moments(base)["name"].tolist() == [
        "Kyrgyzstan, then (7 of 9)",
        "Kyrgyzstan, now (6 of 9)",
        "Tajikistan, then (6 of 9)",
    ]
    assert (
        narrative.moments(ledger.finding("workers-millions"))["name"]
        .str.contains(r", (?:then|now) \(\d{4}\)")
        .all()
    )
    assert (
        narrative.mostly(base, "first or second")
        == "Russia is first or second on most of the levers in Kyrgyzstan"
    )
    assert narrative.missing_parts(base) == "Tajikistan is missing now (too few)."


def test_a_claim_on_levers_without_any_count():
    """Nothing to rank then or now: it is said, and a tie at half is not most."""
    base = dataclasses.replace(
        ledger.finding("russia-not-eroded"), then=led(None, None), now=led(None, None)
    )
    assert narrative.counts_by_country(base, "first", "May 2023").data.startswith(
        "By what could be known in May 2023, no country had enough levers to rank. Now no country has: "
    )
    assert (
        narrative.moments(base).empty
        and narrative.mostly(base, "first") == "In no country is Russia first on most of the levers"
    )
    same = dataclasses.replace(base, then=led((2, 3), (1, 2)), now=led((2, 3), (1, 2)))
    assert (
        narrative.mostly(same, "first")
        == "Russia is first on most of the levers in Kyrgyzstan, as it was then"
        and narrative.missing_parts(same) == ""
    )


def found(then: str, now: str, origin: str = "article"):
    base = ledger.finding("kgz-remit-third")
    return dataclasses.replace(
        base,
        claim=dataclasses.replace(base.claim, origin=origin),
        then=Result(then, reason="why"),
        now=Result(now, reason="why"),
    )


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        ([(HOLDS, HOLDS)], "None of the 1 verdicts has changed"),
        ([(HOLDS, FAILS), (HOLDS, HOLDS)], "1 of 2 verdicts have changed: 1 has weakened"),
        (
            [(FAILS, IN_PART), (IN_PART, HOLDS), (HOLDS, IN_PART)],
            "3 of 3 verdicts have changed: 1 has weakened and 2 have strengthened",
        ),
        (
            [(UNTESTABLE, HOLDS)],
            "1 of 1 verdicts have changed: 1 could be tested at one of the two moments only",
        ),
    ],
)
def test_turned_counts_each_way(turns, says):
    """Weaker, stronger, and those that only a figure made testable or not."""
    assert narrative.verdicts_changed([found(*turn) for turn in turns]) == says


def test_totals_keep_omissions_apart():
    """They are never counted among the claims of the article."""
    rows = narrative.totals(
        [found(HOLDS, FAILS), found(HOLDS, HOLDS, "omission")]
    ).data.splitlines()
    assert (
        rows[2] == "| What the article says | then | 1 | 0 | 0 | 0 |"
        and rows[3] == "|  | now | 0 | 0 | 1 | 0 |"
    )
    assert rows[4] == "| What it leaves out | then | 1 | 0 | 0 | 0 |"


def test_freshness_names_releases_and_gaps():
    """The newest and the oldest dated release, those without a date, and that nothing was updated."""
    package = {
        "resources": [
            {"indicator": "A", "vintage": "2026-07-01"},
            {"indicator": "B", "vintage": "2021-09-15"},
            {"indicator": "C", "vintage": "not recorded"},
            {"vintage": "2030-01-01"},
        ]
    }
    said = narrative.freshness(package, 2025, []).data
    assert (
        "release of 1 July 2026 (1 of 3 series); the oldest release still in use is of 15 September 2021; of 1 series the day is not known."
        in said
    )
    assert said.endswith(
        "The newest year with a figure is 2025. No update has been run since these figures were gathered."
    )
    assert narrative.freshness({"resources": []}, 2025, []).data.startswith("No dated release")


def test_freshness_tells_the_last_update_in_a_line():
    """What it added, revised and flipped; the newest of several."""
    last = {
        "date": "2026-12-01",
        "added": [{"values": 3}, {"values": 4}],
        "revised_values": 2,
        "flipped": [{"id": "kgz-trade"}, {"id": "tjk-trade"}],
    }
    says = "The last update, of 1 December 2026, added 7 figures, revised 2 and changed 2 verdicts (kgz-trade and tjk-trade)."
    assert narrative.freshness(
        {"resources": []}, 2025, [last, {"date": "2026-11-30"}]
    ).data.endswith(says)
    assert narrative.freshness({"resources": []}, 2025, [last | {"flipped": []}]).data.endswith(
        "revised 2 and changed no verdict."
    )


def test_coverage_counts_years_and_names_the_emptiest():
    """Years outside the window do not count, and none is no data."""
    held = pd.DataFrame(
        [("A", "KGZ", year) for year in (1999, 2000, 2001, 2002)] + [("A", "TJK", 2002)],
        columns=["indicator", "economy", "year"],
    )
    shown = narrative.coverage(held, NAMES, {"A": "Series <a>", "B": "Other"}, 2002)
    assert (
        shown.title
        == "Tajikistan has the fewest figures: 16.7\u202f% of the years from 2000 to 2002"
    )
    assert (
        '<th scope="row">Series &lt;a&gt;</th><td class="held-3">3</td><td class="held-1">1</td>'
        in shown.body
    )
    assert '<td class="held-0">no data</td>' in shown.body
    assert re.findall(r'held-(\d)"></span>([^<]+)<', shown.body) == [
        ("0", "no data"),
        ("1", "1 year"),
        ("2", "2 years"),
        ("3", "3 years"),
    ]


def test_an_omission_is_said_once():
    """By its statement, as a link; a claim that begins with its country has no country before it."""
    omitted = found(HOLDS, HOLDS, "omission")
    said = narrative.conclusion([found(HOLDS, FAILS), omitted], BOARD, NAMES, 2021, "May 2023").data
    assert f"- [{omitted.claim.statement.rstrip('.')}](#kgz-remit-third): holds now." in said
    assert (
        "**What it got wrong.** None of its claims that can be tested was wrong outright." in said
    )
    assert "- *Kyrgyzstan*: [Remittances are nearly a third of GDP](#kgz-remit-third)." in said
    named = dataclasses.replace(
        omitted, claim=dataclasses.replace(omitted.claim, short="Kyrgyzstan depends on it")
    )
    assert narrative.verdict_moves([omitted, named])["name"].tolist() == [
        "Kyrgyzstan: Remittances are nearly a third of GDP",
        "Kyrgyzstan depends on it",
    ]


def test_the_inventory_shows_every_file_of_the_book():
    """With source, vintage, licence, size and hash."""
    entries = library.package()["resources"]
    shown = narrative.inventory(entries, title="t", foot="f").body
    for entry in entries:
        assert (
            entry["path"].rsplit("/", 1)[-1] in shown
            and entry["hash"].removeprefix("sha256:") in shown
        )


def test_a_sentence_of_the_article_without_claim_gives_its_reason():
    """And one with claims shows them with their verdicts."""
    rows = pd.DataFrame(
        [
            (1, 1, "As a", "it says | so", "kgz-remit-third", None),
            (1, 1, None, "a name", None, "a nickname"),
        ],
        columns=["paragraph", "sentence", "opening", "about", "claims", "reason"],
    )
    lines = narrative.article_map(rows, [found(HOLDS, FAILS)]).data.splitlines()
    assert lines[2].startswith(
        "| Paragraph 1, sentence 1: “As a …” | It says \\| so | [Remittances are nearly a third of GDP](#kgz-remit-third) <span"
    )
    assert lines[3] == "| Paragraph 1, sentence 1 | A name | a nickname |"

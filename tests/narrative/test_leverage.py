"""The leverage board in words: places, directions and counts, at their edges."""

import dataclasses

from support.levers import BOARD, FIGURES, NAMES, board

from footprint import ledger, narrative
from footprint.ledger import board as ledger_board
from footprint.model import HOLDS, UNTESTABLE, Finding, Part, Result
from footprint.narrative import leverage

T = "\u202f"


def test_the_board_says_each_place_and_way_in_a_word():
    """Sign, word and arrow; a cell without data says so, and the table says why."""
    shown = leverage.rank_grid(BOARD, FIGURES, NAMES, 2021)
    assert (
        '<td class="place-first"><span aria-hidden="true">①</span> first<br><span class="way">'
        '<span aria-hidden="true">↘</span> fell</span></td>'
    ) in shown.body
    assert '<td class="place-no-data"><span aria-hidden="true">?</span> no data</td>' in shown.body
    legend = ("① first", "◆ alone", "? no data", "○ none", "· not ranked")
    assert [f"<li>{sign}:" in shown.body for sign in legend] == [True, True, True, False, False]
    assert shown.table["Why there is no figure"].tolist() == ["", "", "", "nothing <found>"]
    assert "nothing &lt;found&gt;" in shown._repr_html_()


def test_the_board_speaks_of_the_actors_of_the_ledger(monkeypatch):
    """Whoever they are."""
    actors = {"US": "the United States", "TUR": "Turkey", "IRN": "Iran"}
    rules = dataclasses.replace(ledger.rules(), actors=actors)
    monkeypatch.setattr(ledger, "rules", lambda: rules)
    figures = FIGURES.replace({"actor": dict(zip(("Russia", "China", "EU"), actors, strict=True))})
    shown = leverage.rank_grid(BOARD, figures, NAMES, 2021)
    told = shown._repr_html_() + leverage.ways(BOARD, 2021) + leverage.moved_most(BOARD, NAMES)
    assert "The United States&#39; place against Turkey and Iran" in told
    assert "The United States leads on" in told and "Russia" not in told and "China" not in told
    assert {"US", "TUR", "IRN"} < set(shown.table.columns)


def test_every_place_and_direction_has_its_sign():
    """And its meaning: nothing on the board is told by colour alone."""
    others = (ledger_board.NOBODY, ledger_board.UNRANKED, ledger_board.NO_DATA)
    assert set(leverage.rank_signs()) == {*ledger_board.RANKED, *others}
    assert all(sign and meaning for sign, meaning in leverage.rank_signs().values())


def test_a_lever_that_russia_does_not_hold_says_from_what_it_moved():
    """“None” and “fell” side by side would contradict each other."""
    cells = board(
        ("arms", "TJK", "none", 7.5, 0.41, "fell"), ("bases", "KGZ", "nobody", 1.0, 0.0, "fell")
    )
    cells.loc[1, "unit"] = "sites on record"
    shown = leverage.rank_grid(cells, FIGURES, NAMES, 2021).body
    assert f"fell from 7.5{T}% to 0.4{T}%</span>" in shown
    assert "fell from 1 to 0</span>" in shown


def test_leads_are_counted_over_what_can_be_ranked():
    """Alone counts as leading, no data counts for nobody."""
    assert leverage.led(BOARD) == (
        "Russia leads on 2 of the 3 levers that can be ranked across the 2 countries"
    )


def test_ways_counts_directions():
    """Cells without two figures are left out; without any, it is said."""
    assert leverage.ways(BOARD, 2021) == (
        "Since 2021 Russia's own weight rose on 1, fell on 2 and hardly moved on 0 of the 3 levers "
        "with a figure for both years"
    )
    assert leverage.ways(BOARD[3:], 2021) == "No lever has a figure for 2021 and a later one"


def test_the_lever_that_moved_most():
    """By the mean size of its moves.

    One that can be compared in a single country is passed over while another can in more.
    """
    assert leverage.moved_most(BOARD, NAMES) == (
        "“Imports” moved most, by 15 percentage points in the mean of the countries. Russia's part "
        f"fell in 2 of the 2; in Kyrgyzstan it fell from 40{T}% of it (2021) to 20{T}% (2024)."
    )
    alone = leverage.moved_most(BOARD[2:], NAMES)
    assert "“Arms”" in alone and f"rose from 50{T}%" in alone
    assert leverage.moved_most(BOARD[3:], NAMES) == "No lever can be compared over time."


def counted(then: tuple, now: tuple) -> Finding:
    """A claim that counts levers: for each country on how many, of how many; or none."""

    def result(counts: tuple) -> Result:
        parts = []
        for (code, name), of in zip(NAMES.items(), counts, strict=True):
            own = Result(UNTESTABLE, reason="too few")
            if of:
                words = {"count": of[0], "of": of[1]}
                own = Result(HOLDS, value=of[0] / of[1] * 100, words=words)
            parts.append(Part(code, name, own))
        return Result(HOLDS, parts=tuple(parts))

    base = ledger.finding("russia-not-eroded")
    return dataclasses.replace(base, then=result(then), now=result(now))


def test_a_claim_on_levers_is_told_in_counts():
    """A percentage of eight levers would be a false exactness.

    A country without a verdict is named with the reason.
    """
    found = counted(((7, 9), (6, 9)), ((6, 9), None))
    assert leverage.counts_by_country(found, "first or second", "May 2023") == (
        "By what could be known in May 2023, Russia was first or second on 7 of 9 levers in "
        "Kyrgyzstan and 6 of 9 in Tajikistan. Now it is first or second on 6 of 9 levers in "
        "Kyrgyzstan: the claim still holds."
    )
    assert narrative.by_moment(found)["name"].tolist() == [
        "Kyrgyzstan (then 7 of 9, now 6 of 9)",
        "Kyrgyzstan (then 7 of 9, now 6 of 9)",
        "Tajikistan (6 of 9)",
    ]
    dated = narrative.by_moment(ledger.finding("workers-millions"))["name"]
    assert dated.str.contains(r"\((?:then \d{4}, now )?\d{4}\)").all()
    assert leverage.mostly(found, "first or second") == (
        "Russia is first or second on most of the levers in Kyrgyzstan"
    )


def test_a_claim_on_levers_without_any_count():
    """Nothing to rank then or now: it is said, and a tie at half is not most."""
    none = counted((None, None), (None, None))
    assert leverage.counts_by_country(none, "first", "May 2023").startswith(
        "By what could be known in May 2023, no country had enough levers to rank. Now no country "
        "has: "
    )
    assert narrative.by_moment(none).empty
    assert leverage.mostly(none, "first") == ("In no country is Russia first on most of the levers")
    same = counted(((2, 3), (1, 2)), ((2, 3), (1, 2)))
    assert leverage.mostly(same, "first") == (
        "Russia is first on most of the levers in Kyrgyzstan, as it was then"
    )

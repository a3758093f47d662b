"""Findings on the committed figures stand where the sources put them; altered records alter them."""

import pytest

from footprint import errors, ledger, library
from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE


def parts(result) -> dict[str, float | None]:
    return {
        part.id: None if part.result.value is None else round(part.result.value, 1)
        for part in result.parts
    }


def test_how_far_the_figures_reach():
    """The newest year of any series, and the first that may speak for it."""
    years = ledger.rules().stale_after_years
    assert ledger.newest() == library.default().newest_year() == ledger.fresh_since() + years


def test_the_committed_claims_read_what_there_is():
    """Series and rows alike; a claim that lost its series is another test's, of the places."""
    ledger.check_series()


def test_places_are_looked_for_where_chapters_are(tmp_path):
    """Of a whole book in all of them, else in those of its table of contents; nowhere in none."""
    chapters, first = tmp_path / "chapters", ledger.claims()[0]
    ledger.check_places(chapters)
    chapters.mkdir()
    (tmp_path / "_toc.yml").write_text("", encoding="utf-8")
    ledger.check_places(chapters, whole=False)
    with pytest.raises(errors.LedgerError) as error:
        ledger.check_places(chapters)
    wanted = f"{library.default().folder / 'claims.yml'}: claim {first.id}, field chapter: there is"
    assert str(error.value).startswith(f"{wanted} no {chapters / first.chapter}.ipynb")


def test_kyrgyz_remittances():
    """The sharpest then and now of the chapter, with its bases."""
    found = ledger.finding("kgz-remit-third")
    assert (found.then.verdict, round(found.then.value, 1), found.then.year) == (HOLDS, 32.7, 2021)
    assert "edition of April 2023" in found.then.basis
    assert (found.now.verdict, round(found.now.value, 1), found.now.year) == (FAILS, 17.6, 2024)


def test_findings_by_the_names_of_claims_and_chapters():
    """Each once, in the order of the ledger; all without a name."""
    of_all = [claim.id for claim in ledger.claims()]
    asked = ["kaz-border", "kyrgyzstan", "kgz-base"]
    found = [one.claim.id for one in ledger.chosen(asked)]
    wanted = [claim.id for claim in ledger.claims() if {claim.id, claim.chapter} & {*asked}]
    assert found == wanted and len(found) > 3
    assert [one.claim.id for one in ledger.chosen([])] == of_all
    assert ledger.check() == len(of_all)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("kazakstan", "no claim and no chapter; did you mean kazakhstan, uzbekistan, tajikistan?"),
        ("qqqqqq", "no claim and no chapter. Chapters are: parade, kazakhstan, kyrgyzstan, "),
    ],
)
def test_a_name_that_is_neither_is_refused(name, says):
    """With those like it, all chapters once, and where all claims are listed."""
    with pytest.raises(errors.LedgerError) as error:
        ledger.chosen(["kaz-border", name])
    told = str(error.value)
    assert f"claims.yml: “{name}” is {says}" in told and told.count(" migration,") == 1
    assert told.endswith(". All claims: python -m footprint ledger")


def test_the_board_has_a_cell_for_each_lever_and_country():
    """Named as pages name them, in the order of the ledger; each cell with its lever's words."""
    cells, figures = ledger.leverage()
    assert " ".join(cells.columns) == (
        "lever label unit economy place ranked value year period "
        "before before_year before_period direction"
    )
    assert " ".join(figures.columns) == "lever economy actor value year period basis counted reason"
    levers = {lever.id: (lever.label, lever.unit) for lever in ledger.rules().levers}
    told = {row.lever: (row.label, row.unit) for row in cells.itertuples()}
    assert told == levers and [*told] == [*levers]
    assert not cells.duplicated(["lever", "economy"]).any()


def test_figures_stand_where_the_sources_put_them():
    """Shares of trade and debt as the sources give them."""
    imports = ledger.finding("kgz-trade").now.parts[0].result
    assert (round(imports.value, 1), imports.year) == (17.7, 2023)
    debt = ledger.finding("kgz-debt-china")
    assert (round(debt.then.value, 1), debt.then.year, round(debt.now.value, 1), debt.now.year) == (
        45.4,
        2021,
        39.2,
        2024,
    )
    assert "edition of 2022-12" in debt.then.basis and "edition of 2025-12" in debt.now.basis


def test_money_stands_where_the_sources_put_it():
    """Remittances, trade and debt of Tajikistan and Kyrgyzstan, then and now."""
    third = ledger.finding("tjk-remit-third")
    assert (round(third.then.value, 1), round(third.now.value, 1), third.now.year) == (
        33.4,
        47.2,
        2024,
    )
    shares = {id: ledger.finding(id) for id in ("kgz-debt-china", "tjk-debt-china")}
    assert [round(shares[id].then.value) for id in shares] == [45, 35] and [
        round(shares[id].now.value) for id in shares
    ] == [39, 28]
    weights = ledger.finding("china-powerful").now
    assert parts(weights)["KGZ"] == 43.3
    assert parts(ledger.finding("kgz-trade").now)["imports"] == 17.7


def test_who_borders_whom():
    """One of the five borders Russia, three border China."""
    found = ledger.finding("russia-closer")
    assert (found.contrary.words["count"], found.contrary.words["of"]) == (1, 3)
    assert parts(found.now)["borders"] == 0.3 and all(
        value > 1 for id, value in parts(found.now).items() if id != "borders"
    )


def test_tajik_trade_rests_on_russian_customs():
    """Then and now: what the press quotes of later years is not more than a year newer, or stood on a refused page; never the Factbook."""
    found = ledger.finding("tjk-trade")
    for result in (found.then, found.now):
        assert parts(result) == {"imports": 26.5, "exports": 4.6}
        assert "Federal Customs Service of Russia" in result.basis


def test_figures_of_kazakhstan_and_the_card():
    """The CPC's part of 2022, the border, the minority and the size of the shock as the sources give them."""
    oil, border, minority = (
        ledger.finding(id) for id in ("kaz-oil-half", "kaz-border", "kaz-minority")
    )
    assert (round(oil.then.value), oil.then.year, oil.then.verdict) == (81, 2022, HOLDS)
    assert (round(border.now.value, 1), border.now.words["rank"]) == (57.2, 1)
    assert (minority.then.value, minority.then.year, minority.now.value, minority.now.year) == (
        19.3,
        2019,
        14.9,
        2023,
    )
    size = ledger.finding("migration-size")
    assert [round(part.result.value, 1) for part in size.then.parts + size.now.parts] == [
        11.8,
        14.3,
        13.2,
        16.8,
        6.4,
        8.3,
        18.6,
        6.2,
    ]


def test_words_and_votes_on_ukraine_pull_apart():
    """Kazakhstan spoke for Ukraine's borders and voted against every Crimea text of 2016 to 2022."""
    integrity, crimea = (
        ledger.finding("kaz-integrity").then,
        ledger.finding("kaz-votes-crimea").then,
    )
    assert [part.result.value for part in integrity.parts] == [
        1,
        0,
        0,
    ] and integrity.verdict == IN_PART
    assert (crimea.verdict, crimea.value, crimea.basis[:12]) == (HOLDS, 1, "7 roll calls")


MISSED = {
    "kaz-nuclear": (IN_PART, HOLDS),
    "kaz-corridor": (FAILS, FAILS),
    "kgz-reexport": (UNTESTABLE, HOLDS),
    "uzb-gas": (FAILS, HOLDS),
    "tkm-gas": (FAILS, HOLDS),
    "china-ahead": (FAILS, HOLDS),
    "students-russia": (HOLDS, UNTESTABLE),
}


@pytest.mark.parametrize("id", MISSED)
def test_what_a_specialist_misses(id):
    """Each is an omission with a verdict of its own, and with something that speaks against it."""
    found = ledger.finding(id)
    assert found.claim.origin == "omission"
    assert (found.then.verdict, found.now.verdict) == MISSED[id]
    assert found.contrary is not None and found.contrary.value is not None


def test_less_gas_and_another_builder_turn_their_claims(data, edit_csv, footprint):
    """The verdicts follow the rows."""
    records = data / "records"
    bought = {"subject": "Uzbekistan", "measure": "gas bought", "period": "2024"}
    edit_csv(records / "gas_and_freight.csv", bought, "value", "1")
    chosen = {"id": "kaz-nuclear-chosen", "date": "2025-06-14"}
    edit_csv(records / "facts.csv", chosen, "answer", "no")
    assert footprint("describe").returncode == 0
    assert ledger.finding("uzb-gas").now.verdict == FAILS
    assert ledger.finding("kaz-nuclear").now.verdict == IN_PART


@pytest.mark.parametrize(("vote", "verdict"), [("abstain", IN_PART), ("unknown", UNTESTABLE)])
def test_a_corrected_roll_call(data, edit_csv, footprint, vote, verdict):
    """One vote otherwise is six of seven; a vote that is not known decides nothing."""
    edit_csv(data / "records/votes.csv", {"economy": "KAZ", "date": "2022-12-15"}, "vote", vote)
    assert footprint("describe").returncode == 0
    assert ledger.finding("kaz-votes-crimea").now.verdict == verdict


def test_oil_without_a_total(data, edit_csv, footprint):
    """Without the exports of a year, the year before speaks."""
    edit_csv(data / "records/energy_routes.csv", {"party": "all", "period": "2025"}, None)
    assert footprint("describe").returncode == 0
    found = ledger.finding("kaz-oil-half").now
    assert (round(found.value, 1), found.year) == (79, 2023)


def test_an_unknown_claim_is_named():
    """With the ids that there are."""
    with pytest.raises(errors.LedgerError, match=r"there is no claim “kgz-none”.*kgz-remit-third"):
        ledger.finding("kgz-none")


def test_signs_of_distance_are_asked_for_in_dollars_too():
    """The share of imports fell while the imports rose: the one is no sign without the other."""
    found = {part.id: part.result for part in ledger.finding("opportunity-window").now.parts}
    assert found["imports"].verdict == HOLDS and found["imports"].value < 90
    assert found["bought"].verdict == FAILS and found["bought"].value > 100


def test_aid_is_compared_over_several_years():
    """As the reason of the entry says; single years stand among the variants."""
    found = ledger.finding("eu-cooperate-aid")
    assert found.now.words == {"period": "2021–2023", "since": "2011–2013"}
    assert {one.id: one.now.verdict for one in found.robustness.variants}["single-years"] == HOLDS

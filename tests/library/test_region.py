"""The countries that the book is of stand in ``data/datapackage.json``, and nowhere else."""

import json

import pytest

from footprint import errors, ledger, library, narrative

FIVE = ["KAZ", "KGZ", "TJK", "TKM", "UZB"]
SIXTH = "AZE"
GDP = "NY.GDP.MKTP.CD"


@pytest.fixture
def among(data):
    """Have the book be of other countries."""

    def change(codes: list[str]) -> None:
        path = data / "datapackage.json"
        content = json.loads(path.read_text(encoding="utf-8"))
        path.write_text(json.dumps({**content, "region": codes}, indent=2), encoding="utf-8")

    return change


def verdicts() -> dict[str, tuple[str, str]]:
    return {one.claim.id: (one.then.verdict, one.now.verdict) for one in ledger.findings()}


def test_the_five():
    """In the order of tables."""
    assert library.region().index.tolist() == FIVE
    assert library.region()["TKM"] == "Turkmenistan"


def test_a_sixth_is_pulled_ranked_and_verified(among, data):
    """With its line and no code: its figures come unasked, it has a column on the board, and a lever
    may be for it alone. What the ledger says of the five stays."""
    before, wide = verdicts(), len(ledger.leverage()[0])
    among([*FIVE, SIXTH])
    path = data / "claims.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("only: [KAZ]", "only: [KAZ, AZE]"), encoding="utf-8")
    assert set(library.pull(GDP).data["economy"]) == {*FIVE, SIXTH}
    assert SIXTH in set(library.vintages()["economy"])
    assert all(library.verify())
    cells, figures = ledger.leverage()
    assert len(cells) == wide / len(FIVE) * 6 and SIXTH in set(figures["economy"])
    board = narrative.leverage.rank_grid(cells, figures, library.region(), 2022)
    assert "Azerbaijan" in str(board.body)
    assert verdicts() == before


def test_without_a_line_it_is_an_economy_like_others(among):
    """Pulled where it is named, in any order; a lever for a country that the book is not of is refused."""
    among(FIVE[::-1])
    assert library.region().index.tolist() == FIVE[::-1]
    assert SIXTH not in set(library.pull(GDP).data["economy"])
    assert set(library.pull(GDP, [SIXTH]).data["economy"]) == {SIXTH}
    among(FIVE[1:])
    with pytest.raises(errors.LedgerError, match="only: KAZ is none of KGZ, TJK, TKM, UZB"):
        ledger.findings()


@pytest.mark.parametrize(
    ("codes", "says"),
    [
        ([*FIVE, "AZB"], r"datapackage\.json: field region: “AZB” is no economy of .*did you mean"),
        ([*FIVE, "KAZ"], r"datapackage\.json: .*field region"),
        (["kaz"], r"datapackage\.json: .*field region\.0: “kaz” does not have the form"),
        ([], r"datapackage\.json: .*field region: holds 0"),
    ],
)
def test_a_line_that_names_none_is_refused(among, codes, says):
    """File and field."""
    among(codes)
    with pytest.raises(errors.DataError, match=says):
        list(library.verify())

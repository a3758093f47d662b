"""The countries that the book is of stand in ``data/datapackage.json``, and nowhere else."""

import json

import pytest

from footprint import errors, ledger, library, narrative

NOW = library.region().index.tolist()
# One more, whose output the book has, and a lever that is for one country alone.
MORE = next(code for code in ("AZE", "MNG") if code not in NOW)
ONLY = "KAZ"
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


def test_the_region_is_named_in_its_order():
    """That of the package."""
    assert library.package().region == tuple(NOW)
    assert library.region()["TKM"] == "Turkmenistan"


def test_one_more_is_pulled_ranked_and_verified(among, data):
    """With its line and no code: its figures come unasked, it has a column on the board, and a lever
    may be for it alone. What the ledger says of the others stays."""
    before, wide = verdicts(), len(ledger.leverage()[0])
    among([*NOW, MORE])
    path = data / "claims.yml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(f"only: [{ONLY}]", f"only: [{ONLY}, {MORE}]"), encoding="utf-8")
    assert set(library.pull(GDP).data["economy"]) == {*NOW, MORE}
    assert MORE in set(library.vintages()["economy"])
    assert all(library.verify())
    cells, figures = ledger.leverage()
    assert len(cells) == wide / len(NOW) * (len(NOW) + 1) and MORE in set(figures["economy"])
    board = narrative.leverage.rank_grid(cells, figures, library.region(), 2022)
    assert library.economies()[MORE] in str(board.body)
    assert verdicts() == before


def test_without_a_line_it_is_an_economy_like_others(among):
    """Pulled where it is named, in any order; a lever for a country that the book is not of is refused."""
    among(NOW[::-1])
    assert library.region().index.tolist() == NOW[::-1]
    assert MORE not in set(library.pull(GDP).data["economy"])
    assert set(library.pull(GDP, [MORE]).data["economy"]) == {MORE}
    among([code for code in NOW if code != ONLY])
    with pytest.raises(errors.LedgerError, match=f"only: {ONLY} is none of KGZ, TJK, TKM, UZB"):
        ledger.findings()


@pytest.mark.parametrize(
    ("codes", "says"),
    [
        ([*NOW, "AZB"], r"datapackage\.json: field region: “AZB” is no economy of .*did you mean"),
        ([*NOW, "KAZ"], r"datapackage\.json: .*field region"),
        (["kaz"], r"datapackage\.json: .*field region\.0: “kaz” does not have the form"),
        ([], r"datapackage\.json: .*field region: holds 0"),
    ],
)
def test_a_line_that_names_none_is_refused(among, codes, says):
    """File and field."""
    among(codes)
    with pytest.raises(errors.DataError, match=says):
        list(library.verify())

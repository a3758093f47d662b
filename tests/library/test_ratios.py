"""Of a ratio the newest release counts, published or computed from its parts of one release."""

import json

import pytest

from footprint import ledger, library
from footprint.library.ratios import of_newest_release
from footprint.model import Resource
from footprint.rows import Rows

RATIO, PART, WHOLE = "BX.TRF.PWKR.DT.GD.ZS", "BX.TRF.PWKR.CD.DT", "NY.GDP.MKTP.CD"


def line(code: str, vintage: str, value: float) -> tuple[Rows, Resource]:
    """A series of one value, of a release."""
    entry = {"name": code, "path": "", "title": "", "format": "csv", "vintage": vintage}
    entry |= {"retrieved": "2026-11", "sources": [{"title": "the Bank"}], "licenses": []}
    rows = Rows([{"economy": "KGZ", "year": 2024, "value": value}])
    return rows, Resource(entry, **entry, indicator=code)


@pytest.mark.parametrize(
    ("ratio", "part", "whole", "value"),
    [
        ("2025-10-07", "2026-07-01", "2026-07-01", 25),
        ("2026-07-01", "2026-07-01", "2026-07-01", 24),
        ("2026-10-07", "2026-07-01", "2026-07-01", 24),
        ("2025-10-07", "2026-07-01", "2026-05-01", 24),
        ("an unrecorded day", "2026-07-01", "2026-07-01", 25),
        ("2025-10-07", "an unrecorded day", "an unrecorded day", 24),
    ],
)
def test_the_newest_release_counts(ratio, part, whole, value):
    """The published ratio where it is as new; parts of two releases are never put over each other."""
    parts = [line(PART, part, 1.0), line(WHOLE, whole, 4.0)]
    rows, resource = of_newest_release(line(RATIO, ratio, 24.0), [parts])
    assert rows.values("value") == [value]
    assert (resource.vintage, bool(resource.computed)) == (
        part if value == 25 else ratio,
        value == 25,
    )


def test_a_whole_of_nought_or_none_gives_no_ratio():
    """Nor has a year that one of the two lacks."""
    parts = [line(PART, "2026-07-01", 1.0), line(WHOLE, "2026-07-01", 0.0)]
    assert not of_newest_release(line(RATIO, "2025-10-07", 24.0), [parts])[0]


def test_a_page_has_one_value_for_one_thing():
    """A pull, the ledger, and dollars over GDP of the same pull say the same, for every economy and year."""
    pull = library.pull([RATIO, PART, WHOLE])
    frames = [pull.series(code).set_index(["economy", "year"])["value"] for code in pull.entries]
    computed = (frames[1] / frames[2] * 100).dropna()
    assert len(computed) > 90 and (frames[0] - computed).abs().max() < 1e-9
    assert len({pull.entries[code].vintage for code in pull.entries}) == 1
    for code in ("KGZ", "TJK"):
        found = ledger.finding(f"{code.lower()}-remit-third").now
        assert found.value == frames[0][code, found.year]
        assert found.basis.endswith(", computed from its parts")
    assert f"computed from {PART} over {WHOLE}" in pull.source(RATIO)


def test_an_older_release_of_one_part_leaves_the_published_ratio(data):
    """And its basis says so."""
    path = data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    next(one for one in package["resources"] if one["name"] == PART.lower())["vintage"] = (
        "2026-03-04"
    )
    path.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    now = ledger.finding("kgz-remit-third").now
    assert (round(now.value, 1), now.basis) == (17.7, "World Bank, release of 2025-10-07")


def test_live_figures_are_of_one_release(live):
    """The service's ratio stands while it answers; its refused answer gives way to what is newest in data/."""
    live.set(RATIO, "KGZ", 2024, 18.2)
    shown = library.pull(RATIO).series(RATIO).query("economy == 'KGZ' and year == 2024")
    assert shown["value"].tolist() == [18.2]
    assert ledger.finding("kgz-remit-third").now.basis.startswith("World Bank, release of ")


def test_a_refused_ratio_is_computed_from_what_the_service_gives_besides(live):
    """Of one release again; the line above says why, and how."""
    live.set(RATIO, "KGZ", 2024, 99.0)
    live.set(PART, "KGZ", 2024, 4e9)
    pull = library.pull([RATIO, PART, WHOLE])
    (gdp,) = pull.series(WHOLE).query("economy == 'KGZ' and year == 2024")["value"]
    (shown,) = pull.series(RATIO).query("economy == 'KGZ' and year == 2024")["value"]
    assert shown == pytest.approx(4e11 / gdp)
    assert any(
        note.startswith(f"{RATIO}: the committed figures are shown, for") for note in pull.notes
    )
    assert pull.notes[-1].startswith(f"{RATIO}: instead, it is computed from {PART} over {WHOLE}")


def test_the_parts_of_the_edition_of_then_are_of_one_release():
    """Its GDP, last updated in December 2022, is that of the release of 30 March 2023: there GDP a head, times people."""
    library_of = library.default()
    for code in ("KAZ", "KGZ", "TJK", "UZB"):
        gdp, people = (
            library_of.vintage_series("2023-04", indicator, code)[0].where(year=2021)[0]["value"]
            for indicator in (WHOLE, "SP.POP.TOTL")
        )
        head = library_of.vintage_series("2023-03", "NY.GDP.PCAP.CD", code)[0]
        assert head.where(year=2021)[0]["value"] * people == pytest.approx(gdp, rel=1e-12)

"""Rules of plausible figures: each speaks of what it is for, with the figures, and an honest revision passes."""

from collections.abc import Callable

import pandas as pd
import pytest

from footprint import library
from footprint.errors import DataError
from footprint.library import plausible

RATIO, GDP, GROWTH = "BX.TRF.PWKR.DT.GD.ZS", "NY.GDP.MKTP.CD", "NY.GDP.MKTP.KD.ZG"
Change = Callable[[pd.DataFrame], pd.DataFrame]


def frame(*rows: tuple) -> pd.DataFrame:
    types = {"economy": "string", "year": "Int64", "value": "float64"}
    return pd.DataFrame(rows, columns=list(types)).astype(types)


def series(values: dict[int, float], economy: str = "KGZ") -> pd.DataFrame:
    return frame(*((economy, year, value) for year, value in values.items()))


@pytest.fixture(scope="module")
def limits() -> dict:
    """Those of all series."""
    return plausible.limits_of(library.package().content, {})


def spoken(before: pd.DataFrame, after: pd.DataFrame, limits: dict) -> list[str]:
    """The rules that speak."""
    texts = plausible.objections(before, after, limits)
    return [text.rpartition("(rule “")[2].removesuffix("”)") for text in texts]


def test_the_package_gives_each_rule_a_reason():
    """Rules, units and exceptions: a limit without a reason is a whim."""
    package = library.package()
    declared = package.content["plausibility"]
    assert set(plausible.RULES) <= set(declared["rules"])
    exceptions = [
        one.entry["plausibility"] for one in package.resources if "plausibility" in one.entry
    ]
    for rule in [*declared["rules"].values(), *declared["units"].values(), *exceptions]:
        assert rule["because"]
    units = {one.unit for one in [*package.series(), *package.wanted] if one.indicator}
    assert units <= set(declared["units"])


def test_limits_of_all_of_the_unit_and_its_own():
    """The nearer counts; a limit may be taken away."""
    content = {
        "plausibility": {
            "rules": {"jump": {"limit": 5, "because": "x"}},
            "units": {"%": {"least": 0, "most": 100, "because": "x"}},
        }
    }
    entry = {"unit": "%", "plausibility": {"most": 250, "least": None, "because": "x"}}
    assert plausible.limits_of(content, entry) == {"jump": 5, "least": None, "most": 250}


def test_a_package_without_limits_is_named():
    """Nothing is believed because a limit is missing."""
    with pytest.raises(DataError, match="field plausibility: no limit “moved”"):
        plausible.objections(frame(("KGZ", 2020, 1.0)), frame(("KGZ", 2020, 2.0)), {})


def test_what_is_held_lies_within_its_range():
    """The ranges are of these series, and not of none."""
    opened = library.default()
    for one in opened.package.series():
        values = opened.table(one)["value"]
        least, most = one.limits.get("least"), one.limits.get("most")
        assert least is None or values.min() >= least, one.name
        assert most is None or values.max() <= most, one.name


# One rule at a time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "objects"), [(15.0, False), (15.01, True), (5.0, False), (4.99, True), (-4.99, True)]
)
def test_the_limit_of_a_revision(limits, value, objects):
    """Half of the old value may go or come, not more."""
    found = plausible.objections(frame(("KGZ", 2020, 10.0)), frame(("KGZ", 2020, value)), limits)
    assert bool(found) == objects
    if objects:
        assert f"KGZ 2020 moved from 10 to {value:g}, more than the limit of 50%" in found[0]


@pytest.mark.parametrize(("value", "objects"), [(2.0, False), (3.2, True)])
def test_a_figure_near_zero_is_measured_on_its_series(limits, value, objects):
    """Growth that goes from 0.1 to 2 is usual where it is mostly about 5."""
    before = series({2019: 5.0, 2020: 0.1, 2021: 6.0})
    assert bool(spoken(before, series({2019: 5.0, 2020: value, 2021: 6.0}), limits)) == objects


def test_a_series_that_shrank(limits):
    """The years that are gone are counted by economy."""
    before = frame(("KGZ", 2020, 1.0), ("KGZ", 2021, 1.0), ("TJK", 2021, 1.0), ("UZB", 2021, 1.0))
    assert plausible.objections(before, frame(("UZB", 2021, 1.0)), limits) == [
        "the series shrank: years that are gone, by economy: KGZ 2, TJK 1 (rule “shrank”)"
    ]


STEADY = {2018: 20.0, 2019: 21.0, 2020: 22.0, 2021: 23.0, 2022: 24.0}
WILD = {2018: 2.0, 2019: 9.0, 2020: -3.0, 2021: 1.0, 2022: 8.0}


@pytest.mark.parametrize(
    ("held", "value", "rules"),
    [
        (STEADY, 25.0, []),
        (STEADY, 12.0, []),
        (STEADY, 48.0, []),
        (STEADY, 240.0, ["jump"]),
        (STEADY, 121.0, ["jump"]),
        (STEADY, 4.7, ["jump"]),
        (STEADY, -24.0, ["sign"]),
        (STEADY, -0.5, ["jump"]),
        (WILD, -9.0, []),
        (WILD, 0.1, []),
        (WILD, 80.0, ["jump"]),
    ],
)
def test_a_new_year(limits, held, value, rules):
    """An order of magnitude off, up or down, and the other sign; a series that leaps each year may leap."""
    assert spoken(series(held), series({**held, 2023: value}), limits) == rules


def test_a_gap_leaves_room(limits):
    """In ten years a figure may grow more than in one; the year that it is compared with is named."""
    assert spoken(series(STEADY), series({**STEADY, 2032: 140.0}), limits) == []
    (text,) = plausible.objections(series(STEADY), series({**STEADY, 2024: 241.0}), limits)
    assert "KGZ 2024 is 241 (24 in 2022), 5 times more or less" in text


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (310.0, "KGZ 2023 is 310 (90 in 2022), above 100"),
        (-5.0, "KGZ 2023 is -5 (90 in 2022), below 0"),
    ],
)
def test_a_share_above_its_whole_or_below_nothing(limits, value, told):
    """The range of the unit, whatever the figures before."""
    held = {2020: 70.0, 2021: 80.0, 2022: 90.0}
    found = plausible.objections(
        series(held), series({**held, 2023: value}), limits | {"least": 0, "most": 100}
    )
    assert f"{told} (rule “range”)" in found


def test_what_was_out_of_range_may_stay(limits):
    """Once accepted, it is not asked about at each update."""
    held = {2020: 101.0, 2021: 99.0}
    assert spoken(series(held), series({2020: 101.0, 2021: 98.0}), limits | {"most": 100}) == []


def test_a_fixed_rate_may_repeat(limits):
    """Of an economy whose figures never move nothing is asked."""
    held = pd.concat(
        [series(dict.fromkeys(range(2018, 2023), 3.5), code) for code in ("TKM", "KWT")]
    )
    new = frame(("TKM", 2023, 3.5), ("KWT", 2023, 3.5))
    assert spoken(held, pd.concat([held, new]), limits) == []


def test_the_first_figures_of_an_economy(limits):
    """Not of the first in a new series: there nothing is held at all."""
    assert spoken(
        series(STEADY), pd.concat([series(STEADY), frame(("TKM", 2022, 1.0))]), limits
    ) == ["first"]
    assert spoken(frame(), series(STEADY), limits) == []


# Poisons, on what is held ------------------------------------------------------------------------------------


def newest(change: Callable[[float], float], economy: str = "") -> Change:
    """The newest year of all (or one) replaced by another: a year more, made of the one before."""

    def poison(rows: pd.DataFrame) -> pd.DataFrame:
        last = rows[rows["year"] == rows.groupby("economy")["year"].transform("max")]
        last = last[last["economy"] == economy] if economy else last
        added = last.assign(year=last["year"] + 1, value=last["value"].map(change))
        return pd.concat([rows, added], ignore_index=True)

    return poison


def exchanged(one: str, other: str, since: int = 0) -> Change:
    names = {one: other, other: one}

    def poison(rows: pd.DataFrame) -> pd.DataFrame:
        new = rows["economy"].map(lambda code: names.get(code, code)).astype("string")
        swapped = rows.assign(economy=rows["economy"].where(rows["year"] < since, new))
        both = rows[rows["economy"] == one].merge(rows[rows["economy"] == other], on="year")["year"]
        keep = rows["economy"].isin(names) & ~rows["year"].isin(both)
        return pd.concat(
            [swapped[~swapped["economy"].isin(names) | swapped["year"].isin(both)], rows[keep]]
        )

    return poison


def shifted(years: int) -> Change:
    """Years off by one, cut to the years held."""

    def poison(rows: pd.DataFrame) -> pd.DataFrame:
        moved = rows.assign(year=rows["year"] + years)
        edge = rows.merge(
            moved[["economy", "year"]], on=["economy", "year"], how="left", indicator=True
        )
        kept = rows[(edge["_merge"] == "left_only").to_numpy()]
        inside = moved.merge(rows[["economy", "year"]], on=["economy", "year"])
        return pd.concat([inside, kept], ignore_index=True)

    return poison


def times(factor: float, year: int = 0, economy: str = "") -> Change:
    def poison(rows: pd.DataFrame) -> pd.DataFrame:
        chosen = pd.Series(True, index=rows.index)
        chosen &= (rows["year"] == year) if year else True
        chosen &= (rows["economy"] == economy) if economy else True
        return rows.assign(value=rows["value"].where(~chosen, rows["value"] * factor))

    return poison


POISONS: dict[str, tuple[str, Change, str]] = {
    "ten times, in the newest year of one": (
        RATIO,
        newest(lambda value: value * 10, "KGZ"),
        "jump",
    ),
    "a tenth, in the newest year of all": (GDP, newest(lambda value: value / 10), "jump"),
    "a share above its whole": (RATIO, newest(lambda value: 310.0, "KGZ"), "range"),
    "a share below nothing": (RATIO, newest(lambda value: -5.0, "TJK"), "range"),
    "growth beyond all numbers": (GROWTH, newest(lambda value: 1e300, "KAZ"), "range"),
    "the other sign": (GDP, newest(lambda value: -value, "UZB"), "sign"),
    "last year again, for all": (RATIO, newest(lambda value: value), "repeated"),
    "last year again, for all of GDP": (GDP, newest(lambda value: value), "repeated"),
    "two exchanged": (RATIO, exchanged("KGZ", "TJK"), "exchanged"),
    "two exchanged that are near each other": (GDP, exchanged("KGZ", "TJK", 2015), "exchanged"),
    "years late by one": (GDP, shifted(1), "shifted"),
    "years early by one": (RATIO, shifted(-1), "shifted"),
    "all a little more": (GDP, times(1.4), "everywhere"),
    "all a little less": (RATIO, times(0.7), "everywhere"),
    "all of a year a little more": (GDP, times(1.4, year=2024), "everywhere"),
    "all of one a little more": (GDP, times(1.2, economy="UZB"), "everywhere"),
    "thousands for units": (GDP, times(1000), "moved"),
    "one economy gone": (GDP, lambda rows: rows[rows["economy"] != "KAZ"], "shrank"),
    "a new economy": (RATIO, lambda rows: pd.concat([rows, frame(("FRA", 2024, 1.0))]), "first"),
}


@pytest.mark.parametrize("kind", POISONS)
def test_a_poison_is_asked_about(kind):
    """Well formed, and wrong: the rule that is for it speaks, with figures."""
    code, poison, rule = POISONS[kind]
    opened = library.default()
    resource = opened.package.series_of(code)
    before = opened.table(resource)
    after = poison(before).astype(before.dtypes).sort_values(["economy", "year"], ignore_index=True)
    texts = plausible.objections(before, after, resource.limits)
    spoke = [text for text in texts if text.endswith(f"(rule “{rule}”)")]
    assert len(spoke) == 1 and any(sign.isdigit() for sign in spoke[0]), texts


def test_a_new_year_exchanged():
    """Two economies whose figures are far apart, in the newest year alone, which moved on besides."""
    held = pd.concat(
        [series(STEADY, "KGZ"), series({year: value * 2 for year, value in STEADY.items()}, "TJK")]
    )
    limits = library.package().series_of(RATIO).limits
    for kgz, tjk, rules in ((49.0, 24.5, ["crossed"]), (25.0, 49.0, [])):
        after = pd.concat([held, frame(("KGZ", 2023, kgz), ("TJK", 2023, tjk))])
        found = spoken(held, after, limits)
        assert found == ["exchanged"] * bool(rules)


@pytest.mark.parametrize("code", [one.indicator for one in library.package().series()])
def test_an_honest_release_goes_through_unasked(code):
    """A year more, a twentieth up or down, and the last two years revised by a few hundredths."""
    opened = library.default()
    resource = opened.package.series_of(code)
    before = opened.table(resource)
    size = before["value"].abs() / 20
    nudge = pd.Series([1 + 0.013 * (place % 3 - 1) for place in range(len(before))])
    late = before["year"] > before.groupby("economy")["year"].transform("max") - 2
    revised = before.assign(value=before["value"].where(~late, before["value"] * nudge))
    last = revised[before["year"] == before.groupby("economy")["year"].transform("max")]
    grown = last["value"] + size[last.index] * [
        (-1) ** (place % 3 == 0) for place in range(len(last))
    ]
    after = pd.concat([revised, last.assign(year=last["year"] + 1, value=grown)], ignore_index=True)
    assert plausible.objections(before, after, resource.limits) == []

"""Money sent home."""

import types

import pandas as pd
import pytest
from support.figures import Figures

from footprint.model import Untestable
from footprint.topics import remittances

T = "\u202f"


REMITTANCES = pd.DataFrame(
    [
        (2021, 12, "model", None, 70.0),
        (2022, 11, "central bank", 11.0, None),
        (2023, 5, "central bank", 90.0, 94.0),
    ],
    columns=["year", "months", "by", "value", "share"],
).assign(economy="KGZ", sender="Russia", source="a bank")


def test_sender_share_says_how_much_of_the_year_it_covers():
    """Five months are not a year."""
    found = remittances.sender_share(
        Figures(remittances_by_source=REMITTANCES),
        economy="KGZ",
        sender="Russia",
        by="central bank",
    )
    assert (found.value, found.words["period"]) == (94.0, "5 months of 2023")


def test_a_group_of_senders_in_one_year():
    """Its members' parts of the newest year with any; a member without a row adds nothing."""
    rows = [
        ("France", 2023, 10.0),
        ("Italy", 2023, 5.0),
        ("Malta", 2021, 7.0),
        ("Russia", 2023, 80.0),
    ]
    records = pd.DataFrame(rows, columns=["sender", "year", "share"]).assign(
        economy="KGZ", by="model", source="a model"
    )
    at = Figures(remittances_by_source=records)
    found = remittances.senders_share(
        at, economy="KGZ", senders=["France", "Italy", "Malta", "Spain"], by="model"
    )
    assert (found.value, found.year) == (15.0, 2023)
    with pytest.raises(Untestable, match="a group of countries to KGZ by the model"):
        remittances.senders_share(at, economy="KGZ", senders=["Spain"], by="model")


def test_transfer_ratio_leaves_short_periods_out():
    """The newest figure of eleven months or more, over the output of its own year."""
    at = Figures([(2022, 1e8), (2023, 1.0)], remittances_by_source=REMITTANCES)
    found = remittances.transfer_ratio(
        at, economy="KGZ", sender="Russia", by=["central bank"], indicator="GDP", months=11
    )
    assert (found.value, found.year) == (11.0, 2022)


def test_transfer_ratio_needs_the_output_of_the_same_year():
    """Another year's GDP does not stand in."""
    at = Figures([(2021, 1e8)], remittances_by_source=REMITTANCES)
    with pytest.raises(Untestable, match="no figure for 2022"):
        remittances.transfer_ratio(
            at, economy="KGZ", sender="Russia", by=["central bank"], indicator="GDP", months=11
        )


def test_transfer_ratio_takes_the_newest_year_that_has_both():
    """A newer count whose output was not published yet does not hide an older pair."""
    rows = pd.concat([REMITTANCES, REMITTANCES.assign(year=REMITTANCES["year"] - 1)])
    found = remittances.transfer_ratio(
        Figures([(2021, 1e8)], remittances_by_source=rows),
        economy="KGZ",
        sender="Russia",
        by="central bank",
        indicator="GDP",
        months=11,
    )
    assert found.year == 2021


COUNTS = pd.DataFrame(
    [
        (2017, 12, "Bank of Russia", 30.0, None, "Russia"),
        (2024, 12, "presidency", 20.0, None, "Russia"),
        (2021, 12, "model", None, 60.0, "Russia"),
        (2021, 12, "model", None, 25.0, "Germany"),
        (2021, 12, "model", None, 15.0, "Turkey"),
        (2021, 12, "model", None, 100.0, "World"),
        (2024, 12, "bank", None, 80.0, "Russia"),
    ],
    columns=["year", "months", "by", "value", "share", "sender"],
).assign(economy="TJK", source="a page")


def test_of_several_counts_the_newest_is_named():
    """With the period, so that a reader sees whose it is; the shock is a part of the same."""
    at = Figures([(2017, 1e8), (2024, 1e8)], remittances_by_source=COUNTS)
    by = ["Bank of Russia", "presidency"]
    found = remittances.transfer_ratio(
        at, economy="TJK", sender="Russia", by=by, indicator="GDP", months=12
    )
    assert (found.value, found.words["period"]) == (20.0, "2024, presidency")
    half = remittances.shock_counted(
        at, economy="TJK", sender="Russia", by=by, output="GDP", months=12, cut=50
    )
    assert half.value == 10.0
    of_all = remittances.counted_share(
        at, economy="TJK", sender="Russia", by="presidency", received="money"
    )
    assert of_all.value == 20.0


@pytest.mark.parametrize(
    ("sender", "by", "against", "factor", "other"),
    [
        ("Russia", "model", "largest", 2.4, "Germany"),
        ("Russia", "model", "all others", 1.5, "all others"),
        ("Germany", "model", "largest", 25 / 60, "Russia"),
        ("Russia", "bank", "largest", 4.0, "all others"),
    ],
)
def test_main_is_the_first_by_rank(sender, by, against, factor, other):
    """Over the largest other; where nobody else is named, over all that is not the sender's."""
    at = Figures(remittances_by_source=COUNTS)
    found = remittances.main_sender(at, economy="TJK", sender=sender, by=by, against=against)
    assert (found.value, found.words["other"]) == (pytest.approx(factor), other)


def test_shock_ratio_is_a_part_of_a_part():
    """Half of the seven tenths that come from Russia, of remittances as high as output."""
    at = Figures([(2024, 20.0)], remittances_by_source=REMITTANCES)
    found = remittances.shock_ratio(
        at, economy="KGZ", sender="Russia", received="X", output="Y", cut=50
    )
    assert (found.value, found.year) == (pytest.approx(35.0), 2024)


@pytest.mark.parametrize(
    ("cut", "lost", "ratio", "per_head"), [(0, 0, 0, 0), (10, 8, 4, 0.8), (100, 80, 40, 8)]
)
def test_scenarios_are_plain_arithmetic(cut, lost, ratio, per_head):
    """A tenth of the eight tenths that come from the sender, against output and people."""
    row = remittances.scenarios(received=100.0, part=80.0, cuts=[cut], gdp=200.0, people=10.0).iloc[
        0
    ]
    assert (row["lost"], row["ratio"], row["per_head"]) == pytest.approx((lost, ratio, per_head))


def years(economy, *values) -> pd.DataFrame:
    return pd.DataFrame(values, columns=["year", "value"]).assign(economy=economy)


PARTS = pd.DataFrame(
    [
        ("TJK", 2021, 12, "model", 80.0, None),
        ("TJK", 2024, 6, "model", 10.0, None),
        ("TJK", 2023, 12, "Moscow", None, 30e-6),
        ("UZB", 2024, 12, "central bank", 50.0, None),
    ],
    columns=["economy", "year", "months", "by", "share", "value"],
).assign(sender="Russia")


def test_a_scenario_table_names_what_goes_in():
    """The newest year of all series; half a year is no reading; who lacks a figure is left out."""
    money, gdp, people = (
        years("TJK", (2023, value), (2024, value)) for value in (100.0, 200.0, 10.0)
    )
    found = remittances.scenario_table(
        money,
        gdp,
        people[people["year"] == 2023],
        PARTS,
        [("TJK", "model"), ("UZB", "central bank")],
        [50],
    )
    assert found[["economy", "year", "part", "part_year", "lost", "ratio"]].values.tolist() == [
        ["TJK", 2023, 80.0, 2021, 40.0, 20.0]
    ]


def test_each_economy_of_a_scenario_has_its_own_figures():
    """One that lacks a part, or all series, is left out wherever it stands; those after it are not."""
    codes = {"KGZ": 1.0, "TJK": 2.0, "TKM": 3.0}
    money, gdp, people = (
        pd.concat([years(code, (2021, value * times)) for code, times in codes.items()])
        for value in (100.0, 200.0, 10.0)
    )
    parts = pd.concat([PARTS[:1], PARTS[:1].assign(economy="TKM"), PARTS[:1].assign(economy="UZB")])
    asked = [(code, "model") for code in ("KGZ", "TJK", "UZB", "TKM")]
    found = remittances.scenario_table(money, gdp, people, parts, asked, [50])
    assert found[["economy", "received"]].to_numpy().tolist() == [["TJK", 200.0], ["TKM", 300.0]]


def test_a_count_is_taken_of_no_other_total():
    """What an office counted from Russia is the money itself; the Bank's total is not touched."""
    money, gdp, people = (years("TJK", (2023, value)) for value in (100.0, 200.0, 10.0))
    found = remittances.scenario_table(money, gdp, people, PARTS, [("TJK", "Moscow")], [50])
    assert found[["year", "received", "part", "lost", "ratio"]].values.tolist() == [
        [2023, 30.0, 100.0, 15.0, 7.5]
    ]


def test_losses_are_named_by_economy_and_fall():
    """With the name that is declared for the fall."""
    rows = pd.DataFrame({"economy": ["KGZ"], "by": "model", "cut": [50], "ratio": [6.36]})
    declared = pd.DataFrame({"cut": [25, 50], "name": ["a quarter", "a half"]})
    found = remittances.losses(rows, declared, {"KGZ": "Kyrgyzstan"})
    assert found.to_numpy().tolist() == [["Kyrgyzstan, by the model", f"a half, 50{T}%", 6.36]]


def test_the_largest_loss_is_worked():
    """Who loses most of its output, and how that comes about; without a figure, that is said."""
    rows = pd.DataFrame(
        {
            "economy": ["KGZ", "TJK", "TJK"],
            "by": ["model", "model", "presidency"],
            "received": [3.2e9, 6.8e9, 1.8e9],
            "part": [72.2, 79.0, 100.0],
            "cut": 50.0,
            "lost": [1.15e9, 2.69e9, 9e8],
            "ratio": [6.36, 18.6, 6.24],
        }
    )
    names = {"KGZ": "Kyrgyzstan", "TJK": "Tajikistan"}
    assert remittances.hardest_hit(rows, names) == (
        f"If 50{T}% of the money from Russia stayed away, Tajikistan would lose 18.6{T}% of its "
        f"GDP by the model, 6.2{T}% by the presidency"
    )
    assert remittances.hardest_hit(rows, names, steps=True) == (
        f"Tajikistan, by the model: US$ 6.8 billion received × 79{T}% from Russia × 50{T}% that falls away "
        "= US$ 2.69 billion lost"
    )
    none = rows.assign(ratio=float("nan"))
    assert (
        remittances.hardest_hit(none, names)
        == remittances.hardest_hit(none, names, steps=True)
        == "No loss can be computed"
    )


def test_scenarios_and_falls_in_words():
    """Each step of the arithmetic with its unit, and a missing figure said."""
    rows = pd.DataFrame(
        {
            "economy": ["TJK"],
            "year": 2024,
            "received": 6.8e9,
            "part": 79.0,
            "by": "model",
            "part_year": 2021,
            "cut": 30.0,
            "lost": 1.61e9,
            "ratio": 11.2,
            "per_head": 152.0,
        }
    )
    assert remittances.scenario_cells(rows, {"TJK": "Tajikistan"}).iloc[0].tolist() == [
        "Tajikistan",
        "US$ 6.8 billion in 2024",
        f"79{T}% (model, 2021)",
        f"30{T}%",
        "US$ 1.61 billion",
        f"11.2{T}%",
        "US$ 152",
    ]
    fall = pd.DataFrame(
        {
            "window": ["pandemic"],
            "economy": "TJK",
            "start": 2019,
            "low": 2020,
            "change": -5.82,
            "growth": 4.4,
            "imports": float("nan"),
        }
    )
    fell = remittances.fall_cells(fall, {"TJK": "Tajikistan"})
    assert fell[["window", "state", "from", "to its lowest in"]].to_numpy().tolist() == [
        ["pandemic", "Tajikistan", "2019", "2020"]
    ]
    assert remittances.fall_cells(fall, {"TJK": "Tajikistan"}).iloc[0].tolist()[-3:] == [
        f"−5.8{T}%",
        f"4.4{T}%",
        "no data",
    ]


def test_what_a_title_tells_stands_first_in_its_table():
    """The largest loss of the scenarios, the deepest of the falls; what cannot be computed is last."""
    steps = pd.DataFrame({"economy": ["KGZ", "UZB", "TJK"], "ratio": [3.8, float("nan"), 18.6]})
    given = dict.fromkeys(("year", "part", "part_year", "received", "cut", "lost", "per_head"), 1)
    told = remittances.scenario_cells(steps.assign(by="model", **given), {"TJK": "Tajikistan"})
    assert told["over GDP"].tolist() == [f"18.6{T}%", f"3.8{T}%", "no data"]
    falls = pd.DataFrame({"economy": "TJK", "window": "w", "change": [-5.8, -49.5], "growth": 1.0})
    falls = falls.assign(start=2013, low=2016, imports=1.0)
    cells = remittances.fall_cells(falls, {"TJK": "Tajikistan"})
    assert cells["remittances, US$"].tolist() == [f"−49.5{T}%", f"−5.8{T}%"]


def test_falls_take_the_lowest_year_of_the_window():
    """A rise is above zero; a window whose first year is missing is left out."""
    rows = pd.DataFrame(
        [(2013, 100.0), (2014, 90.0), (2015, 60.0), (2016, 80.0), (2019, 50.0), (2020, 55.0)],
        columns=["year", "value"],
    ).assign(economy="TJK")
    found = remittances.falls(rows, "TJK", [(2013, 2016), (2019, 2020), (2008, 2009)])
    assert found.values.tolist() == [
        [2013, 2015, pytest.approx(-40.0)],
        [2019, 2020, pytest.approx(10.0)],
    ]


def test_past_falls_stand_beside_growth_and_imports():
    """Growth of the lowest year, imports from the first year to it; no figure is no zero."""
    windows = pd.DataFrame({"start": [2013], "end": [2016], "name": ["rouble"]})
    found = remittances.past_falls(
        years("TJK", (2013, 100.0), (2015, 60.0)),
        years("TJK", (2015, 6.0)),
        years("TJK", (2013, 50.0)),
        ["TJK"],
        windows,
    ).iloc[0]
    assert (found["window"], found["low"], found["change"], found["growth"]) == (
        "rouble",
        2015,
        pytest.approx(-40.0),
        6.0,
    )
    assert pd.isna(found["imports"])


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ([-49.5, -20.0], "Remittances to all 1 countries fell after 2013 and 2019"),
        ([0.0, 3.0], "Remittances fell in none of the windows"),
        ([-1.0, 0.0], "Remittances to all 1 countries fell after 2013"),
    ],
)
def test_when_remittances_fell(changes, title):
    """Only windows with a fall are named."""
    assert (
        remittances.fell_when(
            pd.DataFrame({"economy": "TJK", "start": [2013, 2019], "change": changes})
        )
        == title
    )


def test_when_remittances_fell_to_some():
    """Then it is said to how many, window by window."""
    rows = pd.DataFrame(
        {
            "economy": ["TJK", "TJK", "UZB", "UZB"],
            "start": [2013, 2019] * 2,
            "change": [-1.0, -2.0, 3.0, -1.0],
        }
    )
    assert (
        remittances.fell_when(rows)
        == "Remittances fell after 2013 to 1 of 2 countries and after 2019 to 2 of 2 countries"
    )


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        (
            [-49.5, -20.0],
            f"Deepest fall: Tajikistan, 49.5{T}% from 2013 to 2016; "
            "of 2 falls, output shrank in 1 and imports in 1",
        ),
        (
            [-49.5, 0.0],
            f"Deepest fall: Tajikistan, 49.5{T}% from 2013 to 2016; "
            "of 1 falls, output shrank in 0 and imports in 1",
        ),
        ([0.0, 3.0], "In none of the windows did remittances fall"),
    ],
)
def test_the_deepest_fall_at_its_edge(changes, title):
    """A change of nothing is no fall."""
    rows = pd.DataFrame(
        {
            "economy": "TJK",
            "start": [2013, 2019],
            "low": [2016, 2020],
            "change": changes,
            "growth": [6.9, -1.0],
            "imports": [-5.0, 0.0],
        }
    )
    assert remittances.deepest(rows, {"TJK": "Tajikistan"}) == title


def test_sent_from_one_sender_beside_everywhere():
    """Each with its year; what has none is told without."""
    parts = [
        types.SimpleNamespace(id=id, result=types.SimpleNamespace(value=value, year=year))
        for id, value, year in (("russia", 12.5, 2021), ("all", 15.0, None))
    ]
    finding = types.SimpleNamespace(now=types.SimpleNamespace(parts=parts))
    assert (
        remittances.sent_from(finding, "Russia", "russia", "all")
        == f"From Russia came 12.5{T}% of GDP in 2021, from everywhere 15{T}% of GDP"
    )


def test_whose_money_is_read():
    """Of one economy, by one who counted, in the newest year: not of its neighbour's, and not the whole."""
    rows = [
        ("KGZ", "model", 2021, "Russia", 70.0),
        ("KGZ", "model", 2021, "Turkey", 20.0),
        ("KGZ", "model", 2021, "World", 100.0),
        ("KGZ", "model", 2020, "Turkey", 99.0),
        ("KGZ", "central bank", 2021, "Turkey", 90.0),
        ("TJK", "model", 2021, "Turkey", 100.0),
    ]
    sent = pd.DataFrame(rows, columns=["economy", "by", "year", "sender", "share"])
    sent = sent.assign(months=12, value=None, source="a model")
    at = Figures(remittances_by_source=sent)
    asked = {"economy": "KGZ", "sender": "Russia", "by": "model"}
    found = remittances.main_sender(at, **asked, against="the largest other")
    assert (found.value, found.words["other"], found.words["share"]) == (3.5, "Turkey", f"70{T}%")
    assert remittances.main_sender(at, **asked, against="all others").value == 3.5
    largest = remittances.senders(sent, "KGZ")
    assert largest[["name", "value", "year"]].to_numpy().tolist() == [
        ["Russia", 70.0, 2021],
        ["Turkey", 20.0, 2021],
    ]
    assert len(remittances.senders(sent, "KGZ", count=1)) == 1
    with pytest.raises(Untestable, match=r"^the model names no sender to TJK but Turkey$"):
        remittances.main_sender(at, economy="TJK", sender="Turkey", by="model", against="largest")
    with pytest.raises(Untestable, match=r"remittances from China to KGZ by the model$"):
        remittances.sender_share(at, economy="KGZ", sender="China", by="model")


def test_a_count_of_a_year_without_output_is_not_taken():
    """The newest year that has count, output and people is that of both."""
    money, gdp, people = (years("TJK", (2022, value)) for value in (100.0, 200.0, 10.0))
    counts = PARTS[PARTS["by"] == "Moscow"]
    both = pd.concat([counts.assign(year=2022), counts.assign(year=2023, value=99.0)])
    found = remittances.scenario_table(money, gdp, people, both, [("TJK", "Moscow")], [50])
    assert found[["year", "part_year"]].to_numpy().tolist() == [[2022, 2022]]
    none = remittances.scenario_table(money, gdp, people, both, [("KGZ", "Moscow")], [50])
    assert none.empty and none.columns.tolist() == ["economy", "cut", "ratio"]


def test_the_arithmetic_of_a_fall_has_its_heads():
    """As a reader reads them, one after the other; a row without people has a loss all the same."""
    row = {"economy": "TJK", "year": 2024, "received": 6.8e9, "part": 100.0, "by": "presidency"}
    row |= {"part_year": 2024, "cut": 30.0, "lost": 2e9, "ratio": 11.2, "per_head": float("nan")}
    cells = remittances.scenario_cells(pd.DataFrame([row]), {"TJK": "Tajikistan"})
    heads = ["state", "received", "× Russia's part", "× a fall of", "= lost", "over GDP", "a head"]
    assert cells.columns.tolist() == heads
    assert cells["× Russia's part"].item() == "all of it, as counted (presidency, 2024)"
    assert cells["a head"].item() == "no data"
    assert remittances.hardest_hit(pd.DataFrame([row]), {"TJK": "Tajikistan"}).startswith("If 30")

"""Military sites and security events."""

import pandas as pd
import pytest
from support.figures import Figures

from footprint.library.library import Library
from footprint.library.package import data_dir
from footprint.model import Untestable
from footprint.topics import security

FEW = {"KAZ": "Kazakhstan", "KGZ": "Kyrgyzstan", "UZB": "Uzbekistan"}


SITES = pd.DataFrame(
    [
        ("KGZ", "military", "Russia", "2003-10", None, "2023-10-04"),
        ("KGZ", "capital", None, None, None, None),
        ("TJK", "military", "Russia", "1993", "2015", "2015-12-01"),
        ("TJK", "military", "Russia", "2022", None, "2025-10-08"),
        ("TJK", "military", "China", "2016", None, "2024-07-12"),
    ],
    columns=["economy", "kind", "holder", "since", "until", "seen"],
).assign(source="s", name="x")


@pytest.mark.parametrize(
    ("year", "economy", "holder", "count"),
    [
        (2021, "KGZ", "Russia", 1.0),
        (2002, "KGZ", "Russia", 0.0),
        (2014, "TJK", "Russia", 1.0),
        (2015, "TJK", "Russia", 0.0),
        (2025, "TJK", "Russia", 1.0),
        (2025, "TJK", "China", 1.0),
        (2025, "UZB", "Russia", 0.0),
    ],
)
def test_sites_are_counted_by_their_dates_and_holders(year, economy, holder, count):
    """What was given up, or not yet there, is not counted; nor is a capital."""
    at = Figures(sites=SITES)
    at.year = year
    found = security.site_count(at, economy=economy, kind="military", holder=holder)
    assert (found.value, found.year) == (count, year)


def test_sites_in_use_and_their_title():
    """By country that has them, with the years of the newest documents; none is said too."""
    assert security.in_use(SITES, "Russia")["economy"].tolist() == ["KGZ", "TJK"]
    names = FEW | {"TJK": "Tajikistan"}
    assert security.sites_told(SITES, names) == (
        "Sites in use: Russia 1 in Kyrgyzstan and 1 in Tajikistan; China 1 in Tajikistan, "
        "by documents of 2023–2025"
    )
    assert security.sites_told(SITES[2:3], names) == "No site in use is on record"


def test_that_sites_hardly_moved_is_borne_out():
    """Each site that the board counts has a document from after the year of *then*."""
    sites = Library(data_dir()).records("sites").query("kind == 'military' and until.isna()")
    assert (sites["seen"] > "2022").all()
    assert sites["since"].notna().all()


def test_event_needs_a_figure():
    """An event without one is no zero."""
    held = pd.DataFrame(
        [("KGZ", "2022-09-14", 104.0), ("TKM", "2022-09-10", None)],
        columns=["economy", "date", "figure"],
    ).assign(source="s")
    at = Figures(security_events=held)
    assert security.event(at, economy="KGZ", date="2022-09-14").value == 104.0
    with pytest.raises(Untestable, match="no figure is recorded for TKM"):
        security.event(at, economy="TKM", date="2022-09-10")


def test_a_caveat_stands_behind_what_was_told():
    """In brackets, and nothing where there is none."""
    rows = pd.DataFrame(
        {"event": ["a", "b"], "note": pd.Series(["disputed", None], dtype="string")}
    )
    assert security.with_caveat(rows).tolist() == ["a (disputed)", "b"]


def test_events_on_a_map_are_a_point_a_place():
    """What happened there in the order of days; what has no place on the map is left out."""
    rows = [
        ("UZB", "2022-07-05", "attack", "Termez", 37.2, "shells"),
        ("UZB", "2021-08-02", "exercise", "Termez", 37.2, "drill"),
        ("UZB", "2023-01-01", "attack", "somewhere", None, "shots"),
        ("KGZ", "2022-09-14", "attack", "Batken", 40.1, "clash"),
    ]
    columns = ["economy", "date", "kind", "place", "latitude", "event"]
    events = pd.DataFrame(rows, columns=columns).assign(longitude=67.3)
    points = security.placed(events, ["attack", "exercise"], ["UZB"])
    assert points[["name", "fact"]].to_numpy().tolist() == [
        ["Termez", "2021-08-02: drill; 2022-07-05: shells"]
    ]


def test_troops_sent_in():
    """Once, with place and year; never, without."""
    held = pd.DataFrame(
        [("KAZ", "2022-01-06", "deployment"), ("UZB", "2022-07-05", "attack")],
        columns=["economy", "date", "kind"],
    )
    assert (
        security.sent_in(held, FEW)
        == "Of the 2 events on record one is a deployment of troops: to Kazakhstan in 2022"
    )
    assert (
        security.sent_in(held[1:], FEW)
        == "Of the 1 events on record none is a deployment of troops"
    )


def test_who_hosts_sites_and_who_none():
    """The most first; without a site, that none is on record."""
    names = pd.Series({"KGZ": "Kyrgyzstan", "TJK": "Tajikistan", "TKM": "Turkmenistan"})
    sites = pd.DataFrame({"economy": ["KGZ", "TJK", "TJK"]})
    assert security.hosts(sites, "Russia", names) == (
        "Russia's military sites: Tajikistan 2 and Kyrgyzstan 1; none on record in Turkmenistan"
    )
    assert security.hosts(sites[:0], "Russia", names) == "Russia's military sites: none"


def test_a_site_given_up_in_a_month():
    """Counts until the end of the year before; where none is, the basis says that lists were read."""
    at = Figures(sites=SITES.assign(until="2015-06", source=["a", "b", "c", "d", "e"]))
    at.year = 2014
    found = security.site_count(at, economy="TJK", kind="military", holder="Russia")
    assert (found.value, found.basis) == (1.0, "c")
    at.year = 2015
    found = security.site_count(at, economy="TJK", kind="military", holder="Russia")
    assert (found.value, found.year, found.basis) == (0.0, 2015, "none in the lists read")


def test_sites_in_use_are_military_and_of_the_holder():
    """In the order of countries and names."""
    more = SITES.assign(name=["c", "b", "a", "b", "d"])
    more = pd.concat([more, more[3:4].assign(name="a"), more[3:4].assign(kind="port", name="z")])
    assert security.in_use(more, "Russia")[["economy", "name"]].to_numpy().tolist() == [
        ["KGZ", "c"],
        ["TJK", "a"],
        ["TJK", "b"],
    ]


def test_an_event_speaks_of_its_year():
    """By the source of its row; of the same country another day has another figure."""
    rows = pd.DataFrame(
        [("KGZ", "2022-09-14", 104.0, "a"), ("KGZ", "2021-04-28", 55.0, "b")],
        columns=["economy", "date", "figure", "source"],
    )
    found = security.event(Figures(security_events=rows), economy="KGZ", date="2021-04-28")
    assert (found.value, found.year, found.basis) == (55.0, 2021, "b")


def test_several_deployments_stand_by_day():
    """Each with its country and year."""
    rows = [("KGZ", "2023-01-06"), ("KAZ", "2022-01-06")]
    sent = pd.DataFrame(rows, columns=["economy", "date"]).assign(kind="deployment")
    told = "Of the 2 events on record two are deployments of troops: to Kazakhstan in 2022 and to Kyrgyzstan in 2023"
    assert security.sent_in(sent, FEW) == told

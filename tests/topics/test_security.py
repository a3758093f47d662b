"""Military sites and security events."""

import pandas as pd
import pytest
from support.figures import Figures

from footprint.model import Untestable
from footprint.topics import security

FEW = {"KAZ": "Kazakhstan", "KGZ": "Kyrgyzstan", "UZB": "Uzbekistan"}


def test_sites_are_counted_by_kind():
    """A capital is no military site."""
    at = Figures(
        sites=pd.DataFrame(
            [("KGZ", "military"), ("KGZ", "capital")], columns=["economy", "kind"]
        ).assign(source="s")
    )
    at.year = 2025
    assert [
        security.site_count(at, economy=code, kind="military").value for code in ("KGZ", "UZB")
    ] == [1.0, 0.0]


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

"""Who belongs to which organisation."""

import dataclasses

import pandas as pd
import pytest
from support.figures import Figures

from footprint import ledger, library
from footprint.model import FAILS, HOLDS, IN_PART, Untestable
from footprint.topics import memberships

FEW = {"KAZ": "Kazakhstan", "KGZ": "Kyrgyzstan", "UZB": "Uzbekistan"}


@pytest.mark.parametrize(
    ("rows", "value"),
    [
        ([("member", "2002-10-07", None)], 1.0),
        ([("member", "2006-06-23", "2012-12-19")], 0.0),
        (
            [
                ("member", "2002-10-07", "2024-02-22"),
                ("member, participation frozen", "2024-02-22", None),
            ],
            0.5,
        ),
        ([("observer", "2020-12-11", None)], 0.0),
    ],
)
def test_member(rows, value):
    """A membership that ended is none, a frozen one half, an observer no member."""
    held = pd.DataFrame(rows, columns=["status", "start", "end"]).assign(
        economy="ARM", organisation="CSTO", source="s"
    )
    assert (
        memberships.member(Figures(memberships=held), economy="ARM", organisation="CSTO").value
        == value
    )


LEFT, BACK = ("member", "2006-06-23", "2012-12-19"), ("member", "2026-01-01", None)


@pytest.mark.parametrize(
    ("rows", "value", "year", "told"),
    [
        ([LEFT], 0.0, 2012, "a member from 2006 to 2012, and nothing since"),
        ([LEFT, BACK], 1.0, 2026, "a member from 2006 to 2012 and a member since 2026"),
        ([("observer", "2020-12-11", None)], 0.0, 2020, "an observer since 2020"),
        ([("not a member", None, None)], 0.0, None, "not a member"),
        (
            [("member, participation frozen", "2024-02-22", None)],
            0.5,
            2024,
            "a member, participation frozen, since 2024",
        ),
        (
            [("member", "2014-01-01", "2015-01-01"), LEFT],
            0.0,
            2015,
            "a member from 2006 to 2012 and a member from 2014 to 2015, and nothing since",
        ),
    ],
)
def test_spells_of_membership(rows, value, year, told):
    """Who came back is a member; who left twice has left since the last time."""
    held = pd.DataFrame(rows, columns=["status", "start", "end"]).assign(
        economy="UZB", organisation="CSTO", source="s"
    )
    found = memberships.member(Figures(memberships=held), economy="UZB", organisation="CSTO")
    assert (found.value, found.year, found.words["spells"]) == (value, year, told)


def test_a_return_and_a_change_of_standing_in_a_title():
    """Who came back is told to be back; a standing that another followed at once was not left."""
    rows = [
        ("UZB", "CSTO", "member", "2006-06-23", "2012-12-19"),
        ("UZB", "CSTO", "member", "2026-01-01", None),
        ("KGZ", "CSTO", "member", "2002-10-07", "2024-02-22"),
        ("KGZ", "CSTO", "member, participation frozen", "2024-02-22", None),
    ]
    held = pd.DataFrame(rows, columns=["economy", "organisation", "status", "start", "end"])
    assert memberships.spells(held, FEW) == (
        "Uzbekistan was in the CSTO from 2006 to 2012, and again since 2026; nobody else has left"
    )
    assert memberships.spells(held[2:], FEW) == "Nobody has left what they had joined"


def test_an_economy_without_a_record_cannot_be_tested():
    """No row on a membership is no answer."""
    rows = pd.DataFrame(columns=["economy", "organisation", "status", "start", "end", "source"])
    with pytest.raises(Untestable, match="no record on KGZ in the CSTO"):
        memberships.member(Figures(memberships=rows), economy="KGZ", organisation="CSTO")


def test_organisations_by_standing_and_end():
    """What ended is over; an observer counts only where observers are asked for."""
    rows = [
        ("CSTO", "member", "2006-06-23", "2012-12-19"),
        ("ECO", "member", "1992-11-28", None),
        ("EAEU", "observer", "2020-12-11", None),
    ]
    held = pd.DataFrame(rows, columns=["organisation", "status", "start", "end"]).assign(
        economy="UZB", source="s"
    )
    at, among = Figures(memberships=held), ["CSTO", "ECO", "EAEU"]
    assert (
        memberships.organisations(at, economy="UZB", among=among, standing=["member"]).value == 1.0
    )
    assert (
        memberships.organisations(
            at, economy="UZB", among=among, standing=["member", "observer"]
        ).value
        == 2.0
    )
    with pytest.raises(Untestable, match="no record on TKM"):
        memberships.organisations(at, economy="TKM", among=among, standing=["member"])


def test_memberships_in_sentences():
    """Who left and when, who is in all and in none, and where one stands in what was asked."""
    rows = [
        ("UZB", "CSTO", "member", "2006-06-23", "2012-12-19"),
        ("UZB", "EAEU", "observer", "2020-12-11", None),
        ("UZB", "ECO", "member", "1992-11-28", None),
    ]
    held = pd.DataFrame(rows, columns=["economy", "organisation", "status", "start", "end"])
    assert (
        memberships.spells(held, FEW)
        == "Uzbekistan was in the CSTO from 2006 to 2012; nobody else has left"
    )
    assert memberships.spells(held[1:], FEW) == "Nobody has left what they had joined"
    assert (
        memberships.joined("Uzbekistan", held, ["CSTO", "EAEU", "ECO"])
        == "Uzbekistan is a member of the ECO and an observer of the EAEU, and not in the CSTO"
    )
    assert (
        memberships.joined("Uzbekistan", held[:1], ["CSTO"])
        == "Uzbekistan is in none of the organisations asked for"
    )
    assert (
        memberships.asked_for(ledger.finding("tkm-blocs").claim)
        == ["CIS", "CSTO", "EAEU", "ECO", "OTS"]
        and memberships.asked_for(ledger.finding("tkm-afghan").claim) == []
    )
    assert (
        memberships.spelt_out(["ECO", "Permanent neutrality"])
        == "ECO: Economic Cooperation Organization"
    )
    signed = pd.DataFrame(
        [("KAZ", "agreement signed"), ("UZB", "agreement initialled")],
        columns=["economy", "status"],
    )
    assert (
        memberships.signed(signed, FEW) == "One of the three has signed: Kazakhstan"
        and memberships.signed(signed[1:], FEW) == "None of the three has signed"
    )


def test_a_timeline_by_who_leads():
    """Russia's organisations first, then by start; only what is less than a member has a label."""
    rows = [
        ("ECO", "member", "1992-11-28", None),
        ("SCO", "member", "2001-06-15", None),
        ("EAEU", "observer", "2020-12-11", None),
        ("CSTO", "member", "2006-06-23", "2012-12-19"),
        ("EU Agreement", "agreement signed", "2019-06-06", None),
    ]
    held = pd.DataFrame(rows, columns=["organisation", "status", "start", "end"])
    assert memberships.by_leader(held)[["group", "name", "label"]].to_numpy().tolist() == [
        ["Led by Russia", "CSTO", ""],
        ["Led by Russia", "EAEU", "observer"],
        ["Led by China and Russia", "SCO", ""],
        ["Others", "ECO", ""],
    ]


def test_a_timeline_by_organisation():
    """In the order asked for, then by start and economy; what is not asked for stays out."""
    rows = [
        ("CIS", "UZB", "member", "1993"),
        ("SCO", "KAZ", "member", "2001"),
        ("CSTO", "UZB", "member", "2006"),
        ("CSTO", "KAZ", "observer", "1992"),
    ]
    records = pd.DataFrame(rows, columns=["organisation", "economy", "status", "start"])
    names = {"KAZ": "Kazakhstan", "UZB": "Uzbekistan"}
    found = memberships.by_organisation(records, ["SCO", "CSTO"], names)
    assert found[["group", "name", "label"]].to_numpy().tolist() == [
        ["SCO", "Kazakhstan", ""],
        ["CSTO", "Kazakhstan", "observer"],
        ["CSTO", "Uzbekistan", ""],
    ]


def test_every_organisation_that_claims_ask_for_is_spelt_out():
    """But agreements, which have no short name."""
    asked = {name for claim in ledger.claims() for name in memberships.asked_for(claim)}
    assert {name for name in asked if not name.startswith("EU ")} <= set(memberships.ORGANISATIONS)


def test_all_but_those_that_do_not_hold():
    """Today: some, all, none of the parts."""
    found = ledger.finding("csto-members")

    def holding(*verdicts):
        parts = tuple(
            dataclasses.replace(part, result=dataclasses.replace(part.result, verdict=verdict))
            for part, verdict in zip(found.now.parts, verdicts, strict=False)
        )
        return memberships.all_but(
            dataclasses.replace(found, now=dataclasses.replace(found.now, parts=parts)), "members"
        )

    assert holding(HOLDS, HOLDS, HOLDS, IN_PART) == "All but Armenia are members"
    assert holding(HOLDS, HOLDS) == "Kyrgyzstan and Tajikistan are members"
    assert holding(FAILS, FAILS) == "None of Kyrgyzstan and Tajikistan are members"


def test_acronyms_are_spelt_out_once():
    """Every organisation that a chart of blocs shows, but those whose names are no acronyms."""
    assert (
        memberships.spelt_out(["CIS", "SCO", "CIS", "Some club"])
        == "CIS: Commonwealth of Independent States; SCO: Shanghai Cooperation Organisation"
    )
    held = library.records("memberships")
    acronyms = {
        name
        for name in held["organisation"]
        if name.split()[0].isupper() and not name.startswith(("EU ", "NATO "))
    }
    assert acronyms <= set(memberships.ORGANISATIONS)


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (("member", "2002-10-07", None), {"period": "since 2002", "spells": "a member since 2002"}),
        (("observer", "2020-12-11", None), {"spells": "an observer since 2020"}),
        (
            ("member", "2006-06-23", "2012-12-19"),
            {"period": "since 2012", "spells": "a member from 2006 to 2012, and nothing since"},
        ),
        (("not a member", None, None), {"spells": "not a member"}),
    ],
)
def test_since_when_it_has_been_so(row, words):
    """Of a member and of one that left; the reason names who and what is not on record."""
    rows = pd.DataFrame([row], columns=["status", "start", "end"])
    at = Figures(memberships=rows.assign(economy="ARM", organisation="CSTO", source="s"))
    found = memberships.member(at, economy="ARM", organisation="CSTO")
    assert found.words == words and found.basis == "s"
    with pytest.raises(Untestable, match=r"^no record on ARM in the CIS$"):
        memberships.member(at, economy="ARM", organisation="CIS")
    asked = {"economy": "ARM", "standing": ["member"]}
    with pytest.raises(Untestable, match=r"^no record on ARM in CIS, SCO$"):
        memberships.organisations(at, among=["CIS", "SCO"], **asked)
    many = memberships.organisations(at, among=["CSTO", "SCO"], **asked)
    assert many.basis == "s" and many.year == (int(row[1][:4]) if row[1] else None)


def test_names_of_organisations():
    """As they write them, and in words where it is no organisation."""
    assert memberships.spelt_out(["C5+1", "CIS", "OSCE", "CIS"]) == (
        "C5+1: meetings of the five with the United States; CIS: Commonwealth of Independent States"
    )


@pytest.mark.parametrize(
    ("codes", "title"),
    [
        ([], "None of the three has signed"),
        (["KGZ"], "One of the three has signed: Kyrgyzstan"),
        (["KGZ", "KAZ"], "Two of the three have signed: Kazakhstan and Kyrgyzstan"),
    ],
)
def test_who_has_signed(codes, title):
    """In the order of the names; what is only initialled is not signed."""
    rows = [(code, "agreement signed") for code in codes] + [("UZB", "agreement initialled")]
    assert memberships.signed(pd.DataFrame(rows, columns=["economy", "status"]), FEW) == title

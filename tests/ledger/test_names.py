"""A name in a rule stands in the file that is read, or the rule is refused."""

from pathlib import Path

import pytest
from support.files import altered_ledger, read_ledger, write_ledger

from footprint import errors, ledger, library
from footprint.ledger import names, places
from footprint.ledger.measures import MEASURES
from footprint.model import MeasureCall


@pytest.mark.parametrize(
    ("claim", "change", "says"),
    [
        (
            "tkm-exports-china",
            lambda claim: claim["measure"].update(partner="Chian"),
            "field measure.partner: “Chian” stands in no row of data/records/"
            "trade_by_partner.csv, column partner; did you mean China.* Give a name that stands there, or add its rows.$",
        ),
        (
            "kgz-remit-russia",
            lambda claim: claim["parts"][0]["measure"].update(sender="Russian Federation"),
            "field parts.model.measure.sender: “Russian Federation” stands in no row of "
            "data/records/remittances_by_source.csv",
        ),
        (
            "tkm-security",
            lambda claim: claim["contrary"]["measure"].update(supplier="Türkiye"),
            "field contrary.measure.supplier: “Türkiye” stands in no row of data/records/arms.csv",
        ),
        (
            "opportunity-window",
            lambda claim: claim["parts"][0]["measure"].update(partner="Russia"),
            "field parts.votes.measure.partner: “Russia” stands in no row of data/records/voting_agreement.csv",
        ),
    ],
)
def test_a_name_that_stands_nowhere_is_refused(data, claim, change, says):
    """It would count as nothing, without a word."""
    altered_ledger(data, lambda claims: change(claims[claim]))
    with pytest.raises(errors.LedgerError, match=f"claim {claim}, {says}"):
        ledger.claims()


@pytest.mark.parametrize("name", ["Slovak Republic", "Czech Republic"])
def test_a_member_by_another_name_is_refused(data, name):
    """Of a list not all need stand in the file, but each is a name that could."""
    content = read_ledger(data)
    content["levers"][0]["readings"][0]["EU"]["senders"][0] = name
    write_ledger(data, content)
    says = f"lever remittances, field readings.0.EU.senders: “{name}” stands in no row"
    with pytest.raises(errors.LedgerError, match=says):
        ledger.claims()


def test_a_list_of_which_none_stands_is_refused(data):
    """A list for nothing."""
    content = read_ledger(data)
    content["levers"][0]["readings"][0]["EU"]["senders"] = ["Tuvalu", "Nauru"]
    write_ledger(data, content)
    with pytest.raises(errors.LedgerError, match="senders: “Tuvalu” stands in no row"):
        ledger.claims()


def test_each_lever_is_of_the_first_actor_of_the_head(data):
    """And of nobody who is not there; the order of a reading says nothing."""
    content = read_ledger(data)
    reading = content["levers"][0]["readings"][0]
    content["levers"][0]["readings"][0] = dict(reversed(reading.items()))
    write_ledger(data, content)
    rules = ledger.rules()
    assert rules.levers[0].subject == "Russia" and rules.actors["EU"] == "the European Union"
    content["actors"].reverse()
    write_ledger(data, content)
    with pytest.raises(errors.LedgerError, match="Name EU, and of China, Russia whom you compare"):
        ledger.claims()
    del content["actors"]
    write_ledger(data, content)
    with pytest.raises(errors.LedgerError, match="Name actors at the head, and of them whom you"):
        ledger.claims()


def test_a_board_is_counted_for_an_actor_who_is_on_it(data):
    """A name that stands nowhere would rank as one without a figure."""
    content = read_ledger(data)
    counted = [one for one in content["claims"] if "actor" in str(one.get("parts"))]
    counted[0]["parts"][0]["measure"]["actor"] = "Rusia"
    write_ledger(data, content)
    with pytest.raises(errors.LedgerError, match="actor: “Rusia” is none of Russia, China, EU"):
        ledger.claims()


def test_a_claim_that_carries_the_article_is_one(data):
    """Else the bottom line would be of nothing."""
    content = read_ledger(data)
    write_ledger(data, {**content, "carrying": "no-such-claim"})
    with pytest.raises(errors.LedgerError, match="the head, field carrying: there is no such"):
        ledger.claims()


def test_a_missing_file_is_another_matter(data):
    """Its claims cannot be tested; the rule is not to blame."""
    (data / "records/arms.csv").unlink()
    library.describe()
    assert ledger.claims()


def test_the_union_is_all_its_members_on_the_board():
    """29.7 per cent of Kazakh remittances left Czechia out, which the file had by another name."""
    _, figures = ledger.leverage()
    money = figures[(figures["lever"] == "remittances") & (figures["actor"] == "EU")]
    values = money.set_index("economy")["value"]
    assert values["KAZ"] == pytest.approx(29.9) and values["TJK"] == pytest.approx(7.4)


def test_other_words_are_no_names():
    """An empty name asks for rows without one, and what is compared with need be no country."""
    calls = [
        ("claim x", "measure", MeasureCall("energy", {"party": ""})),
        ("claim x", "measure", MeasureCall("lead", {"against": "all others"})),
    ]
    names.check_names(Path("claims.yml"), calls, library.default())


@pytest.mark.parametrize("odd", ["a\nb", "x" * 9_000])
def test_a_name_of_any_form_makes_one_sentence(odd):
    """One line, and short: of a rule's name, of a row and of a series that are not there."""
    call = MeasureCall("partner_share", {"partner": odd})
    with pytest.raises(errors.LedgerError) as error:
        names.check_names(Path("claims.yml"), [("claim a", "measure", call)], library.default())
    told = [str(error.value)]
    told.append(places._not_there(odd, "fact", "id", library.default()))
    told.append(places._not_there(odd, "series", "indicator", library.default()))
    assert all(told) and not any("\n" in one or len(one) > 400 for one in told)


def test_each_parameter_that_is_looked_for_has_its_file():
    """With names in it; and a measure takes it."""
    taken = {name for measure in MEASURES.values() for name in measure.parameters}
    assert names.NAMED_IN.keys() <= taken
    wanted = "partner against sender senders supplier suppliers creditor investor party"
    assert " ".join(names.NAMED_IN) == wanted
    for place in (*names.NAMED_IN.values(), names.VOTES):
        assert names._standing(library.default(), *place), place

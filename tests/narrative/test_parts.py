"""The parts of a claim, for charts."""

from footprint import ledger, narrative
from footprint.narrative.sentences import words_of


def test_readings_stand_once():
    """Then and now in their order, with the time they are of; the same reading is one bar."""
    found = ledger.finding("kgz-remit-third-russia")
    both = [*found.then.parts, *found.now.parts]
    told = [f"{part.label} ({words_of(part.result)['period']})" for part in both]
    assert narrative.readings(found)["name"].tolist() == list(dict.fromkeys(told))
    assert len(narrative.readings(ledger.finding("kgz-remit-russia"))) == 3

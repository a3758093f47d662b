"""What is declared: resources and claims."""

import dataclasses

import pytest

from footprint.library.package import resource_of
from footprint.model import Claim, ClaimPart, MeasureCall


def test_a_resource_in_words():
    """The licence by its title, and the unit only where there is one."""
    entry = {"name": "a", "path": "a.csv", "title": "Money", "format": "csv", "vintage": "2026"}
    entry |= {"retrieved": "2026-07", "sources": [{"title": "Us"}], "licenses": [{"title": "CC"}]}
    assert resource_of(entry).licence == "CC" and resource_of(entry).described == "Money"
    assert resource_of(entry | {"unit": "US$"}).described == "Money, US$"


@pytest.mark.parametrize(
    "vintage", ["2026-07-01", "2026-07", "not stated", "", "2026-07-01b", "2026-07-013"]
)
def test_the_day_of_a_release(vintage):
    """Only a whole day is one; anything else is not known."""
    entry = {"name": "a", "path": "a.csv", "title": "Money", "format": "csv", "vintage": vintage}
    made = resource_of(entry | {"retrieved": "", "sources": [], "licenses": []})
    assert made.release_day == (vintage if vintage == "2026-07-01" else "")


def test_a_claim_without_parts_is_one():
    """Without an id; a judgement has none."""
    call = MeasureCall("fact", {"id": "a"})
    plain = Claim("a", "c", "article", "measured", "Short", "S", "B", "W", measure=call)
    assert plain.measured_parts == (ClaimPart("", "Short", call),)
    assert dataclasses.replace(plain, measure=None).measured_parts == ()
    parts = (ClaimPart("one", "One", call), ClaimPart("two", "Two", call))
    assert dataclasses.replace(plain, measure=None, parts=parts).measured_parts == parts

"""Findings in plain types, as machines read them."""

import json
from pathlib import Path

import jsonschema

from footprint import ledger
from footprint.ledger import FINDINGS_SCHEMA, export
from footprint.ledger.moments import MOMENTS
from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE


def test_json_of_a_simple_and_of_a_claim_with_parts():
    """The shapes that others read."""
    simple = ledger.as_json(ledger.finding("kgz-remit-third"))
    assert set(simple["now"]) == {
        "value",
        "unit",
        "year",
        "basis",
        "verdict",
        "direction",
        "not_known",
    }
    several = ledger.as_json(ledger.finding("kgz-trade"))["now"]
    assert several["value"] is None and len(several["parts"]) == 2
    assert all(
        {"id", "label", "value", "unit", "year", "basis", "verdict"} <= set(part)
        for part in several["parts"]
    )


def test_the_ledger_in_plain_types():
    """Basis and cut-off of then, variants, agreement, flip point with its distance and unit."""
    content = json.loads(json.dumps(ledger.as_json(ledger.finding("kgz-remit-third"))))
    assert (
        "edition of April 2023" in content["then"]["basis"]
        and content["then"]["known_before"] == "2023-06-01"
    )
    assert (
        content["variants"][0]["id"] == "year-before"
        and content["variants"][0]["then"]["verdict"] == HOLDS
    )
    assert content["agreement"] == {"then": {"agree": 4, "of": 5}, "now": {"agree": 4, "of": 5}}
    flip = content["flip"]["then"]
    assert (flip["value"], round(flip["distance"], 2), flip["unit"], flip["verdict"]) == (
        30,
        -2.69,
        "% of GDP",
        IN_PART,
    )
    assert (round(flip["band"]["edges_times"], 2), flip["band"]["verdict"]) == (1.09, IN_PART)


def test_rule_and_other_side_in_plain_types():
    """Quote, bands with open ends left out, reason, and whether the contrary figure speaks against the claim."""
    third = json.loads(json.dumps(ledger.as_json(ledger.finding("kgz-remit-third"))))
    assert "nearly 1/3" in third["quote"] and third["because"].startswith("A third is 33.3")
    assert third["bands"]["holds"] == [{"from": 30, "below": 36.7}]
    assert third["bands"]["holds in part"][1] == {"from": 36.7}
    assert third["measure"]["indicator"] == "BX.TRF.PWKR.DT.GD.ZS"
    other = third["contrary"]
    assert other["value"] < 30 and other["against"] == {"below": 30} and other["speaks_against"]
    judged = ledger.as_json(ledger.finding("russia-feared"))
    assert judged["measure"] is judged["bands"] is None and judged["parts"] == []


def test_every_verdict_has_a_flip_point(findings):
    """A figure or, where no single one can turn it, a band; null without a verdict."""
    for found in findings:
        for moment in MOMENTS if found.robustness else ():
            entry = ledger.as_json(found)
            flip = entry["flip"][moment]
            assert flip is None or " ".join(flip) == ("value distance verdict part years unit band")
            # Of a variant the whole is told; its parts would make the file many times as long.
            assert not any("parts" in variant[moment] for variant in entry["variants"])
            assert (flip is None) == (found.at(moment).verdict == UNTESTABLE)
            # To turn a figure that is known would leave the whole open, for others are not.
            assert (
                flip is None
                or flip["value"] is not None
                or flip["band"] is not None
                or any(part.result.value is None for part in found.at(moment).parts)
            )


def test_what_was_not_tried_has_no_variants():
    """Records and judgements; and what has no verdict says why."""
    recorded = ledger.as_json(ledger.finding("kgz-base"))
    assert recorded.keys() & {"variants", "agreement", "flip"} == set()
    judged = ledger.as_json(ledger.finding("russia-feared"))["now"]
    assert judged["verdict"] == UNTESTABLE and "judgement" in judged["reason"]


def test_the_schema_says_what_is_printed(findings):
    """Every finding, with direction, kind of not knowing and history; and a stray word breaks it."""
    schema = json.loads(
        (Path(export.__file__).parent / "findings.schema.json").read_text(encoding="utf-8")
    )
    check = jsonschema.Draft202012Validator(schema)
    entries = json.loads(json.dumps([ledger.as_json(found) for found in findings]))
    assert list(check.iter_errors(entries)) == []
    for entry in entries:
        for moment in MOMENTS:
            result = entry[moment]
            missed = result["verdict"] in (IN_PART, FAILS)
            assert (result["direction"] is not None) == missed, entry["id"]
            assert (result["not_known"] is not None) == (result["verdict"] == UNTESTABLE)
    entries[0]["now"]["direction"] = "up"
    assert not check.is_valid(entries)


def test_what_was_not_reached_and_what_was_changed(findings):
    """What a source is and where; each change in order; null and nothing where there is none."""
    for found in findings:
        content, claim = ledger.as_json(found), found.claim
        wanted = (
            {"what": claim.missing.what, "where": claim.missing.where} if claim.missing else None
        )
        assert content["missing"] == wanted, claim.id
        assert [one["what"] for one in content["history"]] == [one.what for one in claim.history]
        assert content["our_measure"] == (claim.our_measure or None)
    assert any(found.claim.missing for found in findings)
    assert json.loads(FINDINGS_SCHEMA.read_text(encoding="utf-8"))["$defs"]["finding"]


def test_several_findings_are_one_array(findings):
    """Letters as they are, a line at the end; of none, an empty one."""
    text = ledger.all_as_json(findings[:2])
    assert json.loads(text) == json.loads(json.dumps([ledger.as_json(one) for one in findings[:2]]))
    assert text.endswith("]\n") and text.startswith('[\n  {\n    "id"') and "\\u" not in text
    assert ledger.all_as_json([]) == "[]\n"

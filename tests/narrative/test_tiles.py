"""The ledger at one look: a tile for each claim, in shapes and words."""

import dataclasses
import re

import pytest
from bs4 import BeautifulSoup

from footprint import ledger, narrative
from footprint.model import LESS, MORE, Robustness
from footprint.narrative import robustness
from footprint.narrative.tiles import SPARK_HEIGHT, SPARK_WIDTH, spark
from footprint.render import SYMBOLS


@pytest.fixture(scope="module")
def findings():
    return ledger.findings()


@pytest.fixture(scope="module")
def shown(findings):
    return narrative.tiles(
        findings, title=narrative.tried_title(findings), foot="", label="May 2023"
    )


def sign(result) -> str:
    return SYMBOLS[result.verdict] + {MORE: "+", LESS: "−"}.get(result.direction, "")


def test_every_claim_has_its_tile(findings, shown):
    """With both verdicts as shapes, and in words for who does not see them; so has the table."""
    tiles = BeautifulSoup(shown.body, "html.parser").select("ul.glance li:not(.place)")
    assert len(tiles) == len(findings) == len(shown.table)
    for tile, found in zip(tiles, findings, strict=True):
        agree, of = found.agreement("now") or (0, 0)
        told = f"; {agree} of {of} variants agree" if of else ""
        then, now = found.then, found.now
        signs = tile.find(class_="signs")
        assert (
            signs["aria-label"]
            == f"{found.claim.short}: {then.graded} then, {now.graded} now{told}"
        )
        fraction = f"{agree}/{of}" if of else ""
        assert signs.get_text() == f"{sign(then)}→{sign(now)}{fraction}"


def test_what_was_measured_has_a_line(findings):
    """A path for each part with readings, a dot at its newest, and dashes at the band's ends.

    Nothing else has one.
    """
    for found in findings:
        drawing = spark(found)
        readings = found.robustness.readings.values() if found.robustness else ()
        lines = [line for line in readings if line]
        assert drawing.count("<circle") == len(lines)
        ends = found.claim.bands.holds[0].ends if lines else ()
        assert drawing.count("stroke-dasharray") == len(ends)


def test_a_line_stays_in_its_box(findings):
    """Whatever the figures, a single one and an edge far away included."""
    found = next(found for found in findings if found.claim.id == "kaz-minority")
    for readings in ({2023: 14.9}, {2000: -5.0, 2023: 900.0}, {2022: 10.0, 2023: 10.0}):
        drawing = spark(dataclasses.replace(found, robustness=Robustness(readings={"": readings})))
        lines = re.sub(r"M0 [\d.]+H\d+", "", drawing)
        points = re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", lines)
        assert points
        assert all(0 <= float(across) <= SPARK_WIDTH for across, _ in points)
        assert all(0 <= float(up) <= SPARK_HEIGHT for _, up in points)


def test_the_title_names_the_least_firm(findings):
    """And says how many nobody contradicts."""
    assert re.fullmatch(
        r"All variants agree with \d+ of the \d+ measured verdicts of today; "
        r"least firm is “.+”, where \d+ of \d+ agree",
        narrative.tried_title(findings),
    )
    untried = [found for found in findings if not found.robustness]
    assert narrative.tried_title(untried) == "No verdict could be tried another way"


def test_the_table_says_where_it_would_turn(findings, shown):
    """In the words of the card."""
    for row, found in zip(shown.table.itertuples(), findings, strict=True):
        assert row[-1] == robustness.flip_sentence(found, "now")

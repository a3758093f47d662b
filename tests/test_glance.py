"""The ledger at one look: a tile for each claim, in shapes and words."""

import dataclasses
import re

import pytest
from bs4 import BeautifulSoup

from footprint import ledger, narrative
from footprint.model import Robustness
from footprint.narrative import SYMBOLS, robustness
from footprint.narrative.tiles import SPARK_HEIGHT, SPARK_WIDTH, spark


@pytest.fixture(scope="module")
def findings():
    return ledger.findings()


@pytest.fixture(scope="module")
def shown(findings):
    return narrative.tiles(
        findings, title=narrative.tried_title(findings), foot="", label="May 2023"
    )


def test_every_claim_has_its_tile(findings, shown):
    """With both verdicts as shapes, and as words for who does not see them; the table has the same."""
    tiles = BeautifulSoup(shown.body, "html.parser").select("ul.glance li:not(.place)")
    assert len(tiles) == len(findings) == len(shown.table)
    for tile, found in zip(tiles, findings, strict=True):
        counts = (
            found.agreement("now")
            if found.robustness and found.agreement("now") and found.agreement("now")[1]
            else None
        )
        told = f"; {counts[0]} of {counts[1]} variants agree" if counts else ""
        assert (
            tile.find(class_="signs")["aria-label"]
            == f"{found.claim.short}: {found.then.verdict} then, {found.now.verdict} now{told}"
        )
        assert (
            tile.find(class_="signs").get_text()
            == f"{SYMBOLS[found.then.verdict]}→{SYMBOLS[found.now.verdict]}{'/'.join(map(str, counts)) if counts else ''}"
        )


def test_what_was_measured_has_a_line(findings):
    """A path for each part with readings, a dot at its newest, and dashes where holding begins or ends; nothing else has one."""
    for found in findings:
        drawing = spark(found)
        lines = (
            [line for line in found.robustness.readings.values() if line]
            if found.robustness
            else []
        )
        assert drawing.count("<circle") == len(lines)
        assert drawing.count("stroke-dasharray") == (
            len(found.claim.bands["holds"][0]) if lines else 0
        )


def test_a_line_stays_in_its_box(findings):
    """Whatever the figures, a single one and an edge far away included."""
    found = next(found for found in findings if found.claim.id == "kaz-minority")
    for readings in ({2023: 14.9}, {2000: -5.0, 2023: 900.0}, {2022: 10.0, 2023: 10.0}):
        drawing = spark(dataclasses.replace(found, robustness=Robustness(readings={"": readings})))
        across, up = zip(
            *[
                (float(a), float(b))
                for a, b in re.findall(
                    r"[ML](-?[\d.]+) (-?[\d.]+)", re.sub(r"M0 [\d.]+H\d+", "", drawing)
                )
            ]
        )
        assert (
            0 <= min(across) <= max(across) <= SPARK_WIDTH
            and 0 <= min(up) <= max(up) <= SPARK_HEIGHT
        )


def test_the_title_names_the_least_firm(findings):
    """And says how many nobody contradicts."""
    assert re.fullmatch(
        r"All variants agree with \d+ of the \d+ measured verdicts of today; least firm is “.+”, where \d+ of \d+ agree",
        narrative.tried_title(findings),
    )
    assert (
        narrative.tried_title([found for found in findings if not found.robustness])
        == "No verdict could be tried another way"
    )


def test_the_table_says_where_it_would_turn(findings, shown):
    """In the words of the card."""
    for row, found in zip(shown.table.itertuples(), findings, strict=True):
        assert row[-1] == robustness.flip_sentence(found, "now")

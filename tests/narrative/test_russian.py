"""The Russian page: the same verdicts, other words."""

import re

import pytest
from support.findings import altered

from footprint import ledger, library
from footprint.library.pulls import dated_vintages
from footprint.model import HOLDS, UNTESTABLE
from footprint.narrative import leverage, russian

T = "\u202f"


def test_every_claim_is_told_with_both_verdicts():
    """No Latin word is left in what today's findings show."""
    findings = ledger.findings()
    rows = [line for line in russian.in_tables(findings).splitlines() if line.startswith("| [")]
    assert len(rows) == len(findings)
    for found, row in zip(findings, rows, strict=True):
        assert f"(#{found.claim.id})" in row
        told = row.split(" | ")[1:]
        words = ledger.translation("ru").words
        same = told[1].startswith("то же")
        for result, text in zip((found.then, found.now), told[: 1 if same else 2], strict=False):
            assert words[result.verdict] in text
        assert not same or found.then.verdict == found.now.verdict
        assert not re.search("[A-Za-z]", row.replace(f"(#{found.claim.id})", ""))


@pytest.mark.parametrize(
    ("value", "unit", "told"),
    [
        (17.62, "% of GDP", f"17,6{T}%, 2024"),
        (1234.5, "km", "1\xa0230 км, 2024"),
        (12.14, "times the largest other", "12,1 ×, 2024"),
        (1.0, "yes or no", "да, 2024"),
        (3.0, "of the five", "3 из 5, 2024"),
        (1.06, "million people", "1,06 млн, 2024"),
    ],
)
def test_figures_are_written_as_russian_has_them(value, unit, told):
    """A comma before decimals, no space in a year."""
    own = {"value": value, "year": 2024, "verdict": HOLDS, "unit": unit, "words": {}}
    found = altered("kgz-remit-third", now=own)
    assert f"● верно ({told})" in russian.in_lines([found])


def test_the_bottom_line_counts_what_the_english_one_counts():
    """And says what became of the central claim."""
    findings, (cells, _) = ledger.findings(), ledger.leverage()
    carrying = next(found for found in findings if found.claim.id == "russia-key-actor")
    said = russian.headline(findings, cells, 2021)
    leads, ranked = leverage.lead_counts(cells)
    assert f": {ranked}; Россия первая по {leads} из них" in said
    assert f"сейчас — {ledger.translation('ru').words[carrying.now.verdict]}" in said
    turned = altered("russia-key-actor", now={"verdict": UNTESTABLE})
    assert "сейчас — проверить нельзя" in russian.headline([turned], cells, 2021)


def test_the_day_of_the_figures():
    """In words, of the newest release."""
    days = dated_vintages(library.package())
    year, _, day = days[-1].split("-")
    told = russian.newest_release(library.package())
    assert f"выпуск от {int(day)}" in told and year in told

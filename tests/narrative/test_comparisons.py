"""Words of the ledger's sentences that compare fit the figures for which they are chosen."""

import itertools
import re

import pytest

from footprint import ledger
from footprint.ledger import verdicts
from footprint.model import Bands, Claim

# What they say of all the values of a claim with bands; 33.3 is a third.
COMPARING = {
    r"(?<!not )(?<!short of )(?<!both are )nearly a third": (
        lambda low, high: low >= 30 and high < 36.7
    ),
    r"not (both are )?nearly a third": lambda low, high: not (low >= 30 and high < 36.7),
    r"short of nearly a third": lambda low, high: low < 30,
    r"well below the third": lambda low, high: high < 30,
    r"well under half": lambda low, high: high < 45,
    r"less than (the )?half": lambda low, high: high < 50,
    r"nearly (the )?half": lambda low, high: low >= 45 and high < 50,
    r"far more than": lambda low, high: low >= 60,
    r"more than the half|more than half the|more than half, as|longer than all the others": (
        lambda low, high: low >= 50
    ),
    r"(not|do not both have) the size that the article names": (
        lambda low, high: not (low >= 30 and high < 36.7)
    ),
    r"\bonly \{": lambda low, high: high < 50,
    r"below that of a dependence": lambda low, high: high < 30,
    r"one side of the trade at most": lambda low, high: low < 30,
    r"less than a twentieth": lambda low, high: high < 5,
    r"\bshrank\b": lambda low, high: high < 1,
    r"\bgrew\b": lambda low, high: low > 1,
}
MEASURED = [claim for claim in ledger.claims() if claim.kind == "measured"]


def samples(bands: Bands) -> list[float]:
    """Values inside every band and next to every edge."""
    edges = bands.edges
    beside = {value for edge in edges for value in (edge, edge - 0.01, edge + 0.01)}
    between = {(low + high) / 2 for low, high in itertools.pairwise(edges)}
    return sorted(beside | between | {edges[0] / 2, edges[-1] * 1.5})


def supposed(claim: Claim, values: tuple[float, ...]) -> str:
    """The verdict that a claim would have, had its parts these values."""
    graded = [claim.bands.verdict(value) for value in values]
    if claim.measure:
        return graded[0]
    return verdicts.COMBINE[claim.combine](graded)


@pytest.mark.parametrize("claim", MEASURED, ids=lambda claim: claim.id)
def test_no_sentence_contradicts_the_values_it_is_chosen_for(claim):
    """Whatever the figures, near the edges: the words that compare fit every combination."""
    count, near = len(claim.measured_parts), samples(claim.bands)
    alike = ((value,) * count for value in near)
    for values in itertools.product(near, repeat=count) if count <= 2 else alike:
        sentence = claim.sentences[supposed(claim, values)]
        for words, fits in COMPARING.items():
            if re.search(words, sentence):
                assert fits(min(values), max(values)), (values, sentence, words)

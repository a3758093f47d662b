"""The sum: counts, what changed, the conclusion, the article sentence by sentence."""

import pandas as pd
import pytest
from support.findings import altered
from support.levers import BOARD, NAMES

from footprint import ledger, narrative
from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE, Finding


def found(then: str, now: str, origin: str = "article") -> Finding:
    """A claim with these verdicts and no figure."""
    return altered(
        "kgz-remit-third",
        claim={"origin": origin},
        then={"verdict": then, "value": None, "year": None, "reason": "why"},
        now={"verdict": now, "value": None, "year": None, "reason": "why"},
    )


@pytest.mark.parametrize(
    ("turns", "says"),
    [
        ([(HOLDS, HOLDS)], "None of the 1 verdicts has changed"),
        ([(HOLDS, FAILS), (HOLDS, HOLDS)], "1 of 2 verdicts have changed: 1 has weakened"),
        (
            [(FAILS, IN_PART), (IN_PART, HOLDS), (HOLDS, IN_PART)],
            "3 of 3 verdicts have changed: 1 has weakened and 2 have strengthened",
        ),
        (
            [(UNTESTABLE, HOLDS)],
            "1 of 1 verdicts have changed: 1 could be tested at one of the two moments only",
        ),
    ],
)
def test_turned_counts_each_way(turns, says):
    """Weaker, stronger, and those that only a figure made testable or not."""
    assert narrative.verdicts_changed([found(*turn) for turn in turns]) == says


def test_totals_keep_omissions_apart():
    """They are never counted among the claims of the article."""
    rows = narrative.totals([found(HOLDS, FAILS), found(HOLDS, HOLDS, "omission")]).splitlines()
    assert [row.split("|", 2)[2] for row in rows] == [
        " What the article says, then | What the article says, now"
        " | What it leaves out, then | What it leaves out, now |",
        " --: | --: | --: | --: |",
        " 1 | 0 | 1 | 1 |",
        " 0 | 1 | 0 | 0 |",
    ]


def test_an_omission_is_said_once():
    """In the fold of its own, as a link.

    A claim that begins with its country has no country before it.
    """
    omitted = found(HOLDS, HOLDS, "omission")
    page = narrative.conclusion([found(HOLDS, FAILS), omitted], BOARD, NAMES, 2021, "May 2023")
    held, left = (part.partition("</details>")[0] for part in page.split("<details")[1:3])
    assert "<summary>What it left out</summary>" in left
    assert all(f"[{omitted.claim.short}](#kgz-remit-third)" in fold for fold in (held, left))
    wrong = (
        "**What it got wrong.**\n"
        "None of its claims that can be tested as it words them was wrong outright."
    )
    assert wrong in page
    assert (
        "- *Kyrgyzstan*: [Remittances are nearly a third of Kyrgyz GDP](#kgz-remit-third)." in page
    )
    named = altered("kgz-remit-third", claim={"short": "Kyrgyzstan depends on it"})
    assert narrative.verdict_moves([omitted, named])["name"].tolist() == [
        "Kyrgyzstan: Remittances are nearly a third of Kyrgyz GDP",
        "Kyrgyzstan depends on it",
    ]


def test_a_sentence_of_the_article_without_claim_gives_its_reason():
    """And one with claims shows them with their verdicts."""
    rows = pd.DataFrame(
        [
            (1, 1, "As a", "it says | so", "kgz-remit-third", None),
            (1, 1, None, "a name", None, "a nickname"),
        ],
        columns=["paragraph", "sentence", "opening", "about", "claims", "reason"],
    )
    text = narrative.article_map(rows, [found(HOLDS, FAILS)])
    assert "<summary>The article in 2 clauses" in text
    lines = [line for line in text.splitlines() if line.startswith("|")]
    assert lines[2].startswith(
        "| Paragraph 1, sentence 1: “As a …” | It says \\| so | "
        "[Remittances are nearly a third of Kyrgyz GDP](#kgz-remit-third) <span"
    )
    assert lines[3] == "| Paragraph 1, sentence 1 | A name | a nickname |"


def test_the_central_claim_is_told_in_the_words_of_the_article():
    """Without our measure of it, which stands after a colon."""
    findings, (cells, _) = ledger.findings(), ledger.leverage()
    told = narrative.bottom_line(findings, cells, 2021)
    assert told.startswith("The article's central claim is that Russia remains a key and influent")
    assert ":" not in told.partition(". ")[0]

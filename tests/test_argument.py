"""The whole argument: the article's every sentence, every claim in its places, and a book that follows its data."""

import pandas as pd
import pytest

from footprint import ledger, library

# The claims that a reader of the article would list; split claims stand beside them.
WANTED = """parade-all-five parade-first parade-shows-influence votes-march-2022 votes-beyond no-open-criticism opportunity-window kaz-integrity
kaz-since-beginning kaz-no-condemnation kaz-border kaz-minority kaz-oil-half kaz-oil-russian kaz-oil-west kaz-concern kaz-blocs csto-members kgz-trade
tjk-trade kgz-remit-russia tjk-remit-russia kgz-remit-third tjk-remit-third kgz-remit-third-russia tjk-remit-third-russia workers-millions
migration-easy migration-effect migration-cost kgz-base tjk-base bases-russian uzb-security tkm-security uzb-blocs tkm-blocs uzb-afghan tkm-afghan
afghan-help uzb-remittances china-powerful china-investor eu-diversify eu-cooperate russia-closer russia-stability russia-status-quo
russia-key-actor russia-not-eroded russia-feared""".split()


@pytest.fixture(scope="module")
def article() -> pd.DataFrame:
    rows = library.records("article_map")
    return rows.assign(claims=rows["claims"].fillna("").str.split())


def numbered(values: pd.Series, first: int) -> bool:
    return sorted(set(values)) == list(range(first, first + values.nunique()))


def test_every_sentence_is_mapped(article):
    """Paragraphs, sentences and clauses are numbered without a gap, as many as the paragraph has."""
    assert numbered(article["paragraph"], 0)
    for _, paragraph in article.groupby("paragraph"):
        assert paragraph["sentences"].nunique() == 1
        assert sorted(set(paragraph["sentence"])) == list(range(1, paragraph["sentences"].iloc[0] + 1))
        for _, sentence in paragraph.groupby("sentence"):
            assert sentence["clause"].tolist() == list(range(1, len(sentence) + 1))
            assert sentence["opening"].notna().tolist() == [True] + [False] * (len(sentence) - 1)


def test_every_clause_has_a_claim_or_a_reason(article):
    """Nothing is passed over in silence."""
    silent = article[(article["claims"].str.len() == 0) & article["reason"].isna()]
    assert silent["about"].tolist() == []


def test_the_article_is_not_reproduced(article):
    """Only the first words of a sentence are quoted, to find it by."""
    assert article["opening"].dropna().str.split().str.len().max() < 8


def test_the_map_and_the_ledger_hold_the_same_claims(article):
    """Every id of the map is a claim of the article, and every claim of the article comes from a sentence."""
    mapped = {id for ids in article["claims"] for id in ids}
    assert mapped == {claim.id for claim in ledger.claims() if claim.origin == "article"}


def test_every_claim_that_was_wanted_has_an_entry():
    """Nothing was dropped."""
    assert set(WANTED) - {claim.id for claim in ledger.claims()} == set()

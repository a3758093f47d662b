"""What chapters, cards and the command line call of the ledger."""

import pandas as pd
from support.files import as_published

from footprint import ledger, library
from footprint.library.library import Library


def test_findings_of_a_chapter():
    """Those of its claims, in the order of the ledger."""
    found = [one.claim.id for one in ledger.findings("kyrgyzstan")]
    assert found == [claim.id for claim in ledger.claims() if claim.chapter == "kyrgyzstan"]
    assert found[0] == "kgz-remit-third" and ledger.findings("nowhere") == []


def test_findings_of_another_library(data, tmp_path, edit_csv):
    """Of the folder handed over, whatever the environment names."""
    as_published(data)
    ratio = "worldbank/BX.TRF.PWKR.DT.GD.ZS.csv"
    edit_csv(data / ratio, {"economy": "KGZ", "year": "2024"}, "value", "33")
    library.describe()
    found = ledger.findings("kyrgyzstan", Library(data))[0].now
    assert found.value == 33 and ledger.finding("kgz-remit-third").now == found


def test_the_newest_year_and_how_far_back_figures_speak():
    """A figure may be as many years old as the rules say."""
    assert ledger.newest() - ledger.fresh_since() == ledger.rules().stale_after_years
    frames = [library.pull(one.indicator).data for one in library.package().series()]
    assert ledger.newest() == int(pd.concat(frames)["year"].max())


def test_a_finding_in_plain_types():
    """With the day before which its figures had to be known."""
    content = ledger.as_json(ledger.finding("kgz-remit-third"))
    assert content["then"]["known_before"] == ledger.rules().then.published_before
    assert "known_before" not in content["now"]


def test_check_counts_every_claim():
    """Each is computed."""
    assert ledger.check() == len(ledger.claims()) >= 10

"""Verdicts at the edges of their bands, then and now, on the committed figures and on altered ones."""

import json

import pytest
import yaml
from support.files import altered_ledger

from footprint import errors, ledger, library
from footprint.__main__ import main
from footprint.ledger import judging, moments
from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE

RATIO = "worldbank/BX.TRF.PWKR.DT.GD.ZS.csv"


def test_kyrgyz_remittances():
    """The sharpest then and now of the chapter, with its bases."""
    found = ledger.finding("kgz-remit-third")
    assert (found.then.verdict, round(found.then.value, 1), found.then.year) == (HOLDS, 32.7, 2021)
    assert "edition of April 2023" in found.then.basis
    assert (found.now.verdict, round(found.now.value, 1), found.now.year) == (FAILS, 17.7, 2024)


def test_figures_stand_where_the_sources_put_them():
    """Shares of trade and debt as the sources give them."""
    imports = ledger.finding("kgz-trade").now.parts[0].result
    assert (round(imports.value, 1), imports.year) == (17.7, 2023)
    debt = ledger.finding("kgz-debt-china")
    assert (round(debt.then.value, 1), debt.then.year, round(debt.now.value, 1), debt.now.year) == (
        45.4,
        2021,
        39.2,
        2024,
    )
    assert "edition of 2022-12" in debt.then.basis and "edition of 2025-12" in debt.now.basis


def test_what_came_later_does_not_count_then():
    """Armenia froze its part in the alliance after the article."""
    found = ledger.finding("csto-members")
    assert (found.then.verdict, found.now.verdict) == (HOLDS, IN_PART)


@pytest.mark.parametrize(
    ("value", "verdict"), [("33", HOLDS), ("29.99", IN_PART), ("24.99", FAILS)]
)
def test_a_changed_figure_changes_the_verdict(data, edit_csv, value, verdict):
    """Now follows the newest ratio; then does not."""
    edit_csv(data / RATIO, {"economy": "KGZ", "year": "2024"}, "value", value)
    library.describe()
    found = ledger.finding("kgz-remit-third")
    assert (found.then.verdict, found.now.verdict) == (HOLDS, verdict)


def test_a_deleted_series_cannot_be_tested(data):
    """And the reason names it; what an older edition holds still stands."""
    (data / RATIO).unlink()
    library.describe()
    found = ledger.finding("kgz-remit-third")
    assert (found.then.verdict, found.now.verdict) == (HOLDS, UNTESTABLE)
    assert found.now.reason == "the series BX.TRF.PWKR.DT.GD.ZS is not in data/"


@pytest.mark.parametrize(("last", "verdict"), [(2020, HOLDS), (2019, UNTESTABLE)])
def test_an_old_figure_does_not_speak_for_today(data, edit_csv, last, verdict):
    """Five years back from the newest year of any series is fresh, six are not."""
    for year in range(last + 1, 2025):
        edit_csv(data / RATIO, {"economy": "KGZ", "year": str(year)}, None)
    edit_csv(data / RATIO, {"economy": "KGZ", "year": str(last)}, "value", "31")
    library.describe()
    assert ledger.finding("kgz-remit-third").now.verdict == verdict


def test_then_falls_back_to_todays_figure_and_says_so(data, edit_csv):
    """Where no edition has the year, today's figure for it stands in."""
    for edition in ("2023-04", "2022-05"):
        edit_csv(
            data / "worldbank" / "vintages" / f"{edition}.csv",
            {"economy": "KGZ", "indicator": "BX.TRF.PWKR.DT.GD.ZS"},
            None,
        )
    library.describe()
    then = ledger.finding("kgz-remit-third").then
    assert (round(then.value, 1), then.year) == (32.6, 2021)
    assert then.basis.startswith("today's figure for 2021")


def test_a_missing_edition_gives_way_to_the_next(data):
    """Without the edition of April 2023 the rule goes on, and says what it used."""
    (data / "worldbank/vintages/2023-04.csv").unlink()
    library.describe()
    assert ledger.finding("kgz-remit-third").then.basis.startswith("today's figure for 2021")


@pytest.mark.parametrize(
    ("date", "counts"),
    [("2023-05", True), ("2023-06", False), ("2023-05-31", True), ("2023-06-01", False)],
)
def test_a_month_counts_by_its_first_day(data, edit_csv, date, counts):
    """What is dated June 2023 was not known when the article appeared."""
    edit_csv(data / "records/facts.csv", {"id": "kant-csto-owned"}, "date", date)
    library.describe()
    owner = ledger.finding("kgz-base").then.parts[2].result
    assert (owner.value == 0.0) == counts


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "name: series,",
            "name: guess,",
            "claim kgz-remit-third, field measure.name: “guess” is no measure",
        ),
        (
            "economy: KGZ}",
            "economy: KYR}",
            "claim kgz-remit-third, field measure.economy: “KYR” is no economy.*did you mean KGZ",
        ),
        (
            "id: kgz-remit-russia",
            "id: kgz-remit-third",
            "claim kgz-remit-third, field id: stands twice",
        ),
        ("below: 36.7", "below: 40", "claim kgz-remit-third, field bands: two bands overlap"),
        (
            "{from: 25, below: 30}",
            "{from: 30, below: 25}",
            "claim kgz-remit-third, field bands: from 30 to below 25 is empty",
        ),
        (
            "In {year} the money sent home came to {value} of Kyrgyz GDP, nearly",
            "In {yaer} nearly",
            "field sentences.holds: 'yaer' cannot be filled in",
        ),
        (
            '    kind: measured\n    quote: "according',
            '    kind: guessed\n    quote: "according',
            "claim kgz-remit-third, field kind: 'guessed' is not one of",
        ),
        ('    unit: "% of GDP"\n', "", "claim kgz-remit-third, field .*unit"),
        ("according to the World Bank", "so " * 25, "field quote: .* words; quote fewer than 25"),
        (
            "indicator: BX.TRF.PWKR.DT.GD.ZS, economy",
            "indicatr: X, economy",
            "field measure: series takes indicator, economy, not indicatr, economy",
        ),
        ("claims:\n", "claims: [\n", "no valid YAML"),
        (
            "{imports.value} of Kyrgyz imports",
            "{imports} of Kyrgyz imports",
            "claim kgz-trade, field sentences.holds: a part without .value",
        ),
        (
            "months: 11",
            "months: eleven",
            "claim kgz-remit-third-russia, field .*'eleven' is not of type 'integer'",
        ),
        ("economy: KGZ}", "economy: [KGZ]}", "claim kgz-remit-third, field measure.economy"),
    ],
)
def test_a_malformed_ledger_is_named(data, capsys, old, new, says):
    """Claim, field and remedy, by exit code and one line; no traceback."""
    path = data / "claims.yml"
    path.write_text(path.read_text().replace(old, new, 1))
    with pytest.raises(errors.LedgerError, match=says):
        ledger.claims()
    for command in ("ledger", "verify"):
        assert main([command]) == 1
        said = capsys.readouterr().err
        assert "claims.yml" in said and len(said.strip().splitlines()) == 1


def test_an_unknown_claim_is_named():
    """With the ids that there are."""
    with pytest.raises(errors.LedgerError, match=r"there is no claim “kgz-none”.*kgz-remit-third"):
        ledger.finding("kgz-none")


def test_ledger_at_the_command_line(footprint):
    """One array with the fields that others rely on."""
    found = {entry["id"]: entry for entry in json.loads(footprint("ledger", "--json").stdout)}
    assert len(found) == len(ledger.claims())
    for entry in found.values():
        assert list(entry)[:7] == ["id", "chapter", "origin", "kind", "statement", "then", "now"]
        assert list(entry)[7:] == (
            ["variants", "agreement", "flip"] if entry["kind"] == "measured" else []
        )
        assert {"value", "unit", "year", "basis", "verdict"} <= set(entry["then"]) & set(
            entry["now"]
        )
    assert [part["id"] for part in found["kgz-trade"]["now"]["parts"]] == ["imports", "exports"]
    assert "parts" not in found["kgz-remit-third"]["now"]
    lines = footprint("ledger").stdout.splitlines()
    assert len(lines) == len(found) + 1 and any(
        line.startswith("kgz-remit-third ") for line in lines
    )
    omissions = sum(claim.origin == "omission" for claim in ledger.claims())
    assert (
        lines[-1]
        == f"{len(found) - omissions} claims of the article; {omissions} things that it leaves out, counted apart."
    )


def test_a_cut_file_at_the_command_line(data, footprint):
    """One line that names file, field and remedy."""
    path = data / RATIO
    path.write_bytes(path.read_bytes()[:-5])
    for command in ("verify", "ledger"):
        done = footprint(command)
        assert done.returncode == 1 and "BX.TRF.PWKR.DT.GD.ZS.csv: field bytes" in done.stderr
        assert len(done.stderr.strip().splitlines()) == 1


def test_quotes_are_short_and_rules_have_reasons():
    """Every claim says why its bands are what they are."""
    for claim in ledger.claims():
        assert len(claim.because.split()) >= 10 and claim.would_change
        assert len(claim.quote.split()) < 25


def test_a_stale_figure_gives_its_year_as_reason(data, edit_csv):
    """Rows after 2018 removed: now names 2018, then is untouched."""
    for year in range(2019, 2025):
        edit_csv(data / RATIO, {"economy": "KGZ", "year": str(year)}, None)
    library.describe()
    found = ledger.finding("kgz-remit-third")
    assert (found.then.verdict, found.now.verdict, found.now.value) == (HOLDS, UNTESTABLE, None)
    assert found.now.reason.startswith("the newest figure is of 2018, more than 5 years before")


def test_json_of_a_simple_and_of_a_claim_with_parts():
    """The shapes that others read."""
    simple = ledger.as_json(ledger.finding("kgz-remit-third"))
    assert set(simple["now"]) == {"value", "unit", "year", "basis", "verdict"}
    several = ledger.as_json(ledger.finding("kgz-trade"))["now"]
    assert several["value"] is None and len(several["parts"]) == 2
    assert all(
        {"id", "label", "value", "unit", "year", "basis", "verdict"} <= set(part)
        for part in several["parts"]
    )


def test_verify_prints_its_counts(capsys):
    """How many files, how many claims; the ledger has ten or more."""
    assert main(["verify"]) == 0
    assert capsys.readouterr().out.startswith(
        f"{len(library.package()['resources'])} data files whole, {len(ledger.claims())} claims tested"
    )
    assert len(ledger.claims()) >= 10


@pytest.mark.parametrize("key", ["short", "because", "would_change"])
def test_a_missing_key_is_named(data, capsys, key):
    """A claim without a required key: exit 1, one line with claim and key."""
    content = yaml.safe_load((data / "claims.yml").read_text(encoding="utf-8"))
    content["then"]["published_before"] = str(content["then"]["published_before"])
    del next(claim for claim in content["claims"] if claim["id"] == "kgz-remit-third")[key]
    (data / "claims.yml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    assert main(["ledger"]) == 1
    said = capsys.readouterr().err
    assert (
        "claim kgz-remit-third" in said
        and f"'{key}' is a required property" in said
        and len(said.splitlines()) == 1
    )


@pytest.mark.parametrize(
    ("combine", "verdict"), [("every", IN_PART), ("any", HOLDS), ("most", FAILS)]
)
def test_a_claim_is_summed_up_as_it_declares(data, combine, verdict):
    """One part of two holds, the other does not."""

    def change(claims):
        claims["kgz-trade"]["combine"] = combine
        claims["kgz-trade"]["bands"] = {
            HOLDS: [{"from": 20}],
            IN_PART: [{"from": 19.9, "below": 20}],
        }

    altered_ledger(data, change)
    parts = ledger.finding("kgz-trade").now.parts
    assert [part.result.verdict for part in parts] == [FAILS, HOLDS]
    assert ledger.finding("kgz-trade").now.verdict == verdict


def test_a_judgement_is_never_decided(data):
    """Whatever the figures; the entry says what would decide it, and may not have a measure."""

    def change(claims):
        claim = claims["kgz-base"]
        for key in ("parts", "combine", "unit", "bands", "sentences", "contrary"):
            del claim[key]
        claim["kind"] = "judgement"

    altered_ledger(data, change)
    found = ledger.finding("kgz-base")
    assert found.then.verdict == found.now.verdict == UNTESTABLE
    assert found.now.reason == judging.JUDGEMENT


def test_a_pass_reads_each_file_once(monkeypatch):
    """However many claims rest on it; the next pass reads it anew."""
    read = []
    original = moments.records
    monkeypatch.setattr(moments, "records", lambda topic: read.append(topic) or original(topic))
    ledger.findings()
    assert len(read) == len(set(read)) > 3
    ledger.findings()
    assert len(read) == 2 * len(set(read))


def parts(result) -> dict[str, float | None]:
    return {
        part.id: None if part.result.value is None else round(part.result.value, 1)
        for part in result.parts
    }


def test_money_stands_where_the_sources_put_it():
    """Remittances, trade and debt of Tajikistan and Kyrgyzstan, then and now."""
    third = ledger.finding("tjk-remit-third")
    assert (round(third.then.value, 1), round(third.now.value, 1), third.now.year) == (
        33.4,
        47.9,
        2024,
    )
    shares = {id: ledger.finding(id) for id in ("kgz-debt-china", "tjk-debt-china")}
    assert [round(shares[id].then.value) for id in shares] == [45, 35] and [
        round(shares[id].now.value) for id in shares
    ] == [39, 28]
    weights = ledger.finding("china-powerful").now
    assert parts(weights)["KGZ"] == 43.3
    assert parts(ledger.finding("kgz-trade").now)["imports"] == 17.7


def test_who_borders_whom():
    """One of the five borders Russia, three border China."""
    found = ledger.finding("russia-closer")
    assert (found.contrary.words["count"], found.contrary.words["of"]) == (1, 3)
    assert parts(found.now)["borders"] == 0.3 and all(
        value > 1 for id, value in parts(found.now).items() if id != "borders"
    )


def test_tajik_trade_then_and_now_rest_on_different_sources():
    """Russian customs for then; what the press quotes once they are more than a year behind; never the Factbook."""
    found = ledger.finding("tjk-trade")
    assert (parts(found.then), parts(found.now)) == (
        {"imports": 26.5, "exports": 4.6},
        {"imports": 26.6, "exports": 7.5},
    )
    assert "Federal Customs Service of Russia" in found.then.basis and "TASS" in found.now.basis


def test_what_was_known_is_read_in_the_first_edition_that_has_it():
    """All its economies; a series that no edition has is empty."""
    held = ledger.known("BX.TRF.PWKR.CD.DT")
    assert (
        held.query("economy == 'TON' and year == 2021")["value"].size == 1
        and held["year"].max() == 2021
    )
    assert ledger.known("SM.POP.NETM").empty


def test_figures_of_kazakhstan_and_the_card():
    """The CPC's part of 2022, the border, the minority and the size of the shock as the sources give them."""
    oil, border, minority = (
        ledger.finding(id) for id in ("kaz-oil-half", "kaz-border", "kaz-minority")
    )
    assert (round(oil.then.value), oil.then.year, oil.then.verdict) == (81, 2022, HOLDS)
    assert (round(border.now.value, 1), border.now.words["rank"]) == (57.2, 1)
    assert (minority.then.value, minority.then.year, minority.now.value, minority.now.year) == (
        19.3,
        2019,
        14.9,
        2023,
    )
    size = ledger.finding("migration-size")
    assert [round(part.result.value, 1) for part in size.then.parts + size.now.parts] == [
        11.8,
        13.2,
        6.4,
        18.6,
    ]


def test_words_and_votes_on_ukraine_pull_apart():
    """Kazakhstan spoke for Ukraine's borders and voted against every Crimea text of 2016 to 2022."""
    integrity, crimea = (
        ledger.finding("kaz-integrity").then,
        ledger.finding("kaz-votes-crimea").then,
    )
    assert [part.result.value for part in integrity.parts] == [
        1,
        0,
        0,
    ] and integrity.verdict == IN_PART
    assert (crimea.verdict, crimea.value, crimea.basis[:12]) == (HOLDS, 1, "7 roll calls")


@pytest.mark.parametrize(("vote", "verdict"), [("abstain", IN_PART), ("unknown", UNTESTABLE)])
def test_a_corrected_roll_call(data, edit_csv, footprint, vote, verdict):
    """One vote otherwise is six of seven; a vote that is not known decides nothing."""
    edit_csv(data / "records/votes.csv", {"economy": "KAZ", "date": "2022-12-15"}, "vote", vote)
    assert footprint("describe").returncode == 0
    assert ledger.finding("kaz-votes-crimea").now.verdict == verdict


def test_oil_without_a_total(data, edit_csv, footprint):
    """Without the exports of a year, the year before speaks."""
    edit_csv(data / "records/energy_routes.csv", {"party": "all", "period": "2025"}, None)
    assert footprint("describe").returncode == 0
    found = ledger.finding("kaz-oil-half").now
    assert (round(found.value, 1), found.year) == (79.4, 2023)

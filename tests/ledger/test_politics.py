"""Votes, parades, memberships and words: the verdicts, and how they and their sentences follow."""

import pytest

from footprint import ledger, library
from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE
from footprint.narrative import sentences

# Proxies, mirrors of Wikipedia, and hosts that stand for nothing: no source of these records.
REFUSED = """fanyv88 the-uncensored-wiki kiwix feverous besarabia.bg abcdiamond news-front news-pravda
mail-archive cloudfront imgtest staging.rferl ad.kun.uz wap.kun.uz silkroadstudies.org./ thediplomat.com./
?share= ?from=rss ?source= tmpl=component""".split()
FILES = ("votes", "attendance", "memberships", "facts", "statements")


def add_row(path, like, **changed):
    """A row like the first of a file that holds some text, with other cells."""
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    columns, at = head.split(","), next(i for i, line in enumerate(lines) if line.startswith(like))
    cells = dict.fromkeys(columns, "") | changed
    lines.insert(at + 1, ",".join(cells[column] for column in columns))
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")


def test_all_five_stood_aside_in_march_2022():
    """Uzbekistan abstained from ES-11/2, Turkmenistan was absent: nothing is open any more."""
    found = ledger.finding("votes-march-2022")
    assert (found.then.verdict, found.now.verdict) == (HOLDS, HOLDS)
    cells = library.records("votes").query("resolution == 'ES-11/2'")
    votes = dict(zip(cells["economy"], cells["vote"], strict=True))
    assert (votes["UZB"], votes["TKM"]) == ("abstain", "absent")


def test_a_vote_in_favour(data, edit_csv, footprint):
    """The verdict on abstaining falls, whatever else is known, and its sentence says so."""
    chosen = {"economy": "UZB", "resolution": "ES-11/1"}
    edit_csv(data / "records/votes.csv", chosen, "vote", "yes")
    assert footprint("describe").returncode == 0
    found = ledger.finding("votes-march-2022")
    assert found.now.verdict == IN_PART
    assert "Not all of the five" in sentences.now_sentence(found) + sentences.then_sentence(
        found, "May 2023"
    )


def test_no_title_counts_votes():
    """How many voted in favour is for the roll calls to say."""
    assert "once" not in ledger.finding("votes-beyond").claim.short


def test_uzbekistan_back_in_the_alliance(data, footprint):
    """Both spells are known, and nothing says that it left: the other side is empty."""
    row = {"economy": "UZB", "organisation": "CSTO", "status": "member", "start": "2026-01-01"}
    path = data / "records/memberships.csv"
    add_row(path, "UZB,CSTO,", **row, source="https://tass.com/1", confidence="high")
    assert footprint("describe").returncode == 0
    found = ledger.finding("uzb-security-ties")
    spells = "a member from 2006 to 2012 and a member since 2026"
    assert (found.contrary.value, found.contrary.words["spells"]) == (1.0, spells)
    told = sentences.contrary_sentence(found)
    assert told.startswith("Nothing in the data speaks against it:") and told.endswith(f"{spells}.")
    assert told.startswith("Nothing in the data speaks against it") and spells in told
    assert "left" not in told


def test_what_was_left_is_told_with_its_years():
    """As the records stand, Uzbekistan was in the alliance once, and is not."""
    told = sentences.contrary_sentence(ledger.finding("uzb-security-ties"))
    assert told.endswith("a member from 2006 to 2012, and nothing since.")


def test_words_on_gas_and_raids_are_no_word_on_borders():
    """Three states of five have an official who criticised Russia's policy to its neighbours."""
    found = ledger.finding("no-open-criticism")
    for result in (found.then, found.now):
        assert [part.result.value for part in result.parts] == [0.0, 3.0]
        assert result.verdict == IN_PART


def test_help_is_not_asked_to_have_worked():
    """What is open of the Afghan border is Turkmenistan alone."""
    found = ledger.finding("afghan-help").now
    assert found.verdict == UNTESTABLE
    verdicts = {part.id: part.result.verdict for part in found.parts}
    assert verdicts == {"attack": HOLDS, "uzbek": HOLDS, "turkmen": UNTESTABLE}


def test_the_need_for_migrants_rests_on_officials():
    """No newspaper's own account answers what officials say."""
    rows = library.records("facts").query("id == 'migration-needed'")
    assert not rows["note"].str.contains("own account: ").any()
    assert rows["date"].max() == "2024-11"
    assert ledger.finding("migration-cost").now.parts[0].result.year == 2024
    labels = [part.label for part in ledger.finding("migration-easy").claim.parts]
    assert not any("do not" in label for label in labels)


@pytest.mark.parametrize("year", ["2000", "2017", "2018"])
def test_parades_without_any_of_the_five(year):
    """A document says that none was invited, or who alone came."""
    rows = library.records("attendance")
    rows = rows[rows["date"].str.startswith(year)]
    assert rows["attended"].tolist() == ["no"] * 5


def test_first_in_history_stays_open():
    """2005 and 2015 are open, and so are the years of which nothing was read."""
    found = ledger.finding("parade-first").now
    assert [part.result.verdict for part in found.parts] == [HOLDS, UNTESTABLE]
    assert "2005" in found.reason and "2000" not in found.reason


def test_one_date_for_one_accession():
    """Kyrgyzstan joined the Eurasian Economic Union on one day in every record."""
    joined = library.records("memberships").query("economy == 'KGZ' and organisation == 'EAEU'")
    facts = library.records("facts").query("id == 'migration-treaty'")
    policy = library.records("migration_policy")
    told = policy.query("economy == 'KGZ' and date.str.startswith('2015')", engine="python")
    assert {*joined["start"], *facts["date"], *told["date"]} == {"2015-08-12"}


def test_an_agreement_signed_and_in_force():
    """Kazakhstan's with the European Union: both days stand."""
    rows = library.records("memberships").query("economy == 'KAZ'")
    rows = rows[rows["status"].str.startswith("agreement")]
    assert dict(zip(rows["status"], rows["start"], strict=True)) == {
        "agreement signed": "2015-12-21",
        "agreement in force": "2020-03-01",
    }


@pytest.mark.parametrize("file", FILES)
def test_no_source_is_a_mirror(file):
    """None of the hosts that are refused is left."""
    sources = " ".join(library.records(file)["source"])
    assert [host for host in REFUSED if host in sources] == []


def test_turkmen_treaties_begin_with_security():
    """The agreement of 2003, ratified in 2020, stands before the partnership."""
    days = library.records("facts").query("id == 'tkm-treaty'")["date"].tolist()
    assert days == sorted(days) and days[0] == "2003-04-10" and "2020-10-24" in days
    assert ledger.finding("uzb-blocs").now.verdict == FAILS

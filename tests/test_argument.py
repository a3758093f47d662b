"""The whole argument: the article's every sentence, every claim in its places, and a book that follows its data."""

import csv
import itertools
import re
import shutil
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from support.builds import ROOT, run
from support.pages import parsed

from footprint import ledger, library, narrative
from footprint.ledger import board
from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE
from footprint.narrative import leverage, sentences
from footprint.rows import Rows

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
        assert sorted(set(paragraph["sentence"])) == list(
            range(1, paragraph["sentences"].iloc[0] + 1)
        )
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


# Each claim in its places -----------------------------------------------------------------------------------


def page(book: Path, name: str) -> BeautifulSoup:
    return parsed((book / "_build/html/chapters" / f"{name}.html").read_text(encoding="utf-8"))


def test_each_claim_stands_in_its_chapter_on_the_board_and_in_the_verdict(book):
    """With a place to link to and a card in its chapter, and with the verdicts that the ledger gives."""
    findings = ledger.findings()
    pages = {
        name: page(book, name)
        for name in {"ledger", "verdict", *(found.claim.chapter for found in findings)}
    }
    texts = {name: str(soup) for name, soup in pages.items()}
    links = {
        name: {a["href"] for a in pages[name].find("article").find_all("a", href=True)}
        for name in ("ledger", "verdict")
    }
    for found in findings:
        chapter = found.claim.chapter
        assert pages[chapter].find(id=found.claim.id), found.claim.id
        assert str(BeautifulSoup(narrative.card(found), "html.parser").section) in texts[chapter], (
            found.claim.id
        )
        assert f"{chapter}.html#{found.claim.id}" in links["ledger"]
        assert {f"{chapter}.html#{found.claim.id}", f"#{found.claim.id}"} & links["verdict"]


QUESTIONS = {  # what a reader may ask, the link on the first page, and what must stand at its end
    "Is the claim on Kyrgyz remittances still true?": (
        "kyrgyzstan.html#kgz-remit-third",
        "the claim no longer holds",
    ),
    "What did the article leave out?": (
        "ledger.html#left-out",
        "The Kyrgyz state depends on China for credit",
    ),
    "How did Kazakhstan vote on 2 March 2022?": ("parade.html#votes-march-2022", "abstain"),
    "How fresh are the figures?": (
        "#fresh",
        "The newest figures of the World Bank in this book are from its release of",
    ),
    "How do I rerun Tajikistan?": ("method.html#rerun", "tajikistan.ipynb"),
}


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_reader_finds_it_in_two_clicks(book, question):
    """The first page asks the question and links to a page that has the answer."""
    address, says = QUESTIONS[question]
    first = page(book, "index")
    row = next(row for row in first.find_all("tr") if question in row.get_text())
    assert address in {a["href"] for a in row.find_all("a")}
    name, _, place = address.partition("#")
    target = page(book, name.removesuffix(".html")) if name else first
    assert target.find(id=place) and says in target.find("article").get_text()


# A book that follows its data -------------------------------------------------------------------------------


def doubled(folder: Path) -> None:
    """Every World Bank figure of Kyrgyzstan times two, but for the output that ratios are computed over."""
    for path in set((folder / "worldbank").glob("*.csv")) - {
        folder / "worldbank/NY.GDP.MKTP.CD.csv"
    }:
        rows = path.read_text(encoding="utf-8").splitlines()
        path.write_text(
            "\n".join(
                twice(row) if row.startswith("KGZ,") and row.count(",") == 2 else row
                for row in rows
            )
            + "\n",
            encoding="utf-8",
        )


def twice(row: str) -> str:
    economy, year, value = row.split(",")
    return f"{economy},{year},{2 * float(value)}" if year.isdigit() else row


def without_series(folder: Path) -> None:
    """The series that the article cites is gone."""
    (folder / "worldbank/BX.TRF.PWKR.DT.GD.ZS.csv").unlink()


def without_records(folder: Path) -> None:
    """Trade by partner is gone."""
    (folder / "records/trade_by_partner.csv").unlink()


def swapped(folder: Path) -> None:
    """Russia is China and China is Russia, wherever they are partner, creditor, sender or supplier."""
    other = {"Russia": "China", "China": "Russia", "RUS": "CHN", "CHN": "RUS"}
    for path in (folder / "records").glob("*.csv"):
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        for row, column in itertools.product(
            rows, {"partner", "creditor", "sender", "supplier"} & rows[0].keys()
        ):
            row[column] = other.get(row[column], row[column])
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


class World:
    """A copy of the data after a change: its findings and board, and its chapters as they run on it."""

    def __init__(self, folder: Path, change):
        shutil.copytree(ROOT / "data", folder)
        self.folder, self._pages = folder, {}
        change(folder)
        with self.entered():
            library.describe()
            self.findings = {found.claim.id: found for found in ledger.findings()}
            self.cells, self.figures = ledger.leverage()
            self.names = library.region()

    def entered(self):
        patch = pytest.MonkeyPatch.context()

        class Entered:
            def __enter__(_):
                patched = patch.__enter__()
                patched.setenv("FOOTPRINT_DATA_DIR", str(self.folder))
                patched.setenv("FOOTPRINT_MODE", "frozen")
                # What the ledger says of this data is computed once, as in a build.
                patched.setenv("FOOTPRINT_LEDGER", str(self.folder.parent / "ledger"))

            def __exit__(_, *error):
                return patch.__exit__(*error)

        return Entered()

    def page(self, name: str) -> str:
        """The outputs of a chapter, run once."""
        if name not in self._pages:
            with self.entered():
                self._pages[name] = run(name)
        return self._pages[name]


# With the chapters to run: one that shows a record file cannot be, once the file is gone, but the pages on the whole can.
CHANGES = {
    "doubled": (doubled, ["kyrgyzstan"]),
    "without a series": (without_series, ["kyrgyzstan"]),
    "without records": (without_records, []),
    "swapped": (swapped, ["kyrgyzstan", "alternatives"]),
}


@pytest.fixture(scope="module")
def worlds(tmp_path_factory):
    """The altered data sets, each made when first asked for."""
    made: dict[str, World] = {}

    def world(name: str) -> World:
        if name not in made:
            made[name] = World(tmp_path_factory.mktemp(name) / "data", CHANGES[name][0])
        return made[name]

    return world


@pytest.mark.parametrize("name", CHANGES)
def test_chapters_board_and_conclusion_follow_the_data(worlds, name):
    """On each altered data set: the cards of a chapter, the rows of the board, the picture, the conclusion."""
    world = worlds(name)
    findings, then = list(world.findings.values()), ledger.rules().then
    for found in findings:
        if found.claim.chapter in CHANGES[name][1]:
            text = world.page(found.claim.chapter)
            # A card asks for the figures of the library too.
            with world.entered():
                assert narrative.card(found) in text
            # As a paragraph, or in the box of takeaways.
            assert narrative.lead(found)._repr_markdown_() in text
    index, verdict, whole = (world.page(page) for page in ("index", "verdict", "ledger"))
    assert narrative.score(findings)._repr_markdown_() in index
    assert narrative.changed(findings) in index
    told = narrative.conclusion(findings, world.cells, world.names, then.year, then.label)
    assert told in verdict and narrative.totals(findings) in verdict
    for origin in ("article", "omission"):
        assert narrative.ledger_table(findings, origin) in whole
    assert leverage.led(world.cells) in index and leverage.led(world.cells) in verdict
    assert narrative.verdicts_changed(findings) in verdict


def test_the_altered_data_sets_alter_something(worlds):
    """The test above would pass on anything that does not move."""
    today = {found.claim.id: found for found in ledger.findings()}
    ratio = [found["kgz-remit-third"].now for found in (today, worlds("doubled").findings)]
    assert ratio[1].value == 2 * ratio[0].value and (ratio[0].verdict, ratio[1].verdict) == (
        FAILS,
        HOLDS,
    )
    assert worlds("without a series").findings["kgz-remit-third"].now.verdict == UNTESTABLE
    assert {
        worlds("without records").findings[id].now.verdict
        for id in ("kgz-trade", "tjk-trade", "kaz-trade")
    } == {UNTESTABLE}
    assert worlds("swapped").findings["kgz-debt-china"].now.value == 0


def test_who_is_swapped_changes_places(worlds):
    """On the levers that compare both, Russia then stands where China stood.

    Not where the count taken for Russia names it alone, as Russian customs do: swapped, it names China alone.
    """
    _, figures = ledger.leverage()
    ranked = board.ranks(Rows.of(figures), ledger.rules().levers, "China").frame(board.RANKINGS)
    before = ranked.set_index(["lever", "economy"])["place"]
    after = worlds("swapped").cells.set_index(["lever", "economy"])["place"]
    compared = [
        key
        for key in before.index
        if key[0] in ("imports", "exports", "credit", "arms", "votes")
        and key not in (("imports", "TJK"), ("exports", "TJK"))
    ]
    assert len(compared) == 23
    assert after[compared].to_dict() == before[compared].to_dict()


# No sentence contradicts its own figure ---------------------------------------------------------------------

NUMBER = r"(?:US\$ )?(−?[\d\u202f,.]*\d)(?:\u202f%| (billion|million))?"
MOVED = re.compile(
    rf"(rose|fell|hardly moved)(?: from|:) {NUMBER}[^<>]{{0,60}}? in \d{{4}}(?: to|,) {NUMBER}"
)
SCALES = {"": 1.0, "million": 1e6, "billion": 1e9}


def number(digits: str, scale: str | None) -> float:
    return (
        float(digits.replace("\u202f", "").replace("−", "-").replace(",", "")) * SCALES[scale or ""]
    )


def contradictions(text: str) -> list[str]:
    """Sentences that say which way a figure went, and print figures that went another way (beyond what rounding explains)."""
    wrong = []
    for match in MOVED.finditer(text):
        before, after = number(*match.group(2, 3)), number(*match.group(4, 5))
        slack = 0.01 * max(abs(before), abs(after))
        steady = abs(after - before) <= 0.05 * abs(before) + slack
        agrees = {
            "rose": after > before - slack and not abs(after - before) < 0.05 * abs(before) - slack,
            "fell": after < before + slack,
            "hardly moved": steady,
        }
        if not agrees[match.group(1)]:
            wrong.append(match.group(0))
    return wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("rose from 10\u202f% in 2021 to 20\u202f% in 2024", 0),
        ("rose from 20\u202f% in 2021 to 10\u202f% in 2024", 1),
        ("fell from 1.2 billion in 2021 to 900 million in 2024", 0),
        ("fell from 900 million in 2021 to 1.2 billion in 2024", 1),
        ("hardly moved from 100 in 2021 to 104 in 2024", 0),
        ("hardly moved from 100 in 2021 to 110 in 2024", 1),
        ("hardly moved: 24.6\u202f% in 2021, 24.8\u202f% in 2024", 0),
        ("hardly moved: 24.6\u202f% in 2021, 34.8\u202f% in 2024", 1),
    ],
)
def test_a_contradiction_is_seen(text, wrong):
    """The check can fail."""
    assert len(contradictions(text)) == wrong


def test_no_page_contradicts_itself(book):
    """Every sentence with a direction, on every page of the book, agrees with the figures that it prints."""
    texts = [
        path.read_text(encoding="utf-8") for path in (book / "_build/html/chapters").glob("*.html")
    ]
    assert sum(len(MOVED.findall(text)) for text in texts) > 10
    assert [wrong for text in texts for wrong in contradictions(text)] == []


@pytest.mark.parametrize("name", CHANGES)
def test_no_altered_page_contradicts_itself(worlds, name):
    """Nor on altered data."""
    text = "\n".join(
        worlds(name).page(chapter) for chapter in ("index", "verdict", *CHANGES[name][1])
    )
    assert contradictions(text) == []


@pytest.mark.parametrize("name", ["committed", *CHANGES])
def test_what_became_of_a_claim_follows_from_its_printed_figure(worlds, name):
    """Read back from the sentence of today, the figure lies in a band whose verdict the sentence names."""
    findings = ledger.findings() if name == "committed" else worlds(name).findings.values()
    checked = 0
    for found in findings:
        claim = found.claim
        if (
            not claim.measure
            or claim.kind != "measured"
            or not claim.unit.startswith("%")
            or found.now.verdict == UNTESTABLE
        ):
            continue
        sentence = sentences.now_sentence(found)
        # What stands in brackets is another measure of the same, or the year.
        printed = re.findall(r"(−?[\d.]+)\u202f%", re.sub(r"\([^)]*\)", "", sentence))
        if printed:
            said = {
                HOLDS: r"(still|now) holds(?! only)(?! in part)",
                IN_PART: r"in part|too little",
                FAILS: r"no longer holds|not hold",
            }
            assert re.search(said[claim.bands.verdict(number(printed[-1], None))], sentence), (
                sentence
            )
            checked += 1
    assert checked >= 5

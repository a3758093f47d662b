"""The notebooks: stripped, short, of one skeleton, without typed statistics; they run."""

import ast
import json
import re
import statistics
from pathlib import Path

import pytest
from support.builds import shown
from support.files import as_published

from footprint import ledger, library

ROOT = Path(__file__).parents[2]
CHAPTERS = sorted((ROOT / "chapters").glob("*.ipynb"))
# The chapters that test claims, but for the one that sums up.
TESTED = sorted({claim.chapter for claim in ledger.claims()} - {"verdict"})
# A page opens with its finding and ends with its sources; what stands on cards is no section.
LAST = "Where the figures come from"
GONE = {
    "What the article says",
    "The pull",
    "Then and now",
    "What would change these verdicts",
    "Sources and gaps",
}

NUMBER_WORDS = re.compile(
    r"\b(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|thousand|"
    r"million|billion|half|third|quarter|fourth|fifth|tenth|twice|double|triple|"
    r"percent|per cent)s?\b",
    re.IGNORECASE,
)
DIGITS = re.compile(r"\d[\d.,]*")
DATES = re.compile(
    r"\b(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December) \d{4}\b|\bES-11/\d+\b|\bмае \d{4}\b"
)
ABSTAINED = "Kazakhstan, Kyrgyzstan and Tajikistan: abstain; Turkmenistan and Uzbekistan: absent."
# What may stand in prose all the same, and why.
ALLOWED = {
    "half circle": "the shape of a verdict",
    "Jupyter Book 1": "a library",
    "Jupyter Book 2": "a library",
    "version 1,": "of that library",
    "version 2 ": "of that library",
    "release 2.1.7": "of that library",
    "million people": "a unit, printed under a figure",
    "billion current US$": "a unit",
    "billion US$": "a unit",
    "million US$": "a unit",
    "million tonnes": "a unit",
    "billion cubic metres": "a unit",
}
# Numbers that code may hold: years and drawing parameters, which are no statistics.
CODE_NUMBERS = {
    "since=1995": "first year shown",
    "[*names][1:]": "all economies but the first",
    "/ 1e6": "dollars to millions",
    "/ 1e3": "millions to billions",
}
# And the part of the world that a map shows: (south, west) to (north, east).
WINDOW = re.compile(r"\bwindow=\(\((-?[\d.]+), (-?[\d.]+)\), \((-?[\d.]+), (-?[\d.]+)\)\)")


def cells(path: Path, kind: str) -> list[str]:
    return [
        "".join(cell["source"])
        for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]
        if cell["cell_type"] == kind
    ]


def typed(text: str) -> list[str]:
    """Digits and number words of a text, but for names, dates and what is allowed.

    Names are those of resolutions, claims and references.
    """
    text = re.sub(
        r'^<a id="[a-z0-9-]+"></a>$|\(#[a-z0-9-]+\)|\{cite\}`[^`]*`', "", text, flags=re.MULTILINE
    )
    text = DATES.sub("", text)
    for phrase in ALLOWED:
        text = text.replace(phrase, "")
    return DIGITS.findall(text) + NUMBER_WORDS.findall(text)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_committed_without_outputs(path):
    """No outputs, no execution counts, and short stable ids."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        assert re.fullmatch(r"[a-z][a-z0-9-]{1,19}", cell["id"])
        if cell["cell_type"] == "code":
            assert cell["outputs"] == [] and cell["execution_count"] is None


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_cells_are_short(path):
    """Code cells: none of more than fifteen lines."""
    assert max(len(source.splitlines()) for source in cells(path, "code")) <= 15


def test_most_cells_are_shorter():
    """Over the whole book: a median of six lines at most, and nine in ten under fifteen."""
    lengths = sorted(
        len(source.splitlines()) for path in CHAPTERS for source in cells(path, "code")
    )
    assert statistics.median(lengths) <= 6
    assert sum(length < 15 for length in lengths) >= 0.9 * len(lengths)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_no_typed_statistic_in_prose(path):
    """Figures in prose come from code."""
    assert {source: typed(source) for source in cells(path, "markdown") if typed(source)} == {}


def test_no_typed_statistic_in_the_method():
    """Nor in the page that is no notebook."""
    assert typed((ROOT / "chapters/method.md").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_no_typed_statistic_in_code(path):
    """Strings of code cells hold no figure but series codes; other numbers are on the list."""
    for source in cells(path, "code"):
        source = WINDOW.sub("", source)
        for phrase in CODE_NUMBERS:
            source = source.replace(phrase, "")
        strings = re.findall(r'"[^"]*"', source)
        # Series codes and ids are names; a licence has a version.
        prose = [
            s.replace("CC BY 4.0", "")
            for s in strings
            if not re.fullmatch(r'"[A-Z0-9.]+"|"[a-z0-9-]+"|"EU27"', s)
        ]
        assert [typed(s) for s in prose if typed(s)] == []
        assert DIGITS.findall(re.sub(r'"[^"]*"', "", source)) == []


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_no_typed_statistic_in_metadata(path):
    """Cell metadata holds tags and no prose."""
    for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]:
        assert set(cell["metadata"]) <= {"tags"}


@pytest.mark.parametrize("text", ["17.7 %", "nearly a third", "twelve votes", "two thirds"])
def test_typed_statistics_are_seen(text):
    """The check above can fail."""
    assert typed(text)


@pytest.mark.parametrize(
    "text",
    [
        "on 2 March 2022",
        "resolution ES-11/1",
        '<a id="kgz-remit-third"></a>\n',
        "[there](#kgz-remit-third)",
        "{cite}`indeo2023`",
    ],
)
def test_dates_and_names_are_no_statistics(text):
    """And it lets through what it should."""
    assert typed(text) == []


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_a_chapter_that_is_run_tells_its_mode_first(path):
    """Before any other output, and after the pulls, so that it knows of all that was asked for."""
    # The first cell looks for the package, in every chapter alike.
    _, *code = cells(path, "code")
    shows = [isinstance(ast.parse(source).body[-1], ast.Expr) for source in code]
    first = shows.index(True)
    assert code[first] == "library.standing()"
    assert not any("library.pull(" in source for source in code[first:])


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_no_cell_writes(path):
    """Front ends that know no tag run every cell; to renew the data is a thing to do by hand."""
    calls = re.compile(r"\brenew\(|\bdescribe\(|\bwrite|\bopen\(|^[%!]", re.MULTILINE)
    assert [source for source in cells(path, "code") if calls.search(source)] == []


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_no_tool_prints_a_place(path):
    """``(place)=`` is a target to Sphinx alone: JupyterLab, VS Code and Colab would show it."""
    assert not re.findall(r"^\([^)]+\)=$", "\n".join(cells(path, "markdown")), re.MULTILINE)


@pytest.mark.parametrize("name", TESTED)
def test_skeleton_of_a_chapter(name):
    """Finding, takeaways, table of claims; then each claim has a place and a card, and its two
    sentences once: as the finding, among the takeaways, or in its section; of a judgement the
    card says all. Sources come last."""
    path = ROOT / "chapters" / f"{name}.ipynb"
    prose = "\n".join(cells(path, "markdown"))
    headings = re.findall(r"^## (.+)$", prose, re.MULTILINE)
    assert headings[-1] == LAST and not GONE & set(headings)
    code = "\n".join(cells(path, "code"))
    head = re.findall(r"^narrative\.(\w+)\(", code, re.MULTILINE)
    assert head[:4] == ["lead", "takeaways", "verdicts", "weighed"]
    taken = re.search(r"^main = \[(.+?)\]$", code, re.MULTILINE | re.DOTALL)[1]
    for found in ledger.findings(name):
        id = found.claim.id
        assert f'<a id="{id}"></a>\n## ' in prose
        assert f'narrative.card(findings["{id}"])' in code
        told = taken.count(f'"{id}"') + code.count(f'narrative.lead(findings["{id}"])')
        assert told == 1 or (told == 0 and found.claim.kind == "judgement"), id


def test_a_changed_figure_changes_text_and_board(data, edit_csv, chapter):
    """The newest ratio set to 33: verdict, sentence and board follow with no other edit."""
    as_published(data)
    edit_csv(
        data / "worldbank" / "BX.TRF.PWKR.DT.GD.ZS.csv",
        {"economy": "KGZ", "year": "2024"},
        "value",
        "33",
    )
    library.describe()
    page, whole = chapter("kyrgyzstan"), chapter("ledger")
    assert "By 2024 it was 33\u202f%: the claim still holds." in page
    assert re.search(
        r"nearly a third of Kyrgyz GDP\]\(#kgz-remit-third\).*holds</span> \(32\.7.*holds</span> \(33",
        whole,
    )


def test_a_deleted_series_is_said(data, chapter):
    """Without the series the chapter still runs, and says why nothing can be tested."""
    (data / "worldbank" / "BX.TRF.PWKR.DT.GD.ZS.csv").unlink()
    library.describe()
    page = chapter("kyrgyzstan")
    assert "It cannot be tested now: the series BX.TRF.PWKR.DT.GD.ZS is not in data/." in page
    assert "No data: there is nothing to draw." in page
    assert "cannot be tested" in chapter("index")


def test_the_parade_says_how_kazakhstan_voted(book):
    """In a line of prose and in the grid, whose rows are places that a link can name."""
    page = shown(book, "parade")
    assert f"**2 March 2022, ES-11/1** (Aggression against Ukraine). {ABSTAINED}" in page
    assert re.search(
        r'<tr id="vote-es-11-1"><th scope="row">2 March 2022, ES-11/1: [^<]*</th>'
        r'<td class="answer abstain">',
        page,
    )


def test_a_vote_in_favour_changes_list_title_and_verdict(data, edit_csv, footprint, chapter):
    """Uzbekistan for the text of 2 March 2022: no sentence, title or verdict says otherwise."""
    chosen = {"resolution": "ES-11/1", "economy": "UZB"}
    edit_csv(data / "records" / "votes.csv", chosen, "vote", "yes")
    assert footprint("describe").returncode == 0
    page = chapter("parade")
    assert "Turkmenistan: absent; Uzbekistan: yes." in page
    assert "2 were cast in favour" in page and "once in favour" not in page
    assert "Not all of the five abstained or stayed away both times" in page
    assert "All five abstained or stayed away both times" not in page


def test_first_sentence_of_turkmenistan(book):
    """Russia is far from the main supplier, then and now."""
    first = shown(book, "turkmenistan").splitlines()[0]
    assert "far from the main supplier" in first and "In 2018–23 it was 0.4\u202f%" in first


def test_tajikistan_stands_in_the_world(book):
    """The peak is today's, first in the world; known in May 2023 was another year and place."""
    page = shown(book, "tajikistan")
    assert "its height was 49.9\u202f% of GDP, first of 174 economies, in 2022" in page
    assert (
        "the money sent to Tajikistan came to 33.4\u202f% of GDP, second of 175 economies, in 2021"
        in page
    )


def test_alternatives_say_who_counted(book):
    """Shares stand with their source, and the map says who borders whom."""
    page = shown(book, "alternatives")
    assert (
        "17.7\u202f% (statistics office, 2023)" in page
        and "43.3\u202f% (statistics office, 2023)" in page
    )
    assert "Only Kazakhstan borders Russia; three of the five border China" in page

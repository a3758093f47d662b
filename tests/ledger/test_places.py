"""Where claims stand: on series that are held, in chapters that are there and show them, in map and translation."""

import json
import shutil

import pytest
from support.builds import ROOT

from footprint import ledger, library
from footprint.__main__ import main
from footprint.errors import LedgerError
from footprint.ledger import places
from footprint.ledger.measures import MEASURES

ENTRY = """
  - id: kaz-made-up
    chapter: kazakhstan
    origin: omission
    kind: measured
    short: made up
    statement: Made up.
    because: Made up.
    would_change: Nothing.
    measure: {name: series, indicator: NY.GDP.MKTP.CD, economy: KAZ}
    unit: current US$
    bands: {holds: [{from: 2}], holds in part: [{from: 1, below: 2}]}
    contrary:
      measure: {name: series, indicator: NY.GDP.PCAP.CD, economy: KAZ}
      unit: current US$
      sentence: "{value}"
    sentences: {now: "{value}", holds: "{value}", holds in part: "{value}", does not hold: "{value}"}
"""


@pytest.fixture
def beside(data):
    """Chapters and table of contents beside a copy of the data."""
    shutil.copytree(ROOT / "chapters", data.parent / "chapters")
    shutil.copy(ROOT / "_toc.yml", data.parent)
    return data.parent


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def check(beside) -> None:
    """What ``verify`` asks of places, without the figures."""
    ledger.check_series()
    ledger.check_places(beside / "chapters")


def said(beside) -> str:
    """The one sentence with which that is refused."""
    with pytest.raises(LedgerError) as caught:
        check(beside)
    return str(caught.value)


def add(beside, **changes):
    """An entry that is right but for these changes, with its words in Russian."""
    entry = ENTRY
    for old, new in changes.values():
        assert old in entry
        entry = entry.replace(old, new)
    with (beside / "data/claims.yml").open("a", encoding="utf-8") as file:
        file.write(entry)
    edit(beside / "data/claims.ru.yml", "\nclaims:\n", "\nclaims:\n  kaz-made-up: нечто\n")


def show(beside, id="kaz-made-up", name="kazakhstan"):
    """Give a chapter a place and a card for a claim."""
    path = beside / f"chapters/{name}.ipynb"
    book = json.loads(path.read_text(encoding="utf-8"))
    card = {"cell_type": "code", "id": "made-up", "metadata": {}, "outputs": []}
    card |= {"execution_count": None, "source": [f'narrative.card(findings["{id}"])']}
    place = {"cell_type": "markdown", "id": "place", "metadata": {}}
    book["cells"] += [place | {"source": [f'<a id="{id}"></a>\n', "## Made up"]}, card]
    path.write_text(json.dumps(book), encoding="utf-8")


def test_a_whole_claim_passes(beside):
    """Held, shown, translated."""
    add(beside)
    show(beside)
    check(beside)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("NY.GDP.MKTP.CD", "NY.GDP.MKTP.CE", "did you mean NY.GDP.MKTP.CD"),
        ("NY.GDP.MKTP.CD", "AG.LND.FRST.ZS", "footprint add AG.LND.FRST.ZS"),
        (
            "NY.GDP.MKTP.CD",
            "GOV_WGI_PV.EST",
            "waits to be fetched. Run: python -m footprint update",
        ),
        (
            "chapter: kazakhstan",
            "chapter: kazakstan",
            "did you mean kazakhstan? Correct the name, or write that notebook.",
        ),
        ("chapter: kazakhstan", "chapter: mongolia", "mongolia.ipynb, so no page would show it"),
        (
            "origin: omission",
            'origin: article\n    quote: "Made up"',
            "stands in no row of data/records/article_map.csv, column claims. "
            "Add it there to the sentence that it is from, or let its origin be omission.",
        ),
        (
            "{name: series, indicator: NY.GDP.MKTP.CD, economy: KAZ}",
            "{name: fact, id: caspian-pipline}",
            "“caspian-pipline” stands in no row of data/records/facts.csv, column id",
        ),
        (
            "{name: series, indicator: NY.GDP.MKTP.CD, economy: KAZ}",
            "{name: votes, economy: KAZ, resolutions: [ES-11/1, ES-11/99], accepted: [yes]}",
            "“ES-11/99” stands in no row of data/records/votes.csv, column resolution",
        ),
    ],
)
def test_what_a_claim_names_and_is_not_there(beside, old, new, says):
    """A series, a row, a chapter, a sentence of the article: claim, field and remedy."""
    add(beside, change=(old, new.replace("[yes]", '["yes"]')))
    show(beside)
    told = said(beside)
    assert "claim kaz-made-up, field " in told and says in told


# What a measure would count as nothing if it were misspelt, and where it stands.
NAMED = """
fact id: facts, id
denied id: facts, id
member organisation: memberships, organisation
organisations among: memberships, organisation
organisations standing: memberships, status
votes resolutions: votes, resolution
votes accepted: votes, vote
votes_on accepted: votes, vote
votes_together resolutions: votes, resolution
votes_together accepted: votes, vote
study_share host: students, host
border_length neighbour: land_borders, neighbour
border_share neighbour: land_borders, neighbour
border_ratio of: land_borders, neighbour
border_ratio to: land_borders, neighbour
energy subject: energy_routes, subject
energy measure: energy_routes, measure
majority_held owner: energy_routes, owner
site_count kind: sites, kind
site_count holder: sites, holder
speakers matters: statements, matter
"""


@pytest.mark.parametrize("line", NAMED.strip().splitlines())
def test_a_misspelt_name_is_no_nought(line):
    """Of whatever measure: it is refused with the file and column where it would stand."""
    measure, parameter, topic, column = line.replace(":", "").replace(",", "").split()
    assert parameter in MEASURES[measure].parameters
    told = places._not_there("misspelt", measure, parameter, library.default())
    where = f"“misspelt” stands in no row of data/records/{topic}.csv, column {column}"
    assert told.startswith(where) and told.endswith("or add its row.")


def test_every_name_that_is_looked_for_is_tried():
    """The list above has all of them."""
    assert len(NAMED.strip().splitlines()) == len(places.STANDING)


def test_a_claim_without_a_card_is_said(beside):
    """With the line to write, and where; the same of its place."""
    add(beside)
    told = said(beside)
    assert 'card narrative.card(findings["kaz-made-up"]) in a code cell' in told
    assert "place named kaz-made-up in a Markdown cell and card" in told
    assert "chapters/kazakhstan.ipynb" in told


def test_a_card_in_another_chapter_is_none(beside):
    """The entry names one chapter, and that shows it."""
    add(beside)
    show(beside, name="uzbekistan")
    assert "kazakhstan.ipynb has no place" in said(beside)


def test_a_card_of_no_claim_is_said(beside):
    """The build would end at it, minutes later."""
    show(beside, "kaz-minoritty")
    assert "no claim; did you mean kaz-minority?" in said(beside)


def test_a_chapter_outside_the_contents_is_said(beside):
    """Its page would not be built."""
    edit(beside / "_toc.yml", "      - file: chapters/kazakhstan\n", "")
    assert "does not list chapters/kazakhstan" in said(beside)


def test_a_claim_without_russian_words_is_said(beside):
    """The Russian page needs its short name."""
    add(beside)
    show(beside)
    edit(beside / "data/claims.ru.yml", "  kaz-made-up: нечто\n", "")
    assert "claims.ru.yml: field claims: nothing for kaz-made-up" in said(beside)


def test_a_notebook_that_cannot_be_read_is_named(beside):
    """Cut, or no notebook."""
    (beside / "chapters/parade.ipynb").write_text("{", encoding="utf-8")
    assert "parade.ipynb: cannot be read as a notebook" in said(beside)


def test_verify_asks_for_it(data, monkeypatch, capsys):
    """Of a copy of data/ alone too, in a checkout: with the chapters there."""
    monkeypatch.chdir(ROOT)
    assert main(["verify"]) == 0
    add(data.parent)
    assert main(["verify"]) == 1
    trouble = capsys.readouterr().err
    assert "kazakhstan.ipynb has no place" in trouble and len(trouble.splitlines()) == 1


def test_a_deleted_series_is_named_and_the_ledger_still_reads(data):
    """``verify`` says which claim lost its figures; verdicts are given all the same."""
    (data / "worldbank/BX.TRF.PWKR.DT.GD.ZS.csv").unlink()
    library.describe()
    assert ledger.check()
    with pytest.raises(LedgerError, match=r"the series BX\.TRF\.PWKR\.DT\.GD\.ZS is not in data/"):
        ledger.check_series()


def test_a_book_of_a_few_chapters(beside):
    """Only theirs are looked for; a whole book has them all."""
    contents = beside / "_toc.yml"
    edit(contents, "      - file: chapters/tajikistan\n", "")
    ledger.check_places(beside / "chapters", whole=False)
    assert "does not list chapters/tajikistan" in said(beside)
    add(beside)
    with pytest.raises(LedgerError, match="kaz-made-up, field chapter"):
        ledger.check_places(beside / "chapters", whole=False)

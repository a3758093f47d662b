"""What a reader reads on an executed chapter, piece by piece: sentences, titles with their tables, cards."""

import ast
import contextlib
import csv
import dataclasses
import functools
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

import nbformat
from bs4 import BeautifulSoup, Tag

from support.builds import ROOT

Table = Sequence[Mapping[str, str]]
# What a file of figures says in each row, as it stands alone.
TOLD_IN_FILES = {"figure", "unit", "source"}
# A foot has all that its open line says, and more.
FEET = "p.foot:not(:has(+ .more)), .more p, p.data"
# A sentence ends at a full stop, a question mark or a colon that a new line follows.
ENDS = re.compile(r"(?<=[.?!])\s+(?=[A-ZÀ-Ý“(*{\d])")
# An initial, a title or a number in a row ends none.
GOES_ON = re.compile(r"(?:\b[A-Z]|\bv|\bNo|\bvs|\bal)\.$")
# Cells that neither builds nor readers see: what looks for the package, what an update asks.
OUTSIDE = {"skip-execution", "remove-cell"}


@dataclasses.dataclass(frozen=True)
class Piece:
    """A sentence or a cell of a page: where it stands, what kind of text it is, and its figure's rows."""

    page: str
    cell: str
    kind: str
    text: str
    rows: Table = ()


def run_here(name: str) -> nbformat.NotebookNode:
    """A chapter with the outputs of its cells, run in this process: a kernel takes most of the time."""
    book = nbformat.read(ROOT / "chapters" / f"{name}.ipynb", as_version=4)
    room: dict[str, object] = {"__name__": "__main__"}
    with contextlib.chdir(ROOT / "chapters"):
        for cell in book.cells:
            if cell.cell_type == "code" and not OUTSIDE & {*cell.metadata.get("tags", ())}:
                cell.outputs = [_output(_result(cell.source, room))]
    return book


def _result(source: str, room: dict[str, object]) -> object:
    """What the last line of a cell gives, as in a notebook."""
    steps = ast.parse(source).body
    last = steps.pop() if steps and isinstance(steps[-1], ast.Expr) else None
    exec(compile(ast.Module(steps, []), "cell", "exec"), room)
    return eval(compile(ast.Expression(last.value), "cell", "eval"), room) if last else None


def _output(shown: object) -> nbformat.NotebookNode:
    kinds = {"text/html": "_repr_html_", "text/markdown": "_repr_markdown_"}
    data = {
        kind: str(getattr(shown, name)()) for kind, name in kinds.items() if hasattr(shown, name)
    }
    return nbformat.v4.new_output("display_data", data)


def of_notebook(name: str, book: nbformat.NotebookNode) -> list[Piece]:
    """All that is read on an executed chapter: what is typed in it and what its cells show."""
    found: list[Piece] = []
    for cell in book.cells:
        if cell.cell_type == "markdown":
            found += _of_markdown(name, cell.id, "typed", cell.source)
        for output in cell.get("outputs", ()):
            data = output.get("data", {})
            if "text/html" in data:
                found += _of_html(name, cell.id, data["text/html"])
            elif "text/markdown" in data:
                found += _of_markdown(name, cell.id, "told", data["text/markdown"])
    return found


@functools.lru_cache(maxsize=32)
def parsed(page: str) -> BeautifulSoup:
    """A page as a tree that many tests read and none changes: to parse one takes longer than to look through it."""
    return BeautifulSoup(page, "html.parser")


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph."""
    found: list[str] = []
    for part in ENDS.split(text):
        if found and GOES_ON.search(found[-1]):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return [part for part in found if part]


def plain(text: str) -> str:
    """A text as it is read: no signs of Markdown, one blank between words."""
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = re.sub(r"\{[a-z:]+\}`([^`]*)`", r"\1", text)
    text = re.sub(r"\\(?=\W)|\*\*|(?<!\w)\*|\*(?!\w)|`", "", text)
    return re.sub(r"[ \t\n\xa0]+", " ", text).strip()


def _of_markdown(page: str, cell: str, kind: str, source: str) -> Iterator[Piece]:
    for line in re.split(r"\n(?=\s*(?:[-|#*(]|\n))|\\\n", source):
        text = plain(BeautifulSoup(line, "html.parser").get_text()).lstrip("-# ")
        if re.match(r"\|", line.strip()):
            for part in line.strip().strip("|").split("|"):
                yield Piece(
                    page, cell, "cell", plain(BeautifulSoup(part, "html.parser").get_text())
                )
        elif not re.fullmatch(r"\(?[a-z0-9-]+\)?=", text):
            for sentence in sentences(text):
                yield Piece(page, cell, kind, sentence)


def _of_html(page: str, cell: str, source: str) -> Iterator[Piece]:
    soup = BeautifulSoup(source, "html.parser")
    for drawing in soup.find_all(["svg", "script", "style", "noscript", "iframe"]):
        drawing.decompose()
    for figure in soup.find_all("figure"):
        yield from _of_figure(page, cell, figure)
        figure.decompose()
    for card in soup.find_all("section", class_="verdict-card"):
        yield from _of_card(page, cell, card)
        card.decompose()
    yield from _flat(page, cell, "told", soup)


def _of_figure(page: str, cell: str, figure: Tag) -> Iterator[Piece]:
    """Its title and subtitle with its rows, then its foot and all that stands in it."""
    rows = _rows(figure)
    caption = figure.figcaption
    title = plain(caption.strong.get_text())
    rest = plain(caption.get_text())[len(title) :].strip()
    caption.decompose()
    yield Piece(page, cell, "title", title, rows)
    for kind, text in (
        ("subtitle", rest),
        *(("foot", plain(p.get_text())) for p in figure.select(FEET)),
    ):
        for sentence in sentences(text):
            yield Piece(page, cell, kind, sentence, rows)
    for foot in figure.select(FEET):
        foot.decompose()
    yield from _flat(page, cell, "picture", figure, rows)


def _of_card(page: str, cell: str, card: Tag) -> Iterator[Piece]:
    """A card: its label first, what is declared as “declared”, what is found as “found”."""
    yield Piece(page, cell, "card", card["aria-label"])
    for row in card.select("details.why tbody tr"):
        label, *answers = (plain(part.get_text(" ")) for part in row.select("th, td"))
        for answer in answers:
            yield Piece(page, cell, "part", f"{answer[0]} {label}: {answer[2:]}")
    for rule in card.find_all("details"):
        firm = "firmness" in rule.get("class", ())
        yield from _flat(page, cell, "found" if firm else "declared", rule)
        rule.decompose()
    for line in card.select("div.rule p"):
        yield Piece(page, cell, "asked", plain(line.get_text()))
        line.decompose()
    for said in card.select("p.said, p.tested, p.contrary:not(:has(+ .x))"):
        kind = "contrary" if "On the other side" in said.get_text() else "declared"
        for sentence in sentences(plain(said.get_text())):
            yield Piece(page, cell, kind, sentence)
        said.decompose()
    yield from _flat(page, cell, "found", card)


def _flat(page: str, cell: str, kind: str, soup: Tag, rows: Table = ()) -> Iterator[Piece]:
    """The text of a part of a page, cell by cell and sentence by sentence."""
    for box in soup.find_all(["td", "th", "caption"]):
        yield Piece(page, cell, "cell", plain(box.get_text(" ")), rows)
        box.decompose()
    for block in soup.find_all(["li", "p", "figcaption", "summary", "option", "label"]):
        for sentence in sentences(plain(block.get_text(" "))):
            yield Piece(page, cell, kind, sentence, rows)
        block.decompose()
    for sentence in sentences(plain(soup.get_text(" "))):
        yield Piece(page, cell, kind, sentence, rows)


def _rows(figure: Tag) -> Table:
    """The figures that a figure gives to download, else those that stand in it as a table."""
    link = figure.find("a", download=True)
    if link is not None and str(link["href"]).startswith("data:text/csv"):
        lines = csv.DictReader(io.StringIO(unquote(str(link["href"]).partition(",")[2])))
        return [{head: row[head] for head in row if head not in TOLD_IN_FILES} for row in lines]
    # The whole of it, where only some rows stand open.
    table = figure.select_one("details.full table") or figure.find("table")
    if table is None:
        return ()
    heads = [plain(head.get_text(" ")) for head in table.select("thead tr > *")]
    rows = [
        [plain(cell.get_text(" ")) for cell in row.select("td, th")]
        for row in table.select("tbody tr")
    ]
    return [dict(zip(heads, row, strict=False)) for row in rows]

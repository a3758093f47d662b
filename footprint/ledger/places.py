"""Whether a claim stands where it must: on figures that are held, in a chapter that shows it.

What lacks here gives no wrong verdict: *cannot be tested*, or a claim that no page shows. So a book
whose series was deleted can be read; but ``verify`` names each such claim."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from footprint.errors import LedgerError, MissingData
from footprint.ledger.claims import Ledger
from footprint.ledger.measures import MEASURES
from footprint.library.descriptor import legible
from footprint.library.library import Library
from footprint.library.tables import alike
from footprint.model import Claim
from footprint.words.text import meant

CONTENTS = "_toc.yml"
# Names that a measure takes, besides those of ``names``: the file and column where they stand.
STANDING: Mapping[tuple[str, str], tuple[str, str]] = {
    ("fact", "id"): ("facts", "id"),
    ("denied", "id"): ("facts", "id"),
    ("member", "organisation"): ("memberships", "organisation"),
    ("organisations", "among"): ("memberships", "organisation"),
    ("votes", "resolutions"): ("votes", "resolution"),
    ("votes_together", "resolutions"): ("votes", "resolution"),
    ("study_share", "host"): ("students", "host"),
    ("border_length", "neighbour"): ("land_borders", "neighbour"),
    ("border_share", "neighbour"): ("land_borders", "neighbour"),
    ("energy", "subject"): ("energy_routes", "subject"),
    ("energy", "measure"): ("energy_routes", "measure"),
    ("majority_held", "owner"): ("energy_routes", "owner"),
    ("border_ratio", "of"): ("land_borders", "neighbour"),
    ("border_ratio", "to"): ("land_borders", "neighbour"),
    ("organisations", "standing"): ("memberships", "status"),
    ("site_count", "kind"): ("sites", "kind"),
    ("site_count", "holder"): ("sites", "holder"),
    ("speakers", "matters"): ("statements", "matter"),
    ("votes", "accepted"): ("votes", "vote"),
    ("votes_on", "accepted"): ("votes", "vote"),
    ("votes_together", "accepted"): ("votes", "vote"),
}
CARD = re.compile(r"""\bcard\(\s*\w+\[\s*["']([\w-]+)["']\s*\]""")
ANCHOR = re.compile(r"^<a id=\"([\w-]+)\"></a>\s*$", re.MULTILINE)
LISTED = re.compile(r"^\s*-?\s*(?:file|root):\s*chapters/([\w-]+)", re.MULTILINE)


def check_held(ledger: Ledger, library: Library) -> None:
    """LedgerError for the first measure that reads a series or a row that is not in ``data/``."""
    for owner, field, call in ledger.calls():
        for name, given in call.parameters.items():
            values = [given] if isinstance(given, str) else given
            for value in values if isinstance(values, list) else ():
                if wrong := _not_there(str(value), call.name, name, library):
                    path = library.folder / "claims.yml"
                    raise LedgerError(f"{path}: {owner}, field {field}.{name}: {wrong}")


def _not_there(value: str, measure: str, name: str, library: Library) -> str:
    """What is wrong with a value of a parameter, and the remedy; "" if nothing is."""
    if name in MEASURES[measure].reads:
        return _not_held(value, library)
    place = STANDING.get((measure, name))
    return _standing_nowhere(value, *place, library) if place and value else ""


def _not_held(code: str, library: Library) -> str:
    """What is wrong with a series that a claim reads, and the remedy; "" if it is held."""
    package = library.package
    if package.find(code):
        return ""
    if code in [one.indicator for one in package.wanted]:
        return f"the series {legible(code)} waits to be fetched. Run: python -m footprint update"
    hint = meant(alike(code, [one.indicator for one in package.series()]))
    remedy = f"Correct the code, or add the series: python -m footprint add {legible(code)}"
    return f"the series {legible(code)} is not in data/{hint} {remedy}"


def _standing_nowhere(value: str, topic: str, column: str, library: Library) -> str:
    try:
        known = library.record_rows(topic).having(column).values(column)
    except MissingData:
        return f"data/records/{topic}.csv, which it reads, is not there. Restore that file."
    if value in known:
        return ""
    hint = meant(alike(value, set(known)))
    where = f"stands in no row of data/records/{topic}.csv, column {column}"
    return f"“{legible(value)}” {where}{hint} Give a name that stands there, or add its row."


def check_shown(path: Path, claims: Sequence[Claim], chapters: Path, whole: bool) -> None:
    """LedgerError unless each claim has a place and a card in the chapter that it names, that is
    in the table of contents, and no card is of a claim that is none; ``path`` is the ledger. Of a
    book that is not ``whole``, the chapters in its table of contents are looked at alone."""
    by_chapter: dict[str, list[Claim]] = {}
    for claim in claims:
        by_chapter.setdefault(claim.chapter, []).append(claim)
    notebooks = {one.stem: one for one in sorted(chapters.glob("*.ipynb"))}
    if not whole:
        listed = LISTED.findall((chapters.parent / CONTENTS).read_text(encoding="utf-8"))
        by_chapter = {name: own for name, own in by_chapter.items() if name in listed}
        notebooks = {name: path for name, path in notebooks.items() if name in listed}
    for name, own in by_chapter.items():
        if wrong := _no_chapter(name, notebooks, chapters):
            raise LedgerError(f"{path}: claim {own[0].id}, field chapter: {wrong}")
    known = {claim.id for claim in claims}
    for name, notebook in notebooks.items():
        places, cards = _shows(notebook)
        for id in sorted(cards - known):
            hint = meant(alike(id, known))
            remedy = "Correct the card, or add the claim."
            raise LedgerError(
                f"{notebook}: shows the card of {id}, which is no claim{hint} {remedy}"
            )
        for claim in by_chapter.get(name, ()):
            if lacks := " and ".join(_lacking(claim.id, places, cards)):
                raise LedgerError(
                    f"{path}: claim {claim.id}, field chapter: {notebook} has no {lacks}. Add that "
                    "there (CONTRIBUTING.md of the package: “A claim with a new measure”)."
                )


def check_mapped(path: Path, claims: Iterable[Claim], library: Library) -> None:
    """LedgerError for the first claim of the article that no sentence of its map names."""
    try:
        named = library.record_rows("article_map").having("claims").values("claims")
    except MissingData:
        return
    mapped = {id for ids in named for id in ids.split()}
    for claim in claims:
        if claim.origin == "article" and claim.id not in mapped:
            remedy = "Add it there to the sentence that it is from, or let its origin be omission."
            where = "stands in no row of data/records/article_map.csv, column claims."
            raise LedgerError(f"{path}: claim {claim.id}, field origin: {where} {remedy}")


def _no_chapter(name: str, known: Mapping[str, Path], chapters: Path) -> str:
    """Why there will be no page of a chapter, and the remedy; "" if there will be one."""
    if name not in known:
        hint = meant(alike(name, known))
        remedy = "Correct the name, or write that notebook."
        return f"there is no {chapters / name}.ipynb, so no page would show it{hint} {remedy}"
    contents = chapters.parent / CONTENTS
    if contents.exists() and name not in LISTED.findall(contents.read_text(encoding="utf-8")):
        return f"{contents} does not list chapters/{name}, so no page would show it. Add that line."
    return ""


def _lacking(id: str, places: set[str], cards: set[str]) -> Iterator[str]:
    if id not in places:
        yield f"place named {id} in a Markdown cell"
    if id not in cards:
        yield f'card narrative.card(findings["{id}"]) in a code cell'


def _shows(notebook: Path) -> tuple[set[str], set[str]]:
    """The places that a notebook names, and the claims whose cards it shows."""
    try:
        cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
        texts = [(cell["cell_type"], "".join(cell["source"])) for cell in cells]
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        remedy = f"Restore it: git checkout -- chapters/{notebook.name}"
        raise LedgerError(f"{notebook}: cannot be read as a notebook ({error}). {remedy}") from None
    places = {id for kind, text in texts if kind == "markdown" for id in ANCHOR.findall(text)}
    return places, {id for kind, text in texts if kind == "code" for id in CARD.findall(text)}

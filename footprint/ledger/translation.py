"""The claims in another language: words declared beside the ledger, for the same findings."""

import dataclasses
import functools
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from footprint.errors import LedgerError
from footprint.ledger.account import account
from footprint.ledger.plain import read_plain
from footprint.library.descriptor import legible
from footprint.model import Claim


@dataclasses.dataclass(frozen=True)
class Translation:
    """Words for verdicts and what stands beside them, words in figures, chapters, claims by id."""

    words: Mapping[str, str]
    figures: Mapping[str, str]
    chapters: Mapping[str, str]
    claims: Mapping[str, str]


def translation(language: str) -> Translation:
    """The words of ``data/claims.<language>.yml``; LedgerError if a claim or a chapter of the
    ledger has none there, or one has words that the ledger does not know."""
    of = account()
    path = of.library.folder / f"claims.{language}.yml"
    made = _read(path, lambda path: of.library.package.read(path.name))
    asked = {"claims": [claim.id for claim in of.ledger.claims]}
    asked["chapters"] = [claim.chapter for claim in of.ledger.claims]
    for field, ids in asked.items():
        if odd := sorted(set(ids) ^ set(getattr(made, field))):
            raise LedgerError(
                f"{path}: field {field}: {', '.join(odd)}: stands either there or in claims.yml, "
                "not in both. Add what is missing, remove what is left over."
            )
    return made


def check_translated(folder: Path, claims: Iterable[Claim]) -> None:
    """LedgerError for the first claim that a translation beside the ledger has no words for."""
    for path in sorted(folder.glob("claims.*.yml")):
        made = _read(path)
        for claim in claims:
            for field, id in (("claims", claim.id), ("chapters", claim.chapter)):
                if id not in getattr(made, field):
                    remedy = f"Add its short name there, a line “  {id}: …”."
                    raise LedgerError(f"{path}: field {field}: nothing for {id}. {remedy}")


def _read(path: Path, read: Callable[[Path], bytes] = Path.read_bytes) -> Translation:
    """The words of a file; LedgerError if they cannot be read."""
    try:
        return _translated(path, read(path).decode())
    except (OSError, AttributeError, KeyError, TypeError, ValueError) as error:
        raise LedgerError(
            f"{path}: cannot be read as words of the ledger ({legible(str(error))}). Restore it: "
            f"git checkout -- data/{path.name}"
        ) from None


@functools.lru_cache(maxsize=4)
def _translated(path: Path, text: str) -> Translation:
    """The words in the text of a file: a page asks for them with each claim."""
    found = read_plain(path, text)
    words = dict(found["words"])
    made = Translation(words, words.pop("figures"), found["chapters"], found["claims"])
    for each in vars(made).values():
        for pair in each.items():
            if not all(isinstance(one, str) for one in pair):
                raise ValueError(f"{pair[0]} has no text")
    return made

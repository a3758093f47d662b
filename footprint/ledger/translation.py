"""The claims in another language: words declared beside the ledger, for the same findings."""

import dataclasses
from collections.abc import Mapping

import yaml

from footprint.errors import LedgerError
from footprint.ledger.account import account


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
    try:
        found = yaml.safe_load(of.library.package.read(path.name).decode())
        words = dict(found["words"])
        made = Translation(words, words.pop("figures"), found["chapters"], found["claims"])
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError, ValueError) as error:
        raise LedgerError(
            f"{path}: cannot be read as words of the ledger ({error}). Restore it: "
            f"git checkout -- data/{path.name}"
        ) from None
    asked = {"claims": [claim.id for claim in of.ledger.claims]}
    asked["chapters"] = [claim.chapter for claim in of.ledger.claims]
    for field, ids in asked.items():
        odd = sorted(set(ids) ^ set(getattr(made, field)))
        if odd:
            raise LedgerError(
                f"{path}: field {field}: {', '.join(odd)}: stands either there or in claims.yml, "
                "not in both. Add what is missing, remove what is left over."
            )
    return made

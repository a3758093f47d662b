"""The ledger as it is declared: ``data/claims.yml``, read and checked."""

import functools
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import yaml

from footprint.errors import LedgerError
from footprint.ledger.checks import check_claim, check_lever, check_robustness, check_schema
from footprint.library.package import data_dir, economies
from footprint.model import Claim


def rules() -> dict:
    """The head of the ledger: what *then* means, how old a figure may be, and which levers the leverage board compares."""
    return {key: value for key, value in load().items() if key != "claims"}


def claims() -> list[Claim]:
    """All claims, in the order of the ledger."""
    return [
        Claim(**{**entry, "parts": tuple(entry.get("parts", ()))}) for entry in load()["claims"]
    ]


def indicators(content: object) -> Iterable[str]:
    """Every series that the ledger names, wherever a measure stands."""
    if isinstance(content, dict):
        for key, value in content.items():
            yield from (
                [value] if key == "indicator" and isinstance(value, str) else indicators(value)
            )
    elif isinstance(content, list):
        for value in content:
            yield from indicators(value)


class _Loader(yaml.SafeLoader):
    """YAML whose dates stay text, as the schema has them."""


def ledger_path() -> Path:
    return data_dir() / "claims.yml"


def load() -> dict:
    path = ledger_path()
    try:
        return _parse(path, path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise LedgerError(
            f"{path}: cannot be read ({getattr(error, 'strerror', None) or 'it is not UTF-8'}). Restore it: git checkout -- data/claims.yml"
        ) from None


@functools.lru_cache(maxsize=4)
def _parse(path: Path, text: str) -> dict:
    try:
        content = yaml.load(text, _Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise LedgerError(
            f"{path}: line {mark.line + 1 if mark else '?'}: no valid YAML ({getattr(error, 'problem', error)}). Mend that line."
        ) from None
    check_schema(path, content)
    names = frozenset(economies().index)
    for lever in content["levers"]:
        check_lever(path, lever, names)
    for entry in content["claims"]:
        check_claim(path, entry, names)
        check_robustness(path, entry, [way["id"] for way in content["variants"]], names)
    repeated = [
        id for id, count in Counter(entry["id"] for entry in content["claims"]).items() if count > 1
    ]
    if repeated:
        raise LedgerError(
            f"{path}: claim {repeated[0]}, field id: stands twice. Rename or remove one of the two."
        )
    return content


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}

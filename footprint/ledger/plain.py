"""YAML of the ledger and of its translations: plain values, each key once, no more than a file of
ours holds."""

import functools
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import yaml

from footprint.errors import LedgerError
from footprint.library.descriptor import DEPTH, legible, unfit

TAG = "tag:yaml.org,2002:"
KINDS_READ = {None, *(f"{TAG}{kind}" for kind in "null bool int float str seq map".split())}


class PlainLoader(yaml.CSafeLoader):
    """YAML whose dates stay text, as the schema has them, and in which no key stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        # A key of a merge (<<) may be overridden; only keys written side by side are doubles.
        written = [key for key, _ in node.value if key.tag != f"{TAG}merge"]
        seen: set[str] = set()
        for key in (key for key in written if isinstance(key, yaml.ScalarNode)):
            if key.value in seen:
                what = f"field {key.value} stands twice"
                raise yaml.constructor.ConstructorError(None, None, what, key.start_mark)
            seen.add(key.value)
        return super().construct_mapping(node, deep)


PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != f"{TAG}timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PlainLoader.yaml_constructors = {
    tag: made for tag, made in yaml.SafeLoader.yaml_constructors.items() if tag in KINDS_READ
}


def read_plain(path: Path, text: str) -> Any:
    """What a text of YAML holds; LedgerError names line or field, and the remedy."""
    try:
        content = _loaded(text)
    except yaml.YAMLError as error:
        # Of a letter that it does not take, the reader knows the byte alone.
        read = text.encode()[: getattr(error, "position", 0)]
        mark = getattr(error, "problem_mark", None)
        line = (mark.line if mark else read.count(b"\n")) + 1
        what = " ".join(str(getattr(error, "problem", getattr(error, "reason", ""))).split())
        trouble = f"line {line}: no valid YAML ({legible(what)}). Mend that line."
        raise LedgerError(f"{path}: {trouble}") from None
    except (ArithmeticError, LookupError, RecursionError, TypeError, ValueError) as error:
        what = f"no valid YAML ({legible(str(error))})"
        raise LedgerError(f"{path}: {what}. Restore it: git checkout -- data/{path.name}") from None
    for place, what in unfit(content, kept="\n"):
        raise LedgerError(f"{path}: field {dotted(place)}: {what}. Mend it there.")
    return content


@functools.lru_cache(maxsize=8)
def _loaded(text: str) -> Any:
    """What it holds, which nobody changes: others have the same."""
    if _is_deep(text):
        raise ValueError("it is nested too deeply")
    return yaml.load(text, PlainLoader)


def _is_deep(text: str) -> bool:
    """Whether lists and objects lie in each other deeper than in any file of ours; where they lie
    very deep, what composes them would end the process."""
    depth = 0
    for event in yaml.parse(text, PlainLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > DEPTH:
            return True
    return False


def dotted(place: Iterable[object]) -> str:
    """The name of a field by the way to it."""
    return ".".join(map(legible, place)) or "(top)"

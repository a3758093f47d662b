"""Ratios from their parts, where a release has the parts and the ratio is of an older one.

The rule and its reason stand at the head of the ledger (``ratios_because``). What is published and
what is computed are never joined in one series.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from typing import TypeAlias

from footprint.model import Resource
from footprint.rows import Rows

Observed: TypeAlias = tuple[Rows, Resource]


def of_newest_release(published: Observed, candidates: Sequence[Sequence[Observed]]) -> Observed:
    """Of a ratio the newest release: as it is published, or from the first of the candidates, each
    a part and the whole of one release, that is newer."""
    for parts in candidates:
        if are_newer([resource for _, resource in parts], published[1]):
            return _computed(published[1], *parts)
    return published


def are_newer(parts: Sequence[Resource], ratio: Resource) -> bool:
    """Whether the parts are of one release that is newer than that of the ratio."""
    releases = {_day(part) for part in parts}
    return len(releases) == 1 and max(releases) > _day(ratio)


def _day(resource: Resource) -> str:
    """The day of a release; one of no known day is older than any."""
    return resource.vintage if re.fullmatch(r"\d{4}-\d{2}-\d{2}", resource.vintage) else ""


def _computed(ratio: Resource, part: Observed, whole: Observed) -> Observed:
    """One series over the other, in per cent, in the years that both have."""
    wholes = {(row["economy"], row["year"]): row["value"] for row in whole[0]}
    # Placeholders that the entry of the ratio warns of are no figures of its part either.
    both = part[0].keep(
        lambda row: (
            (wholes.get((row["economy"], row["year"])) or 0) > 0
            and (row["value"] != 0 or not ratio.zero_is_missing)
        )
    )
    rows = both.with_columns(
        value=lambda row: row["value"] / wholes[row["economy"], row["year"]] * 100
    )
    copies = {one["title"]: one for _, of in (part, whole) for one in of.sources[1:]}
    described = dataclasses.replace(
        ratio,
        vintage=part[1].vintage,
        retrieved=max(part[1].retrieved, whole[1].retrieved),
        sources=[*ratio.sources[:1], *copies.values()],
        edited=max(part[1].edited, whole[1].edited),
        computed=(ratio.indicator,),
    )
    return rows, described

"""Where the names on a map stand: inside it, off its marks and lines, and off each other.

The font is the reader's, so a name is given the room that it needs in the broadest one."""

from __future__ import annotations

import functools
import itertools
import math
import textwrap
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

Point = tuple[float, float]
# The breadth of a letter, of a bold one, and the height of a line, over the size of the letters.
LETTER, BOLD, LEADING = 0.64, 0.73, 1.2
# Letters a line of a site, and from its mark to the words.
ACROSS, GAP = 20, 10
# How far the places tried for an economy's name lie apart.
STRIDE = 12


class Box(NamedTuple):
    """A part of a sheet: its edges."""

    left: float
    top: float
    right: float
    bottom: float

    def shared(self, other: Box) -> float:
        """How much of it another covers."""
        left, top, right, bottom = other
        # Most lie apart.
        if left >= self.right or right <= self.left or top >= self.bottom or bottom <= self.top:
            return 0
        across = min(self.right, right) - max(self.left, left)
        return across * (min(self.bottom, bottom) - max(self.top, top))


class Label(NamedTuple):
    """Words at a point of a sheet, in letters of a size: ``anchor`` is the end of them that lies
    there, ``y`` their middle."""

    lines: Sequence[str]
    size: int
    x: float
    y: float
    anchor: str = "middle"
    strong: bool = False

    def rows(self) -> Iterator[tuple[int, str]]:
        return enumerate(self.lines)

    def baseline(self) -> float:
        """Where the letters of the first line stand."""
        return self.box().top + self.size * (LEADING + 0.7) / 2

    def box(self) -> Box:
        """The room that the words may need."""
        width = max(map(len, self.lines)) * self.size * (BOLD if self.strong else LETTER)
        half = len(self.lines) * self.size * LEADING / 2
        left = self.x - width * {"start": 0, "middle": 0.5, "end": 1}[self.anchor]
        return Box(left, self.y - half, left + width, self.y + half)


def around(point: Point, size: float) -> Box:
    """The room of a mark."""
    x, y = point
    return Box(x - size, y - size, x + size, y + size)


def along(points: Iterable[Point]) -> Iterator[Box]:
    """The room of a line, in steps."""
    for (x, y), (right, bottom) in itertools.pairwise(points):
        steps = int(max(abs(right - x), abs(bottom - y)) // 8) + 1
        for step in range(steps + 1):
            part = step / steps
            yield around((x + (right - x) * part, y + (bottom - y) * part), 3)


def beside(text: str, size: int, at: Point, inside: Box, taken: Sequence[Box]) -> Label | None:
    """A site's name next to its mark, where nothing is; none where there is no room."""
    lines, (x, y) = textwrap.wrap(text, ACROSS), at
    far = GAP + len(lines) * size * LEADING / 2
    corners = [(side, up) for up in (far - 4, 4 - far) for side in (GAP, -GAP)]
    for across, down in [(GAP, 0), (-GAP, 0), (0, far), (0, -far), *corners]:
        anchor = "middle" if not across else "start" if across > 0 else "end"
        label = Label(lines, size, x + across, y + down, anchor)
        box = label.box()
        if box.shared(inside) > 0.999 * box.shared(box) and not any(map(box.shared, taken)):
            return label
    return None


def within(
    name: str, size: int, ring: Sequence[Point], inside: Box, taken: Sequence[Box]
) -> Label | None:
    """An economy's name on its ground and off all else, as near to its middle as can be; none where
    too little of the economy is seen."""
    across, down = zip(*ring, strict=True)
    left, right = max(min(across), inside.left), min(max(across), inside.right)
    top, bottom = max(min(down), inside.top), min(max(down), inside.bottom)
    middle = ((left + right) / 2, (top + bottom) / 2)
    # Places lie in rows: for all of a row it is found once what crosses it and what lies in it.
    crossings = functools.cache(functools.partial(_crossings, ring))

    @functools.cache
    def in_row(y: float) -> list[Box]:
        row = Label([name], size, 0, y).box()
        return [box for box in taken if box.top < row.bottom and box.bottom > row.top]

    def holds(x: float, y: float) -> bool:
        """A ray from a point inside crosses the ring an odd number of times."""
        level = crossings(y)
        return (len(level) - bisect_right(level, x)) % 2 == 1

    def cost(label: Label) -> float:
        box = label.box()
        tenth = (box.right - box.left) / 10
        columns = (box.left + tenth * part for part in (0, 2, 4, 6, 8, 10))
        corners = itertools.product(columns, (box.top, label.y, box.bottom))
        off = sum(not holds(*corner) for corner in corners)
        covered = sum(map(box.shared, in_row(label.y))) + box.shared(box) - box.shared(inside)
        # Mostly on the ground of another, it would name that one.
        return covered * 10 + off * 20 + (1e6 if off > 10 else 0) + math.dist(label[2:4], middle)

    columns, rows = (
        range(int(left) + STRIDE, int(right), STRIDE),
        range(int(top), int(bottom), STRIDE),
    )
    spots = [middle, *itertools.product(columns, rows)]
    tried = [Label([name], size, x, y, strong=True) for x, y in spots if holds(x, y)]
    found = min(tried, key=cost, default=None)
    return found if found and cost(found) < 1e6 else None


def all_apart(found: Iterable[Label]) -> bool:
    """Whether none lies on another."""
    pairs = itertools.combinations([label.box() for label in found], 2)
    return not any(one.shared(other) for one, other in pairs)


def _crossings(ring: Sequence[Point], y: float) -> list[float]:
    """Where a level line crosses a ring, from left to right."""
    edges = itertools.pairwise(ring)
    cut = (edge for edge in edges if (edge[0][1] > y) != (edge[1][1] > y))
    return sorted((x2 - x1) * (y - y1) / (y2 - y1) + x1 for (x1, y1), (x2, y2) in cut)

"""The plan of the house as a drawing: rooms on their floors, an arrow where a room uses another and nobody between them does."""

import ast
from collections.abc import Iterator, Mapping
from pathlib import Path

# The middle of each room: its floor, from the top, and how far right.
PLACES = {
    "__main__": (0, 215),
    "maintenance": (1, 165),
    "narrative": (2, 70),
    "update": (2, 210),
    "sphinxext": (2, 360),
    "figures": (3, 90),
    "ledger": (3, 265),
    "topics": (4, 150),
    "library": (4, 330),
    "render": (5, 290),
    "worldbank": (5, 390),
    "model": (6, 170),
    "palette": (7, 46),
    "rows": (7, 140),
    "words": (7, 234),
    "errors": (7, 393),
    "lazy": (8, 180),
    "surroundings": (8, 300),
}
WIDE, HIGH, STEP, WIDTH = 90, 26, 56, 440
TITLE = "The rooms of the package on their floors; an arrow leads from a room to one that it uses"


def uses(package: Path) -> dict[str, set[str]]:
    """Which rooms each room imports from, for whatever reason."""
    found = {room: set() for room in PLACES}
    for path in package.rglob("*.py"):
        room = path.relative_to(package).with_suffix("").parts[0]
        if room != "__init__":
            found.setdefault(room, set()).update(set(_imports(path)) - {room})
    return found


def _imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "footprint":
            _, *inside = node.module.split(".")
            yield from inside[:1] or [alias.name for alias in node.names]
        if isinstance(node, ast.Import):
            names = [alias.name.split(".") for alias in node.names]
            yield from (name[1] for name in names if name[0] == "footprint" and len(name) > 1)


def arrows(used: Mapping[str, set[str]]) -> list[tuple[str, str]]:
    """The uses that no way through other rooms shows too."""

    def reached(room: str, without: str) -> set[str]:
        waiting, seen = [name for name in used[room] if name != without], set()
        while waiting:
            if (name := waiting.pop()) not in seen:
                seen.add(name)
                waiting += used[name]
        return seen

    return sorted(
        (room, name) for room in used for name in used[room] if name not in reached(room, name)
    )


def drawing(package: Path) -> str:
    """The drawing as SVG. A room without a place is an error that says where to give it one."""
    used = uses(package)
    if strange := set(used) - set(PLACES):
        raise LookupError(f"no place for {strange}: give it one in {__file__}, PLACES")
    lines = [_arrow(*pair) for pair in arrows(used)]
    boxes = [_box(room) for room in PLACES]
    high = (max(floor for floor, _ in PLACES.values()) + 1) * STEP
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {high}" role="img" class="plan">'
    tip = '<marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="8" markerHeight="8" orient="auto"><path d="M0 0L8 4L0 8z" fill="currentColor"/></marker>'
    return "\n".join(
        [head, f"<title>{TITLE}</title>", f"<defs>{tip}</defs>", *lines, *boxes, "</svg>", ""]
    )


def _middle(room: str) -> tuple[int, int]:
    floor, right = PLACES[room]
    return right, floor * STEP + STEP // 2


def _arrow(room: str, used: str) -> str:
    (x1, y1), (x2, y2) = _middle(room), _middle(used)
    ends = f'x1="{x1}" y1="{y1 + HIGH // 2}" x2="{x2}" y2="{y2 - HIGH // 2}"'
    return f'<line data-from="{room}" data-to="{used}" {ends} stroke="currentColor" stroke-width="1.2" marker-end="url(#tip)"/>'


def _box(room: str) -> str:
    x, y = _middle(room)
    box = f'<rect x="{x - WIDE // 2}" y="{y - HIGH // 2}" width="{WIDE}" height="{HIGH}" rx="4" class="room" fill="Canvas" stroke="currentColor"/>'
    name = f'<text x="{x}" y="{y + 5}" text-anchor="middle" font-size="13.5" fill="currentColor">{room}</text>'
    return f'<g data-room="{room}">{box}{name}</g>'

"""Names on a map: inside it, off its marks and lines, and off each other."""

import itertools

import pytest

from footprint import library
from footprint.figures import labels, layers, maps
from footprint.figures.drawing import BROAD, SLIM, Sheet

ROOM = labels.Box(0, 0, 300, 200)
GROUND = [(0, 0), (300, 0), (300, 200), (0, 200), (0, 0)]


def test_a_site_s_name_goes_where_nothing_is():
    """To the right; to the left at the right edge; nowhere in a corner that is taken."""
    assert labels.beside("Kant", 11, (100, 100), ROOM, []).anchor == "start"
    assert labels.beside("Kant", 11, (290, 100), ROOM, []).anchor == "end"
    assert labels.beside("Kant", 11, (100, 100), ROOM, [ROOM]) is None


def test_an_economy_s_name_leaves_its_middle_to_what_lies_there():
    """On its ground, off the mark; none on ground too small for it."""
    assert labels.within("A", 13, GROUND, ROOM, [])[2:4] == (150, 100)
    mark = labels.around((150, 100), 9)
    assert not labels.within("A", 13, GROUND, ROOM, [mark]).box().shared(mark)
    assert labels.within("Somewhere", 13, [(0, 0), (9, 0), (9, 9), (0, 0)], ROOM, []) is None


def test_an_outline_is_met_once_by_each_row_of_places(monkeypatch):
    """However many places are tried in it; a dent in the ground is no ground."""
    met, crossings = [], labels._crossings
    monkeypatch.setattr(labels, "_crossings", lambda ring, y: met.append(y) or crossings(ring, y))
    dented = [(0, 0), (300, 0), (300, 200), (200, 200), (200, 20), (0, 20), (0, 0)]
    box = labels.within("A", 13, dented, ROOM, []).box()
    assert box.left >= 200 and len(met) == len(set(met)) < 60


@pytest.mark.parametrize("width", [BROAD, SLIM])
def test_no_name_lies_on_another_or_is_cut(width):
    """With the sites of the record, at the breadth of the broadest font, wide and narrow."""
    sites = library.records("sites").query("kind == 'military'").dropna(subset=["latitude"])
    names = library.region().to_dict()
    window = ((36.3, 59), (46.9, 81))
    ground = maps._Ground(library.borders(), names, [layers.Points("Site", sites)], window)
    boxes = [label.box() for _, label, _ in ground._names[width]]
    written = {" ".join(label.lines) for _, label, _ in ground._names[width]}
    assert width == SLIM or {"Okno space surveillance", "Tajikistan"} <= written
    sheet = labels.Box(0, 0, width, Sheet(window, width).height)
    assert len(boxes) > len(names) and not any(
        one.shared(other) for one, other in itertools.combinations(boxes, 2)
    )
    assert all(box.shared(sheet) == pytest.approx(box.shared(box)) for box in boxes)

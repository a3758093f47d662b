"""What takes long to load waits until it is used."""

import subprocess
import sys

import pytest
from support.builds import ROOT

from footprint.lazy import later

WAITS = "import sys; import {0}; print(*[name for name in {1} if name + '.' + {1}[name] in sys.modules])"
SLOW = {
    "pandas": "core",
    "altair": "vegalite",
    "folium": "map",
    "requests": "adapters",
    "sphinx": "application",
}


@pytest.mark.parametrize(
    ("asked", "loaded"),
    [
        ("footprint.ledger", ""),
        ("footprint.library", ""),
        ("footprint.worldbank", "requests"),
        ("footprint.narrative, footprint.figures.charts, footprint.figures.maps", ""),
        ("footprint.__main__", ""),
    ],
)
def test_a_room_loads_what_it_uses(asked, loaded):
    """In a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", WAITS.format(asked, SLOW)],
        capture_output=True,
        cwd=ROOT,
        encoding="utf-8",
    )
    assert done.stdout.split() == loaded.split(), done.stderr


def test_all_findings_need_no_frame():
    """The ledger counts in plain Python from the files to the verdicts."""
    code = "import sys; from footprint import ledger; ledger.findings(); print('pandas.core' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, cwd=ROOT, encoding="utf-8"
    )
    assert done.stdout == "False\n", done.stderr


def test_a_library_that_is_missing_is_named():
    """With what brings it."""
    with pytest.raises(ModuleNotFoundError, match="no_such_library is not installed"):
        later("no_such_library")

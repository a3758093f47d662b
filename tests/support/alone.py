"""A notebook in a Python of its own, which may lack packages: what its cells say before one fails."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

# Whatever a notebook does: the Python that runs the tests stays as it is.
UNHARMED = {"PIP_DRY_RUN": "1", "PIP_NO_INDEX": "1"}
# Packages are hidden until a folder of the notebook's own is put before all others.
SHELL = """
import importlib.abc, io, json, os, sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from IPython.core.interactiveshell import InteractiveShell

notebooks, hidden, places = json.loads(sys.argv[1])


class Hidden(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in hidden:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def has_book(place):
    return Path(place or ".", "footprint/__init__.py").exists()


sys.path[:] = [*places, *(place for place in sys.path if not has_book(place))]
sys.meta_path[:] = [one for one in sys.meta_path if "__editable__" not in getattr(one, "__module__", "")]
sys.meta_path.insert(0, Hidden())
told = []
for cells in notebooks:
    shell = InteractiveShell()
    for name in [name for name in sys.modules if name.partition(".")[0] == "footprint"]:
        del sys.modules[name]
    printed = io.StringIO()
    with redirect_stdout(printed), redirect_stderr(printed):
        failed = not all(shell.run_cell(cell).success for cell in cells)
    told.append([failed, printed.getvalue()])
print("\\n" + json.dumps(told))
"""


def run_alone(
    notebooks: Sequence[Sequence[str]],
    folder: Path,
    hidden: Sequence[str] = (),
    places: Sequence[Path] = (),
    environment: Mapping[str, str] | None = None,
) -> list[tuple[bool, str]]:
    """Whether each notebook failed, its cells run one after another in a folder, and what it printed. The book's package
    is found in ``places`` alone; ``hidden`` are packages that are not found at all."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("FOOTPRINT_")}
    given = json.dumps([list(map(list, notebooks)), list(hidden), list(map(str, places))])
    done = subprocess.run(
        [sys.executable, "-c", SHELL, given],
        cwd=folder,
        env=kept
        | UNHARMED
        | {"NO_COLOR": "1", "FOOTPRINT_MODE": "frozen"}
        | dict(environment or {}),
        capture_output=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return [tuple(each) for each in json.loads(done.stdout.splitlines()[-1])]

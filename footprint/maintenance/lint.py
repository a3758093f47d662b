"""What `make lint` runs, on any system: each check with what to do when it finds something."""

import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path

from footprint.errors import FootprintError
from footprint.words.text import listed

FORMAT = "python -m footprint format"
MIXED = f"Run {FORMAT}, which mends what it can, and mend the rest by hand: ruff rule CODE"
PLAN = "The plan of the house is in footprint/__init__.py, the contracts in pyproject.toml."
WORDS = "Mend it, or add a word that is right to ignore-words-list in pyproject.toml."
MEANT = "Types do not fit. Mend them by hand; what a name means stands in footprint/model."
VALID = "check-jsonschema --quiet --builtin-schema vendor"
WORKFLOWS = ".github/workflows/*.yml footprint/maintenance/scaffold/dot_github/workflows/*.yml"
ALLOWED = (
    "MIT;BSD;Apache;ISC;MPL;Mozilla;PSF;Python Software Foundation;Public Domain;Artistic;Unlicense"
)
LICENCES = "A library came in whose licence the book may not pass on: see pyproject.toml."
# codespell checks, and goes into no book.
OURS = "--ignore-packages moscows-footprint footprint codespell"
# Checks by name: commands, and what to do where one finds something.
CHECKS: Mapping[str, Mapping[str, str]] = {
    "form": {
        "ruff format --check --quiet .": f"Not formatted as the others are. Run: {FORMAT}",
        "ruff check --quiet .": f"A rule is broken. {MIXED} explains a rule.",
    },
    "types": {"mypy --no-error-summary": MEANT},
    "rooms": {"lint-imports --no-logo": f"A room uses one that it may not. {PLAN}"},
    "notebooks": {
        "nbstripout --verify --keep-id chapters/*.ipynb": f"Outputs are not kept. Run: {FORMAT}"
    },
    "spelling": {"codespell": WORDS},
    "public": {
        f"zizmor --offline --quiet --no-progress .github/*.yml {WORKFLOWS}": "Mend it.",
        f"actionlint {WORKFLOWS}": "Mend the workflow.",
        f"{VALID}.github-workflows {WORKFLOWS}": "Mend the workflow.",
        f"{VALID}.dependabot .github/dependabot.yml": "Mend this file.",
        f"{VALID}.citation-file-format CITATION.cff": "Mend this file.",
    },
    "licences": {f"pip-licenses --partial-match {OURS} --allow-only='{ALLOWED}'": LICENCES},
}
# Found on the machine or not run: it is no package of Python.
OPTIONAL = {"actionlint"}
MENDING = (
    "ruff check --fix-only --quiet .",
    "ruff format --quiet .",
    "nbstripout --keep-id chapters/*.ipynb",
)
# A script names the Python of the folder in which it was set up, and there may be another by now.
ENTRY = """import sys
from importlib.metadata import entry_points
del sys.argv[0]
(found,) = entry_points(group="console_scripts", name=sys.argv[0])
sys.exit(found.load()())"""


def breaches(folder: Path, names: Sequence[str] = ()) -> list[str]:
    """What the checks of these names, or all, find in a folder, each with its remedy; they run side
    by side. FootprintError if there is no such check."""
    if unknown := set(names) - CHECKS.keys():
        raise FootprintError(
            f"No such check: {listed(sorted(unknown))}. There are: {listed(tuple(CHECKS))}."
        )
    chosen = {line: why for name in names or CHECKS for line, why in CHECKS[name].items()}
    with ThreadPoolExecutor() as pool:
        found = zip(chosen, pool.map(partial(_found, folder), chosen), strict=True)
        return [f"{told}\n{chosen[line]}".strip() for line, told in found if told is not None]


def mend(folder: Path) -> list[str]:
    """Format the code, mend what a rule can, strip the notebooks; returns what went wrong."""
    return [told for line in MENDING if (told := _found(folder, line)) is not None]


def _found(folder: Path, line: str) -> str | None:
    """What a command printed if it failed, else None."""
    tool, *arguments = shlex.split(line)
    program = program_of(tool)
    if not program:
        return (
            None if tool in OPTIONAL else f"{tool} is not installed: requirements-test.txt has it"
        )
    arguments = [each for argument in arguments for each in _globbed(folder, argument)]
    done = subprocess.run([*program, *arguments], cwd=folder, capture_output=True)
    printed = (done.stdout + done.stderr).decode("utf-8", "replace").strip()
    return printed if done.returncode else None


def _globbed(folder: Path, argument: str) -> list[str]:
    """What a shell makes of a pattern; some systems' do not."""
    if "*" not in argument:
        return [argument]
    return sorted(path.relative_to(folder).as_posix() for path in folder.glob(argument))


def program_of(tool: str) -> Sequence[str]:
    """How to call a tool of this Python; empty if there is none."""
    if entry_points(group="console_scripts", name=tool):
        return sys.executable, "-c", ENTRY, tool
    found = shutil.which(tool, path=sysconfig.get_path("scripts")) or shutil.which(tool)
    return (found,) if found else ()

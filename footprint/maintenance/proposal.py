"""An update as a proposal: a branch with the new figures, and the text of what they change."""

import subprocess
from pathlib import Path

from footprint.errors import DataError
from footprint.library.package import data_dir
from footprint.update.renewal import renew
from footprint.update.report import Report

# Where the text of the pull request is put, below the root.
PROPOSAL = Path("_build/proposal")
# Who commits where git knows nobody, as on a robot's machine.
ROBOT = {"user.name": "footprint update", "user.email": "footprint-update@users.noreply.github.com"}


def propose(root: Path) -> Report:
    """Renew ``data/`` of a checkout, and commit what is new to a branch of its own.

    ``title.txt`` and ``body.md`` in ``PROPOSAL`` are the text of the pull request, verdicts that
    flipped first; without news neither is there, and no branch. DataError if the folder is no
    checkout or if edits of ``data/`` wait in it, for they would go along."""
    if data_dir().resolve() != (root / "data").resolve():
        raise DataError(f"{data_dir()} is not the data/ of {root}. Unset FOOTPRINT_DATA_DIR.")
    if waiting := git(root, "status", "--porcelain", "--", "data"):
        remedy = "Commit them, or take them back, and run this again."
        raise DataError(f"data/ has edits that are not committed ({waiting}). {remedy}")
    place = root / PROPOSAL
    for old in place.glob("*"):
        old.unlink()
    report = renew()
    if report.changed:
        git(root, "switch", "--quiet", "--force-create", f"update-{report.date}")
        git(root, "add", "--all", "--", "data")
        git(root, "commit", "--quiet", "--message", title(report), "--message", str(report))
        place.mkdir(parents=True, exist_ok=True)
        (place / "title.txt").write_text(title(report) + "\n", encoding="utf-8", newline="")
        (place / "body.md").write_text(body(report), encoding="utf-8", newline="")
    return report


def title(report: Report) -> str:
    """What a list of pull requests shows: the day, and how many verdicts flipped."""
    turned = len({turn["id"] for turn in report.flipped})
    verdicts = {0: "no verdict flipped", 1: "one verdict flipped"}
    return f"Figures of {report.date}: {verdicts.get(turned, f'{turned} verdicts flipped')}"


def body(report: Report) -> str:
    """The report as Markdown, and how to look at what it changes."""
    how = "To look at it: `make book` on this branch. Text, verdicts, charts and maps follow."
    return f"{report._repr_markdown_()}\n\n{how}\n"


def git(root: Path, *command: str) -> str:
    """What git says in a folder; DataError with its own words if it fails."""
    known = subprocess.run(["git", "config", "user.email"], cwd=root, capture_output=True).stdout
    who = [] if known.strip() else naming(ROBOT)
    try:
        done = subprocess.run(
            ["git", *who, *command], cwd=root, capture_output=True, encoding="utf-8"
        )
    except OSError as error:
        raise DataError(f"git cannot be run ({error.strerror}). Install it.") from None
    if done.returncode:
        words = " ".join(done.stderr.split())
        raise DataError(f"{root}: git {command[0]} failed: {words or 'no word why'}.")
    return done.stdout.strip()


def naming(who: dict[str, str]) -> list[str]:
    """Options with which git knows who commits."""
    return [word for name, value in who.items() for word in ("-c", f"{name}={value}")]

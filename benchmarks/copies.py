"""What the benchmarks of speed share: copies of the book, what a command costs, tables."""

import dataclasses
import datetime
import io
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
NO_PART = (
    ".git .venv _build tests benchmarks docs __pycache__ .*_cache .hypothesis .data.*"
).split()
CHECKERS = "axe-core* vnu-jar*".split()


@dataclasses.dataclass(frozen=True)
class Cost:
    """What a command took, its children included: seconds, and the peak of its largest process."""

    wall: float
    cpu: float
    peak: float  # MB
    said: str = ""


class Failed(Exception):
    """A command ended with an error; its last lines."""


def copy_book(target: Path, commit: str | None = None) -> Path:
    """The book as it stands in this checkout, or at a commit, ready to be built: nothing of a
    build before, the scripts of its pages there, the package compiled."""
    if commit:
        archive = _git("archive", "--format=zip", commit)
        with zipfile.ZipFile(io.BytesIO(archive)) as files:
            files.extractall(target)
    else:
        shutil.copytree(ROOT, target, ignore=shutil.ignore_patterns(*NO_PART, *CHECKERS))
    if commit and (ROOT / ".assets").is_dir():
        left_out = shutil.ignore_patterns(*CHECKERS)
        shutil.copytree(ROOT / ".assets", target / ".assets", ignore=left_out)
    cost([BIN / "python", "-m", "compileall", "-q", "footprint"], target, environment(target))
    return target


def environment(folder: Path, *paths: Path, **besides: str) -> dict[str, str]:
    """That of a command on a copy: its own package and data, and what ``besides`` says."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    chosen = {
        "PYTHONPATH": os.pathsep.join(map(str, [folder, *paths])),
        "FOOTPRINT_DATA_DIR": str(folder / "data"),
    }
    return kept | chosen | besides


def cost(command: Sequence[str | Path], folder: Path, environment: dict[str, str]) -> Cost:
    """Run a command in a folder; Failed, with what it said last, if it ends in an error."""
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as output:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        said = output.read()
    if process.returncode:
        raise Failed("\n".join([" ".join(map(str, command)), *said.splitlines()[-30:]]))
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, said)


def median(runs: Iterable[Cost]) -> Cost:
    """Of each figure the median; what was said is that of the last run."""
    held = list(runs)
    figures = (statistics.median(getattr(one, name) for one in held) for name in FIGURES)
    return Cost(*figures, said=held[-1].said)


FIGURES = ("wall", "cpu", "peak")


def short(commit: str) -> str:
    """A commit as it is named in a table."""
    return _git("rev-parse", "--short", commit).decode().strip()


def _git(*arguments: str) -> bytes:
    return subprocess.run(["git", *arguments], cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout


def machine(runs: int) -> str:
    """The line above the tables: when, where, how often, and how busy it was."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    often = f"median of {runs} runs" if runs > 1 else "one run"
    edited = " with edits" if _git("status", "--porcelain", "--", ".", ":!benchmarks") else ""
    return (
        f"{datetime.date.today()}, {os.cpu_count()} cores, {memory:.0f} GiB, "
        f"Python {platform.python_version()}, this book at {short('HEAD')}{edited}, {often}, "
        f"load at the start {os.getloadavg()[0]:.1f}"
    )


def table(heads: str, rows: Iterable[Sequence[object]], words: int) -> str:
    """A table in Markdown; all but the first columns, ``words`` of them, are numbers."""
    names = [head.strip() for head in heads.split("|")]
    rules = [":--" if place < words else "--:" for place in range(len(names))]
    return "\n".join("| " + " | ".join(map(str, row)) + " |" for row in [names, rules, *rows])


def ratio(part: float, whole: float) -> str:
    """One figure as a part of another."""
    return f"{part / whole:.2f}" if whole else "–"


def tell(what: str) -> None:
    """What is being done, for who waits."""
    print(what, file=sys.stderr, flush=True)

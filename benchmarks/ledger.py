"""What the ledger and its imports cost in a cold process, now and at an earlier commit.

    PYTHONPATH=. python benchmarks/ledger.py [--before COMMIT] [--only findings ...] [--runs 5]

Every measurement is a process of its own on a copy of the book in a temporary folder, with that
copy's package, data and chapters, and nothing of a build: what a build would keep for its kernels
is not there. Packages are compiled before. Prints the tables of README.md.
"""

import argparse
import ast
import copy
import itertools
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import copies
import yaml
from copies import BIN, Cost, Failed, cost, tell

SIZES = (61, 250, 1000)
PARTS = ("findings", "growth", "imports")
# Timed inside of the process: the call, or the imports, alone. The robustness of each finding is
# looked at, lest it be put off.
TIMED = """
import time
cpu, wall = time.process_time(), time.perf_counter()
{timed}
print(time.perf_counter() - wall, time.process_time() - cpu)
"""
FINDINGS = "[one.robustness for one in ledger.findings()]"
# What a claim of growth asks instead, so that a measure taken once does not serve it again.
OTHERS = {
    "economy": ("KAZ", "KGZ", "TJK", "TKM", "UZB"),
    **dict.fromkeys(
        ("partner", "sender", "creditor", "supplier"), ("Russia", "China", "Germany", "Italy")
    ),
}


# Processes ----------------------------------------------------------------------------------------


def process(folder: Path, *arguments: str, runs: int) -> Cost:
    """A Python on a copy, started so many times: the median. A kept result goes before each."""
    taken = []
    for _ in range(runs):
        shutil.rmtree(folder / "_build", ignore_errors=True)
        command = [BIN / "python", *arguments]
        taken.append(cost(command, folder, copies.environment(folder)))
    return copies.median(taken)


def timed(folder: Path, code: str, runs: int, before: str = "") -> tuple[Cost, Cost]:
    """Some code in cold processes: what the process cost, and the code alone."""
    whole, alone = [], []
    for _ in range(runs):
        one = process(folder, "-c", before + TIMED.format(timed=code), runs=1)
        wall, cpu = map(float, one.said.split()[-2:])
        whole.append(one)
        alone.append(Cost(wall, cpu, one.peak))
    return copies.median(whole), copies.median(alone)


def findings(folder: Path, runs: int) -> tuple[Cost, Cost]:
    return timed(folder, FINDINGS, runs, before="from footprint import ledger")


# Tables -------------------------------------------------------------------------------------------


def finding_rows(folders: Mapping[str, Path], runs: int) -> Iterator[list]:
    """A row for each thing that is run and each book, with today's part of what it cost."""
    taken = {name: _finding_costs(name, folder, runs) for name, folder in folders.items()}
    today = next(iter(taken.values()))
    for what, now in today.items():
        for name, costs in taken.items():
            one = costs[what]
            part = "" if costs is today else copies.ratio(now.cpu, one.cpu)
            yield [what, name, f"{one.wall:.2f}", f"{one.cpu:.2f}", f"{one.peak:.0f}", part]


def _finding_costs(name: str, folder: Path, runs: int) -> dict[str, Cost]:
    tell(f"ledger.findings(), {name}")
    whole, alone = findings(folder, runs)
    costs = {"`ledger.findings()`": whole, "the call alone": alone}
    for command in ("verify", "describe"):
        tell(f"{command}, {name}")
        costs[f"`{command}`"] = process(folder, "-m", "footprint", command, runs=runs)
    return costs


def growth_rows(folders: Mapping[str, Path], sizes: Sequence[int]) -> Iterator[list]:
    """A row for each size, kind of growth and book; the last column is that of each claim more."""
    for varied, (name, folder) in itertools.product((False, True), folders.items()):
        path = folder / "data/claims.yml"
        declared = path.read_text(encoding="utf-8")
        smaller: tuple[int, Cost] | None = None
        for size in sizes:
            content = grown(yaml.safe_load(declared), size, varied)
            path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
            kind = "other economies and partners" if varied else "the same measures again"
            tell(f"{size} claims, {kind}, {name}")
            whole, call = findings(folder, 1)
            more = (call.cpu - smaller[1].cpu) / (size - smaller[0]) if smaller else None
            smaller = size, call
            asked = len({repr(one) for one in calls(content["claims"])})
            yield [
                *(kind, name, size, asked, f"{whole.cpu:.2f}", f"{call.cpu:.2f}"),
                f"{call.cpu / size * 1000:.1f}",
                f"{more * 1000:.1f}" if more is not None else "",
                f"{whole.peak:.0f}",
            ]
        path.write_text(declared, encoding="utf-8")


def grown(content: dict[str, Any], size: int, varied: bool) -> dict[str, Any]:
    """A ledger of so many claims: those that there are, again and again under other ids."""
    declared, claims = content["claims"], []
    for number in range(size):
        again, place = divmod(number, len(declared))
        claim = copy.deepcopy(declared[place])
        if again:
            claim["id"] = f"{claim['id']}-{again}"
            for call in calls(claim) if varied else ():
                _vary(call, again)
        claims.append(claim)
    return {**content, "claims": claims}


def _vary(call: dict[str, Any], again: int) -> None:
    """Let a measure ask for another economy, and after all of these for another partner."""
    for field, names in OTHERS.items():
        if call.get(field) in names:
            step = again if field == "economy" else again // len(OTHERS["economy"])
            call[field] = names[(names.index(call[field]) + step) % len(names)]


def calls(entry: object) -> Iterator[dict[str, Any]]:
    """Every measure that is named in an entry."""
    if isinstance(entry, dict) and "name" in entry:
        yield entry
    elif isinstance(entry, dict | list):
        for value in entry.values() if isinstance(entry, dict) else entry:
            yield from calls(value)


def import_rows(folders: Mapping[str, Path], runs: int) -> Iterator[list]:
    """A row for each set of imports: seconds of wall and CPU now, and of before."""
    lines = {name: dict(imports(folder)) for name, folder in folders.items()}
    for what in next(iter(lines.values())):
        tell(what)
        taken = [
            timed(folder, lines[name][what], runs)[1] if what in lines[name] else None
            for name, folder in folders.items()
        ]
        shown = [f"{one.wall:.2f} | {one.cpu:.2f}" if one else " | " for one in taken]
        today, *before = taken
        part = [copies.ratio(today.cpu, one.cpu) if one else "" for one in before]
        yield [what, *shown, *part]


def imports(folder: Path) -> Iterator[tuple[str, str]]:
    """What is imported, and the lines: a module that others use, and each chapter's first cell."""
    yield "`footprint.worldbank`", "import footprint.worldbank"
    for path in sorted((folder / "chapters").glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        first = next(("".join(c["source"]) for c in cells if c["cell_type"] == "code"), "")
        nodes = ast.parse(first).body
        lines = [ast.unparse(one) for one in nodes if isinstance(one, ast.Import | ast.ImportFrom)]
        yield path.stem, "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--before", metavar="COMMIT", help="this book at an earlier commit too")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts")
    parser.add_argument("--runs", type=int, default=3, help="median of so many; growth runs once")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="claims, growing")
    asked = parser.parse_args()
    print(copies.machine(asked.runs), flush=True)
    with tempfile.TemporaryDirectory() as work:
        folders = {"now": copies.copy_book(Path(work) / "now")}
        if asked.before:
            folder = copies.copy_book(Path(work) / "before", asked.before)
            folders[f"at {copies.short(asked.before)}"] = folder
        show(asked, folders)


def show(asked: argparse.Namespace, folders: Mapping[str, Path]) -> None:
    """The tables that are asked for, each as soon as it is there."""
    if "findings" in asked.only:
        heads = "what | book | wall, s | CPU, s | peak, MB | today's part of its CPU"
        _print(heads, finding_rows(folders, asked.runs), 2)
    if "growth" in asked.only:
        heads = "claims more | book | claims | measures asked | CPU of the process, s"
        heads += " | of the call, s | a claim, ms | of each more, ms | peak, MB"
        _print(heads, growth_rows(folders, asked.sizes), 2)
    if "imports" in asked.only:
        each = " | ".join(f"{name}: wall, s | CPU, s" for name in folders)
        part = " | today's part of its CPU" * (len(folders) - 1)
        _print(f"imports of | {each}{part}", import_rows(folders, asked.runs), 1)


def _print(heads: str, rows: Iterable[list], words: int) -> None:
    print(f"\n{copies.table(heads, list(rows), words)}", flush=True)


if __name__ == "__main__":
    try:
        main()
    except Failed as error:
        raise SystemExit(str(error)) from None

"""Are the tests tested? Each mutant of a measure or of the ledger is one small fault; a test must fail over it.

The faults are those of mutmut (its lists of what may stand for what). Its own runner leaves functions with decorators
alone, which here is nearly every measure, so this one forks: a process that has loaded all libraries takes a copy of itself
for each mutant, gives the module another text, and runs the tests of that module, then those of what the ledger makes of
it, up to the first that fails. Nothing on disk is changed. Systems without fork cannot run it.

    PYTHONPATH=. python benchmarks/mutants.py                            # a sample of each module: 40, or all it has
    PYTHONPATH=. python benchmarks/mutants.py --only topics/arms.py --each 0    # all mutants of a module
    PYTHONPATH=. python benchmarks/mutants.py --only topics/arms.py --number 17 --show    # the difference that one makes

Prints a table, and survivors as they are met; benchmarks/mutants.md says why those of the last run survive.
"""

import argparse
import ast
import contextlib
import difflib
import hashlib
import importlib.machinery
import importlib.util
import itertools
import os
import random
import resource
import signal
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

ROOT = Path(__file__).parent.parent
HOUSE = ROOT / "footprint"
ROOMS = ("topics", "ledger")
# So many mutants of a module are tried, and so many seconds of the processor may each take.
EACH, SEED, SECONDS = 40, 17, 60
# The tests that follow those of the module itself: verdicts on the committed figures. Those of altered figures
# would catch more, and take ten times as long.
EVIDENCE = "ledger/test_history.py ledger/test_contrary.py ledger/test_own.py".split()
CAUGHT, SURVIVED, SLOW = "caught", "survived", "too slow"


class Mutant(NamedTuple):
    """A text of a module with one fault in it, and where the fault is."""

    module: str
    number: int
    line: int
    text: str


# Making them ------------------------------------------------------------------------------------------------


class Faults(cst.CSTVisitor):
    """The nodes of a module that can be other ones, each with those, functions and what they are made of alike."""

    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self) -> None:
        self.found: list[tuple[int, cst.CSTNode, cst.CSTNode]] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        # What is for the checker of types, or for a reader, does nothing.
        if isinstance(
            node, cst.Annotation | cst.Decorator | cst.Import | cst.ImportFrom
        ) or _docstring(node):
            return False
        for kind, others in mutation_operators:
            if isinstance(node, kind):
                line = self.get_metadata(PositionProvider, node).start.line
                self.found += [(line, node, other) for other in others(node)]
        return True


def _docstring(node: cst.CSTNode) -> bool:
    """Whether a line is a text alone."""
    return isinstance(node, cst.Expr) and isinstance(
        node.value, cst.SimpleString | cst.ConcatenatedString
    )


class Source(NamedTuple):
    """A module as it is, and all its faults in the order of their lines."""

    module: str
    tree: cst.Module
    faults: list[tuple[int, cst.CSTNode, cst.CSTNode]]

    def mutant(self, number: int) -> Mutant | None:
        """One of its mutants; None if that is no Python, or says the same."""
        line, node, other = self.faults[number]
        text = self.tree.deep_replace(node, other).code
        with contextlib.suppress(SyntaxError):
            if ast.dump(ast.parse(text)) != ast.dump(ast.parse(self.tree.code)):
                return Mutant(self.module, number, line, text)
        return None

    def sample(self, each: int, seed: int) -> list[Mutant]:
        """Some of its mutants, or all without ``each``: the same of one seed, whatever else is tried."""
        numbers = [*range(len(self.faults))]
        own = int(hashlib.sha256(f"{seed} {self.module}".encode()).hexdigest()[:12], 16)
        random.Random(own).shuffle(numbers)
        made = filter(None, map(self.mutant, numbers))
        return sorted(itertools.islice(made, each or None), key=lambda mutant: mutant.number)


def source(module: str) -> Source:
    """A module by its path in the package."""
    wrapper, visitor = (
        MetadataWrapper(cst.parse_module((HOUSE / module).read_text(encoding="utf-8"))),
        Faults(),
    )
    wrapper.visit(visitor)
    return Source(module, wrapper.module, sorted(visitor.found, key=lambda fault: fault[0]))


# Trying them ------------------------------------------------------------------------------------------------


class Altered(importlib.machinery.SourceFileLoader):
    """Gives one module another text than its file has."""

    text = ""

    def get_code(self, name: str) -> object:
        return compile(self.text, self.path, "exec")


class Finder:
    """Knows one module alone."""

    def __init__(self, name: str, mutant: Mutant) -> None:
        self.name, self.mutant = name, mutant

    def find_spec(self, name: str, *_: object) -> importlib.machinery.ModuleSpec | None:
        if name != self.name:
            return None
        path = HOUSE / self.mutant.module
        loader = Altered(name, str(path))
        loader.text = self.mutant.text
        places = [str(path.parent)] if path.name == "__init__.py" else None
        return importlib.util.spec_from_file_location(
            name, path, loader=loader, submodule_search_locations=places
        )


def tests_of(module: str) -> list[str]:
    """The tests of the module itself, then the others, each once."""
    path = Path("tests", module)
    own = (
        path.parent.with_name(f"test_{path.parent.name}.py")
        if path.stem == "__init__"
        else path.with_name(f"test_{path.stem}.py")
    )
    files = [own, *(Path("tests", name) for name in EVIDENCE)]
    return [str(one) for one in dict.fromkeys(files) if (ROOT / one).exists()]


def run(mutant: Mutant) -> int:
    """In a process of its own: 0 if all tests pass over it. Never returns to whoever calls."""
    code = 1
    try:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 5))
        name = ".".join(["footprint", *Path(mutant.module).with_suffix("").parts]).removesuffix(
            ".__init__"
        )
        sys.meta_path.insert(0, Finder(name, mutant))
        own, *others = tests_of(mutant.module)
        code = ran([own]) or ran(others)
    finally:
        os._exit(code)


def ran(files: Sequence[str]) -> int:
    """0 if all tests of some files pass; nothing is printed."""
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 1), os.dup2(quiet, 2)
    import pytest

    options = [
        "-x",
        "-q",
        "-n0",
        "-p",
        "no:cacheprovider",
        "--no-header",
        "--tb=no",
        "-p",
        "no:cov",
    ]
    return int(pytest.main([*options, *files]))


def tried(mutants: Sequence[Mutant], jobs: int) -> list[str]:
    """What comes of each, so many at a time."""
    waiting, running, ends = [*range(len(mutants))][::-1], dict[int, int](), dict[int, str]()
    while waiting or running:
        while waiting and len(running) < jobs:
            place = waiting.pop()
            if not (child := os.fork()):
                run(mutants[place])
            running[child] = place
        child, status = os.wait()
        place = running.pop(child)
        if (end := ended(status)) == SURVIVED:
            print(f"{told(mutants[place])}\n", file=sys.stderr, flush=True)
        ends[place] = end
    return [ends[place] for place in range(len(mutants))]


def ended(status: int) -> str:
    if os.WIFSIGNALED(status):
        return SLOW if os.WTERMSIG(status) in (signal.SIGXCPU, signal.SIGKILL) else CAUGHT
    return CAUGHT if os.waitstatus_to_exitcode(status) else SURVIVED


def load(chosen: Sequence[str], hasty: bool) -> None:
    """All libraries that the tests of some modules load, and nothing of the package: each copy reads that anew.

    Which they are, a copy finds out, in which the tests pass: over no fault none may fail. In haste it only collects them."""
    reading, writing = os.pipe()
    if not (child := os.fork()):
        files = dict.fromkeys(file for module in chosen for file in tests_of(module))
        code = ran([*files, *(["--collect-only"] if hasty else [])])
        # To ask a library that waits for its file loads it, and more with it.
        known = [(name, made) for name, made in [*sys.modules.items()] if not ours(name)]
        names = [name for name, made in known if getattr(made, "__file__", None)]
        os.write(writing, " ".join(names).encode())
        os._exit(code)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as file:
        names = file.read().split()
    if os.waitpid(child, 0)[1]:
        sys.exit("The tests fail over the modules as they are: mend that first.")
    for name in names:
        with contextlib.suppress(ImportError):
            importlib.import_module(name)
    assert not [*filter(ours, sys.modules)]


def ours(name: str) -> bool:
    """Whether a module is the package's or the tests'."""
    return name.partition(".")[0] in ("footprint", "support", "tests", "conftest")


def told(mutant: Mutant) -> str:
    """Where a mutant is, and the lines that it has otherwise."""
    before = (HOUSE / mutant.module).read_text(encoding="utf-8").splitlines()
    lines = difflib.unified_diff(before, mutant.text.splitlines(), lineterm="", n=0)
    changed = [line for line in lines if not line.startswith(("---", "+++", "@@"))]
    return "\n".join([f"{mutant.module}:{mutant.line} number {mutant.number}", *changed])


def modules() -> Iterator[str]:
    for room in ROOMS:
        for path in sorted((HOUSE / room).glob("*.py")):
            yield path.relative_to(HOUSE).as_posix()


def main() -> int:
    """Each module in turn."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--each", type=int, default=EACH, help="mutants of a module; 0 for all")
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    asked.add_argument("--only", nargs="+", metavar="MODULE", default=[*modules()])
    asked.add_argument("--number", type=int, nargs="+", help="these mutants of the module alone")
    asked.add_argument("--show", action="store_true", help="show them, and try none")
    asked.add_argument(
        "--hasty",
        action="store_true",
        help="the tests are known to pass: do not see first whether they do",
    )
    chosen = asked.parse_args()
    os.chdir(ROOT)
    sys.path[:0] = [str(ROOT)]
    os.environ |= {"PYTHONPATH": str(ROOT), "FOOTPRINT_MODE": "frozen"}
    load(chosen.only, chosen.hasty)
    print("| module | mutants | tried | caught | too slow | survived | caught, % |")
    print("| :-- | --: | --: | --: | --: | --: | --: |")
    total = Counter[str]()
    for module in chosen.only:
        of = source(module)
        numbered = map(of.mutant, chosen.number or ())
        some = [*filter(None, numbered)] or of.sample(chosen.each, chosen.seed)
        if chosen.show:
            print(*map(told, some), sep="\n\n")
            continue
        counts = Counter(tried(some, chosen.jobs)) + Counter(
            mutants=len(of.faults), tried=len(some)
        )
        total += counts
        print(_row(module, counts), flush=True)
    print(_row("all", total))
    return 0


def _row(name: str, counts: Counter[str]) -> str:
    caught = counts[CAUGHT] + counts[SLOW]
    part = f"{100 * caught / counts['tried']:.1f}" if counts["tried"] else ""
    cells = (
        counts["mutants"],
        counts["tried"],
        counts[CAUGHT],
        counts[SLOW],
        counts[SURVIVED],
        part,
    )
    return f"| {name} | {' | '.join(map(str, cells))} |"


if __name__ == "__main__":
    sys.exit(main())

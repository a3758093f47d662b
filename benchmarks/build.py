"""What a build costs, beside stock Jupyter Book on the same notebooks and this book of before.

    PYTHONPATH=. python benchmarks/build.py [--before COMMIT] [--only cold data ...] [--runs 3]

Every book is a copy in a temporary folder with its own package and data. This book is built by
`make book`; stock is `jupyter-book build .` without the extension, in `force` or `cache` mode.
Each is built from nothing, then again after one change at a time, each on top of the one before.
Prints the tables of README.md, and on standard error what it does.
"""

import argparse
import dataclasses
import html
import json
import re
import statistics
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import copies
import yaml
from copies import BIN, Cost, Failed, cost, tell

PAGE = "chapters/kyrgyzstan"
SERIES, OLD, NEW = "BX.TRF.PWKR.DT.GD.ZS.csv", "KGZ,2024,17.73632", "KGZ,2024,19.13632"
SENTENCE, PRINTED = "A sentence of the benchmark.", "A line of the benchmark."
COUNTRIES = ("kazakhstan", "kyrgyzstan", "tajikistan", "uzbekistan", "turkmenistan")
SIZES = (5, 20, 50)
# Python runs this first in every process of a build: each kernel leaves a line.
HOOK = """import os, sys
if "ipykernel_launcher" in sys.orig_argv:
    with open(os.environ["BENCHMARK_KERNELS"], "a") as kernels:
        kernels.write("started\\n")
"""


@dataclasses.dataclass(frozen=True)
class Book:
    """One of those compared: this book, now or at a commit, or stock in one of its modes."""

    name: str
    commit: str | None = None
    stock: str = ""
    flags: tuple[str, ...] = ()

    def command(self) -> list[str | Path]:
        """What builds it; the set-up, done once a machine, is no part of it."""
        if self.stock:
            return [BIN / "jupyter-book", "build", ".", *self.flags]
        return ["make", "--silent", "book", f"BIN={BIN}", "--old-file=.venv/.ready"]


@dataclasses.dataclass(frozen=True)
class Built:
    """One build: its cost, how many kernels it started, whether the page shows what changed."""

    cost: Cost
    kernels: int
    shown: bool | None = None


OURS = Book("this book")
STOCK = [Book("stock force", stock="force"), Book("stock cache", stock="cache")]
# Asked to read every page anew, as one does when a page looks stale. Only if named by --books.
ALL = [Book(f"stock {mode} --all", stock=mode, flags=("--all",)) for mode in ("force", "cache")]


# Copies, and builds of them -----------------------------------------------------------------------


def lay_out(book: Book, work: Path, chapters: Sequence[str] = ()) -> Path:
    """A copy of a book to be built; of some of its chapters only, if they are named."""
    folder = copies.copy_book(work / "book", book.commit)
    (work / "kernels").mkdir()
    (work / "kernels/sitecustomize.py").write_text(HOOK, encoding="utf-8")
    if book.stock:
        path = folder / "_config.yml"
        config = yaml.safe_load(path.read_text(encoding="utf-8"))
        del config["sphinx"]["extra_extensions"]
        config["execute"] |= {"execute_notebooks": book.stock}
        path.write_text(yaml.safe_dump(config), encoding="utf-8")
    if chapters:
        shorten(folder, chapters)
    return folder


def shorten(folder: Path, chapters: Iterable[str]) -> None:
    """Only these chapters, behind the page without code. Their links to others are dead, so such
    a book is not built strictly."""
    entries = [{"file": f"chapters/{name}"} for name in chapters]
    toc = {"format": "jb-book", "root": "chapters/method", "chapters": entries}
    (folder / "_toc.yml").write_text(yaml.safe_dump(toc, sort_keys=False), encoding="utf-8")
    path = folder / "Makefile"
    path.write_text(
        re.sub(r" (-W|-n|--keep-going)(?=\s)", "", path.read_text(encoding="utf-8")),
        encoding="utf-8",
    )


def build(book: Book, folder: Path, shows: str = "") -> Built:
    """Build a copy as it stands; ``shows`` is what its page should show then."""
    kernels = folder.parent / "kernels"
    (kernels / "started").write_text("", encoding="utf-8")
    settings = copies.environment(folder, kernels, BENCHMARK_KERNELS=str(kernels / "started"))
    if book.stock:
        # Its kernels are no interactive ones, but nobody tells them.
        settings["FOOTPRINT_MODE"] = "frozen"
    taken = cost(book.command(), folder, settings)
    started = len((kernels / "started").read_text(encoding="utf-8").splitlines())
    return Built(taken, started, bool(re.search(shows, text_of(folder))) if shows else None)


def text_of(folder: Path) -> str:
    """The words of the page that is looked at."""
    page = (folder / f"_build/html/{PAGE}.html").read_text(encoding="utf-8")
    return html.unescape(re.sub(r"<[^>]*>", "", page))


# What is changed between two builds ---------------------------------------------------------------


def edit(path: Path, kind: str, change: Callable[[str], str]) -> None:
    """Change the last cell of a kind in a notebook."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    cell = [cell for cell in notebook["cells"] if cell["cell_type"] == kind][-1]
    cell["source"] = change("".join(cell["source"])).splitlines(keepends=True)
    path.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def prose(folder: Path) -> None:
    edit(folder / f"{PAGE}.ipynb", "markdown", lambda text: f"{text}\n\n{SENTENCE}")


def code(folder: Path) -> None:
    edit(folder / f"{PAGE}.ipynb", "code", lambda text: f'print("{PRINTED}")\n{text}')


def data(folder: Path) -> Cost:
    """Another value in a series, taken over as a maintainer does; what that costs."""
    path = folder / "data/worldbank" / SERIES
    content = path.read_text(encoding="utf-8")
    if OLD not in content:
        raise SystemExit(f"{SERIES} has no line “{OLD}” any more: name another in {__file__}.")
    path.write_text(content.replace(OLD, NEW), encoding="utf-8")
    return cost([BIN / "python", "-m", "footprint", "describe"], folder, copies.environment(folder))


def helper(folder: Path) -> None:
    with (folder / "footprint/words/numbers.py").open("a", encoding="utf-8") as module:
        module.write("\n# A comment of the benchmark.\n")


CASES: dict[str, tuple[str, Callable[[Path], Cost | None] | None, str]] = {
    "cold": ("cold", None, ""),
    "same": ("no change", None, ""),
    "prose": ("a prose cell", prose, re.escape(SENTENCE)),
    "code": ("a code cell", code, re.escape(PRINTED)),
    "data": ("a data file", data, r"(?<![\d.])19\.1\s*%"),
    "helper": ("a helper", helper, ""),
}
DESCRIBE = "describe, after the data file"


def cases(book: Book, chosen: Sequence[str], chapters: Sequence[str]) -> dict[str, Built]:
    """A book built from nothing, then after each change; one that fails ends it."""
    found: dict[str, Built] = {}
    with tempfile.TemporaryDirectory() as work:
        try:
            folder = lay_out(book, Path(work), chapters)
            found["cold"] = told(book, "cold", build(book, folder))
            for name in [name for name in CASES if name in chosen and name != "cold"]:
                label, change, shows = CASES[name]
                if shows and re.search(shows, text_of(folder)):
                    raise SystemExit(f"{PAGE} shows “{shows}” too early: choose another.")
                taken = change(folder) if change else None
                if taken:
                    found[DESCRIBE] = Built(taken, 0)
                found[name] = told(book, label, build(book, folder, shows))
        except Failed as error:
            tell(f"{book.name}: failed\n{error}")
    return found


def told(book: Book, label: str, built: Built) -> Built:
    tell(f"{book.name}, {label}: {built.cost.wall:.1f} s, {built.kernels} kernels")
    return built


# Growth -------------------------------------------------------------------------------------------


def grow(folder: Path, size: int) -> None:
    """Country chapters, the five in turn under other names. Each has a line of its own in its
    last cell: no cache may take two for one."""
    names = [f"country-{number:02}" for number in range(1, size + 1)]
    for number, name in enumerate(names):
        path = folder / f"chapters/{name}.ipynb"
        path.write_bytes((folder / f"chapters/{COUNTRIES[number % 5]}.ipynb").read_bytes())
        edit(path, "code", lambda text, number=number: f"COPY = {number}\n{text}")
    shorten(folder, names)


def growth(book: Book, size: int) -> Built | None:
    """A book of so many country chapters, from nothing."""
    with tempfile.TemporaryDirectory() as work:
        try:
            folder = lay_out(book, Path(work))
            grow(folder, size)
            return told(book, f"{size} chapters", build(book, folder))
        except Failed as error:
            tell(f"{book.name}, {size} chapters: failed\n{error}")
            return None


# Tables -------------------------------------------------------------------------------------------


def middle(runs: Iterable[Built | None]) -> Built | None:
    """Of each figure the median; none if a run failed."""
    held = [run for run in runs if run]
    if not held:
        return None
    kernels = statistics.median_low(run.kernels for run in held)
    return Built(copies.median(run.cost for run in held), kernels, held[-1].shown)


def figures(built: Built) -> list[str]:
    taken = built.cost
    return [f"{taken.wall:.1f}", f"{taken.cpu:.1f}", f"{taken.peak:.0f}", str(built.kernels)]


def case_rows(found: dict[Book, list[dict[str, Built]]]) -> Iterable[list]:
    """A row for each case and book, with this book's time as a part of that book's."""
    labels = {name: label for name, (label, _, _) in CASES.items()} | {DESCRIBE: DESCRIBE}
    for name, label in labels.items():
        medians = {book: middle(run.get(name) for run in runs) for book, runs in found.items()}
        ours = medians.get(OURS)
        for book, built in medians.items():
            # Stock has no describe: that of this book served it too.
            if not built or (name == DESCRIBE and book.stock):
                continue
            shown = {None: "", True: "yes", False: "no"}[built.shown]
            row = [label, book.name, shown, *figures(built)]
            yield row + (parts(ours, built) if ours and book != OURS else ["", ""])


def parts(ours: Built, built: Built) -> list[str]:
    return [copies.ratio(getattr(ours.cost, k), getattr(built.cost, k)) for k in ("wall", "cpu")]


def growth_rows(sizes: Sequence[int], growing: Sequence[Book], runs: int) -> Iterable[list]:
    """A row for each size and book; the last column is the CPU of each chapter more."""
    smaller: dict[Book, tuple[int, Built]] = {}
    for size in sizes:
        for book in growing:
            built = middle([growth(book, size) for _ in range(runs)])
            if not built:
                yield [size, book.name, "failed", *[""] * 5]
                continue
            last, before = smaller.get(book, (0, None))
            more = (built.cost.cpu - before.cost.cpu) / (size - last) if before else None
            each = [f"{built.cost.cpu / size:.2f}", f"{more:.2f}" if more is not None else ""]
            smaller[book] = size, built
            yield [size, book.name, *figures(built), *each]


def chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--before", metavar="COMMIT", help="this book at an earlier commit too")
    all_parts = [*CASES, "growth"]
    parser.add_argument("--only", nargs="+", choices=all_parts, default=all_parts)
    parser.add_argument("--runs", type=int, default=1, help="the median of so many runs")
    parser.add_argument("--chapters", nargs="+", default=[], help="a book of these (kyrgyzstan)")
    parser.add_argument("--sizes", nargs="+", type=int, default=SIZES, help="chapters, growing")
    names = [book.name for book in (OURS, *STOCK, *ALL)]
    parser.add_argument("--books", nargs="+", choices=names, default=names[: 1 + len(STOCK)])
    arguments = parser.parse_args()
    if arguments.chapters and PAGE.removeprefix("chapters/") not in arguments.chapters:
        parser.error(f"--chapters needs that of {PAGE}, which is the one that is changed")
    return arguments


def main() -> None:
    asked = chosen()
    print(copies.machine(asked.runs), flush=True)
    earlier = [Book(f"at {copies.short(asked.before)}", asked.before)] if asked.before else []
    others = [book for book in (*STOCK, *ALL) if book.name in asked.books]
    compared = [*([OURS] if OURS.name in asked.books else []), *earlier, *others]
    if set(asked.only) & set(CASES):
        found = {
            book: [cases(book, asked.only, asked.chapters) for _ in range(asked.runs)]
            for book in compared
        }
        heads = "changed | book | shows it | wall, s | CPU, s | peak, MB | kernels"
        heads += " | this book's part of its wall | of its CPU"
        rows = [row for row in case_rows(found) if row[0] in labels(asked.only)]
        print(f"\n{copies.table(heads, rows, words=3)}", flush=True)
    if "growth" in asked.only:
        growing = [book for book in compared if book.stock != "cache" and not book.flags]
        heads = "chapters | book | wall, s | CPU, s | peak, MB | kernels | CPU a chapter"
        heads += " | of each more"
        rows = list(growth_rows(asked.sizes, growing, asked.runs))
        print(f"\n{copies.table(heads, rows, words=2)}")


def labels(names: Iterable[str]) -> list[str]:
    """How rows of the first table begin, for these parts."""
    return [CASES[name][0] for name in names if name in CASES] + [DESCRIBE]


if __name__ == "__main__":
    main()

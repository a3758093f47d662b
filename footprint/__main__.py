"""The command line: ``python -m footprint verify | ledger | measures | describe | update | …``.

A command loads what it needs: that which fetches scripts needs neither tables nor Sphinx."""

import argparse
import inspect
import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from footprint.errors import FootprintError

COMMAND = "moscows-footprint"
Command = Callable[[argparse.Namespace], int]


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code. What is wrong is one sentence on standard error."""
    chosen = _parser().parse_args(arguments)
    run: Command = chosen.run
    try:
        return run(chosen)
    except FootprintError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    about = "The book's data, verdicts and paper."
    # By whichever of its two names it was called.
    called = Path(sys.argv[0]).stem == COMMAND
    name = COMMAND if called else "python -m footprint"
    parser = argparse.ArgumentParser(prog=name, description=about)
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, run: Command, purpose: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=purpose)
        added.set_defaults(run=run)
        return added

    checking = command("verify", _verify, "check every data file and the ledger")
    origin = "check instead that the built book in DIR is whole and came from the sources here"
    checking.add_argument("--book", type=Path, metavar="DIR", help=origin)
    listing = command("ledger", _ledger, "every claim with its verdict then and now")
    which = "of these claims or chapters alone, by their names"
    listing.add_argument("which", nargs="*", metavar="CLAIM|CHAPTER", help=which)
    forms = listing.add_mutually_exclusive_group()
    forms.add_argument("--json", action="store_true", help="as one JSON array, in full")
    forms.add_argument("--csv", action="store_true", help="as one table, a claim a row")
    command("measures", _measures, "what a claim may measure, and what each measure takes")
    command("describe", _describe, "take over edits of data files: sizes and hashes")
    renewal = command("update", _update, "fetch every figure anew, check, write all or nothing")
    renewal.add_argument("--dry-run", action="store_true", help="say what would change only")
    trust = "believe this series though something speaks against it; may be repeated"
    renewal.add_argument("--accept", action="append", default=[], metavar="SERIES", help=trust)
    adding = command("add", _add, "make a World Bank series part of data/, for update")
    adding.add_argument("codes", nargs="+", metavar="CODE", help="its code, such as SP.POP.GROW")
    fetching = command("assets", _assets, "fetch the third-party files of the pages, once")
    fetching.add_argument("what", nargs="?", choices=["checkers"], help="and those of the tests")
    command("guard", _guard, "give chapters the first cell that the settings ask for")
    command("pdf", _pdf, "print the built book into _build/book.pdf")
    return parser


def _verify(chosen: argparse.Namespace) -> int:
    if chosen.book:
        from footprint.sphinxext.manifest import verify_book

        print(verify_book(chosen.book, Path.cwd()))
        return 0
    from footprint import ledger, library
    from footprint.library.package import data_dir

    files, claims = sum(1 for _ in library.verify()), ledger.check()
    ledger.check_series()
    # A copy of data/ is tried with the chapters of the checkout.
    places = [folder / "chapters" for folder in (data_dir().parent, Path.cwd())]
    ledger.check_places(next(filter(Path.is_dir, places), places[0]))
    print(f"{files} data files whole, {claims} claims tested: {data_dir()}")
    return 0


def _ledger(chosen: argparse.Namespace) -> int:
    from footprint import ledger

    findings = ledger.chosen(chosen.which)
    if chosen.json or chosen.csv:
        print(ledger.all_as_json(findings) if chosen.json else ledger.as_csv(findings), end="")
        return 0
    entries = [ledger.as_json(finding) for finding in findings]
    width = max(len(entry["id"]) for entry in entries)
    for entry in entries:
        then, now = (_short(entry[moment]) for moment in ("then", "now"))
        print(f"{entry['id']:<{width}}  then: {then:<60}  now: {now}")
    left_out = sum(entry["origin"] == "omission" for entry in entries)
    claims = f"{len(entries) - left_out} claims of the article"
    things = f"{left_out} thing{'' if left_out == 1 else 's'}"
    print(f"{claims}; {things} that it leaves out, counted apart.")
    return 0


def _short(result: Mapping[str, Any]) -> str:
    beside = result["direction"] or result["not_known"]
    verdict = f"{result['verdict']}{(beside and f', {beside}') or ''}"
    if result["value"] is None:
        return verdict
    return f"{verdict} ({result['value']:.3g} {result['unit']}, {result['year']})"


def _measures(_: argparse.Namespace) -> int:
    from footprint.ledger.measures import MEASURES
    from footprint.topics.measure import KINDS

    for name, measure in MEASURES.items():
        takes = ", ".join(f"{field}: {KINDS[kind]}" for field, kind in measure.parameters.items())
        print(f"{name} ({takes})")
        print(textwrap.indent(inspect.getdoc(measure.function) or "", "    "))
    return 0


def _describe(_: argparse.Namespace) -> int:
    from footprint import ledger, library

    for line in library.describe() or ["Nothing changed: sizes and hashes are those of the files."]:
        print(line)
    ledger.check()
    return 0


def _update(chosen: argparse.Namespace) -> int:
    from footprint.update.renewal import renew

    report = renew(chosen.accept, chosen.dry_run)
    print(report, file=sys.stderr if report.refused else sys.stdout)
    return 1 if report.refused else 0


def _add(chosen: argparse.Namespace) -> int:
    from footprint.update.addition import add_series

    for code in chosen.codes:
        print(add_series(code))
    return 0


def _assets(chosen: argparse.Namespace) -> int:
    from footprint.sphinxext import assets

    for release in assets.SHIPPED + (assets.CHECKERS if chosen.what else ()):
        assets.fetch(Path.cwd(), release)
    return 0


def _guard(_: argparse.Namespace) -> int:
    from footprint.sphinxext import notebooks

    for name in notebooks.guard_all(Path.cwd()):
        print(f"chapters/{name}: its first cell is new")
    return 0


def _pdf(_: argparse.Namespace) -> int:
    from footprint.sphinxext import pdf, takeaway

    count = pdf.make(pdf.HTML, pdf.BOOK)
    takeaway.offer_paper(pdf.HTML, pdf.BOOK)
    print(f"{pdf.BOOK}: {count} pages, {pdf.BOOK.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())

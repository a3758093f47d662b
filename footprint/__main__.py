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
    parser = argparse.ArgumentParser(prog="python -m footprint", description=about)
    commands = parser.add_subparsers(dest="command", required=True)

    def command(name: str, run: Command, purpose: str) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=purpose)
        added.set_defaults(run=run)
        return added

    checking = command("verify", _verify, "check every data file and the ledger")
    origin = "check instead that the built book in DIR is whole and came from the sources here"
    checking.add_argument("--book", type=Path, metavar="DIR", help=origin)
    listing = command("ledger", _ledger, "every claim with its verdict then and now")
    listing.add_argument("--json", action="store_true", help="as one JSON array, in full")
    command("measures", _measures, "what a claim may measure, and what each measure takes")
    command("describe", _describe, "take over edits of data files: sizes and hashes")
    renewal = command("update", _update, "fetch every figure anew, check, write all or nothing")
    renewal.add_argument("--dry-run", action="store_true", help="say what would change only")
    trust = "believe this series though something speaks against it; may be repeated"
    renewal.add_argument("--accept", action="append", default=[], metavar="NAME", help=trust)
    command("build", _build, "build the book into _build/html, unless it stands there: make book")
    linting = command("lint", _lint, "check form, rules, types and more: make lint")
    linting.add_argument("names", nargs="*", help="only these checks, all of them otherwise")
    command("format", _format, "format, and mend what can be mended by itself: make format")
    command("propose", _propose, "update, and put what is new on a branch: make proposal")
    fetching = command("assets", _assets, "fetch the third-party files of the pages, once")
    fetching.add_argument("what", nargs="?", choices=["checkers"], help="and those of the tests")
    command("pdf", _pdf, "print the built book into _build/book.pdf")
    asking = command("addresses", _addresses, "tell which addresses did not answer: make links")
    asking.add_argument("found", type=Path, help="what LinkChecker wrote")
    auditing = command("advisories", _advisories, "tell known faults of libraries: make audit")
    auditing.add_argument("found", type=Path, help="what pip-audit wrote")
    return parser


def _verify(chosen: argparse.Namespace) -> int:
    if chosen.book:
        from footprint.sphinxext.manifest import verify_book

        print(verify_book(chosen.book, Path.cwd()))
        return 0
    from footprint import ledger, library
    from footprint.library.package import data_dir

    files = sum(1 for _ in library.verify())
    print(f"{files} data files whole, {ledger.check()} claims tested: {data_dir()}")
    return 0


def _ledger(chosen: argparse.Namespace) -> int:
    from footprint import ledger

    if chosen.json:
        print(ledger.all_as_json(), end="")
        return 0
    entries = [ledger.as_json(finding) for finding in ledger.findings()]
    width = max(len(entry["id"]) for entry in entries)
    for entry in entries:
        then, now = (_short(entry[moment]) for moment in ("then", "now"))
        print(f"{entry['id']:<{width}}  then: {then:<60}  now: {now}")
    left_out = sum(entry["origin"] == "omission" for entry in entries)
    claims = f"{len(entries) - left_out} claims of the article"
    print(f"{claims}; {left_out} things that it leaves out, counted apart.")
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
    told = report.changed or report.clean
    print(report, file=sys.stdout if told else sys.stderr)
    return 0 if report.clean else 1


def _build(_: argparse.Namespace) -> int:
    from footprint.maintenance.building import build

    return build(Path.cwd())


def _lint(chosen: argparse.Namespace) -> int:
    from footprint.maintenance.lint import breaches

    found = breaches(Path.cwd(), chosen.names)
    print("\n".join(found), end="\n" if found else "")
    return int(bool(found))


def _format(_: argparse.Namespace) -> int:
    from footprint.maintenance.lint import mend

    found = mend(Path.cwd())
    print("\n".join(found), end="\n" if found else "")
    return int(bool(found))


def _propose(_: argparse.Namespace) -> int:
    from footprint.maintenance.proposal import propose

    report = propose(Path.cwd())
    print(report, file=sys.stderr if report.refused else sys.stdout)
    # What is proposed is looked at by somebody; what is not must be heard of.
    return int(not (report.changed or report.clean))


def _assets(chosen: argparse.Namespace) -> int:
    from footprint.sphinxext import assets

    for release in assets.SHIPPED + (assets.CHECKERS if chosen.what else ()):
        assets.fetch(Path.cwd(), release)
    return 0


def _pdf(_: argparse.Namespace) -> int:
    from footprint.sphinxext import pdf, takeaway

    count = pdf.make(pdf.HTML, pdf.BOOK)
    takeaway.offer_paper(pdf.HTML, pdf.BOOK)
    print(f"{pdf.BOOK}: {count} pages, {pdf.BOOK.stat().st_size / 1e6:.1f} MB")
    return 0


def _addresses(chosen: argparse.Namespace) -> int:
    from footprint.maintenance import addresses

    text = addresses.told(chosen.found)
    if text:
        (chosen.found.parent / "body.md").write_text(text, encoding="utf-8", newline="")
    print(text or "Every address answers.")
    return 0


def _advisories(chosen: argparse.Namespace) -> int:
    from footprint.maintenance import advisories

    text, faulty = advisories.told(chosen.found)
    print(text)
    return int(faulty)


if __name__ == "__main__":
    sys.exit(main())

"""The command line: ``python -m footprint verify | ledger | measures | describe | update | …``.

A command loads what it needs: that which fetches scripts needs neither tables nor Sphinx."""

import argparse
import codecs
import inspect
import json
import os
import sys
import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, TextIO

from footprint.errors import FootprintError, unsteered

COMMAND = "moscows-footprint"
Command = Callable[[argparse.Namespace], int]
ONCE_MORE = "Mend that, and run the command again."
STOPPED = "Interrupted. data/ is whole: as it was, or wholly new. Run the command again."
# What small sets of characters lack and numbers are printed with; other signs are spelt: \\u2192.
SPELLINGS = {0x2212: "-", 0x202F: " "}


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code. What is wrong is one sentence on standard error."""
    try:
        return _run(arguments)
    except FootprintError as error:
        wrong, code = str(error), 1
    except KeyboardInterrupt:
        wrong, code = STOPPED, 130
    except MemoryError:
        wrong, code = f"There is not enough memory for this. {ONCE_MORE}", 1
    except OSError as error:
        wrong, code = f"{error.filename or 'The system'}: {error.strerror or error}. {ONCE_MORE}", 1
    _say(wrong, sys.stderr)
    return code


def _run(arguments: list[str] | None) -> int:
    try:
        chosen = _parser().parse_args(arguments)
    finally:
        _say("", sys.stdout, end="")  # what help printed must meet a closed pipe here, not later
    run: Command = chosen.run
    return run(chosen)


def _say(words: object, stream: TextIO | None = None, end: str = "\n") -> None:
    """Print what can be printed: nothing that steers the console, nothing that it lacks.

    A closed pipe is no failure: its reader has read enough."""
    if (stream := stream or sys.stdout) is None:
        return
    coding, text = stream.encoding or "utf-8", unsteered(f"{words}{end}", kept="\n\t")
    try:
        stream.write(text.encode(coding, "spelt").decode(coding))
        stream.flush()
    except OSError as error:
        # What was not written must not be tried again when Python ends.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(error, BrokenPipeError):
            raise OSError(error.errno, error.strerror, stream.name) from None


def _spelt(error: UnicodeError) -> tuple[bytes, int]:
    """Signs that a console lacks, in those that it has."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    signs = error.object[error.start : error.end].translate(SPELLINGS)
    return signs.encode("ascii", "backslashreplace"), error.end


codecs.register_error("spelt", _spelt)


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
    renewal.add_argument("--accept", action="append", default=[], metavar="NAME", help=trust)
    adding = command("add", _add, "make a World Bank series part of data/, for update")
    adding.add_argument("codes", nargs="+", metavar="CODE", help="its code, such as SP.POP.GROW")
    _as_make_does(command)
    command("propose", _propose, "update, and put what is new on a branch: make proposal")
    beginning = command("new", _new, "begin a book on another article, on this package")
    beginning.add_argument("folder", type=Path, metavar="DIR", help="empty, or not there yet")
    fetching = command("assets", _assets, "fetch the third-party files of the pages, once")
    fetching.add_argument("what", nargs="?", choices=["checkers"], help="and those of the tests")
    command("guard", _guard, "give chapters the first cell that the settings ask for")
    command("pdf", _pdf, "print the built book into _build/book.pdf")
    asking = command("addresses", _addresses, "tell which addresses did not answer: make links")
    asking.add_argument("found", type=Path, help="what LinkChecker wrote")
    auditing = command("advisories", _advisories, "tell known faults of libraries: make audit")
    auditing.add_argument("found", type=Path, help="what pip-audit wrote")
    return parser


def _as_make_does(command: Callable[[str, Command, str], argparse.ArgumentParser]) -> None:
    """Commands for those who have no make, and for make."""
    building = command("build", _build, "build the book into _build/html: make book")
    forms = building.add_mutually_exclusive_group()
    today = "one of today's figures, into _build/live, apart from the other: make live"
    forms.add_argument("--live", action="store_true", help=today)
    alone = "one chapter alone, into _build/page: make page CHAPTER=NAME"
    forms.add_argument("--page", metavar="CHAPTER", help=alone)
    linting = command("lint", _lint, "check form, rules, types and more: make lint")
    linting.add_argument("names", nargs="*", help="only these checks, all of them otherwise")
    command("format", _format, "format, and mend what can be mended by itself: make format")


def _verify(chosen: argparse.Namespace) -> int:
    if chosen.book:
        from footprint.sphinxext.manifest import verify_book

        _say(verify_book(chosen.book, Path.cwd()))
        return 0
    from footprint import ledger, library
    from footprint.library.package import data_dir

    files, claims = sum(1 for _ in library.verify()), ledger.check()
    ledger.check_series()
    # A copy of data/ is tried with the chapters of the checkout.
    places = [folder / "chapters" for folder in (data_dir().parent, Path.cwd())]
    ledger.check_places(next(filter(Path.is_dir, places), places[0]))
    _say(f"{files} data files whole, {claims} claims tested: {data_dir()}")
    return 0


def _ledger(chosen: argparse.Namespace) -> int:
    from footprint import ledger

    findings = ledger.chosen(chosen.which)
    if chosen.json or chosen.csv:
        text = _plain_json(ledger.all_as_json(findings)) if chosen.json else ledger.as_csv(findings)
        _say(text, end="")
        return 0
    entries = [ledger.as_json(finding) for finding in findings]
    width = max(len(entry["id"]) for entry in entries)
    for entry in entries:
        then, now = (_short(entry[moment]) for moment in ("then", "now"))
        _say(f"{entry['id']:<{width}}  then: {then:<60}  now: {now}")
    left_out = sum(entry["origin"] == "omission" for entry in entries)
    told, many = len(entries) - left_out, "" if left_out == 1 else "s"
    claims = f"{told} claim{'' if told == 1 else 's'} of the article"
    things = f"{left_out} thing{many}"
    _say(f"{claims}; {things} that it leaves out, counted apart.")
    return 0


def _plain_json(text: str) -> str:
    """JSON as it is or, where a console lacks a sign of it or is steered by one, in ASCII."""
    coding = getattr(sys.stdout, "encoding", None) or "utf-8"
    same = unsteered(text, kept="\n") == text == text.encode(coding, "ignore").decode(coding)
    return text if same else json.dumps(json.loads(text), indent=2) + "\n"


def _short(result: Mapping[str, Any]) -> str:
    beside = result["direction"] or result["not_known"]
    verdict = f"{result['verdict']}{(beside and f', {beside}') or ''}"
    if result["value"] is None:
        return verdict
    return f"{verdict} ({result['value']:.3g} {result['unit']}, {result['year']})"


def _measures(_: argparse.Namespace) -> int:
    from footprint.ledger.measures import MEASURES
    from footprint.topics.measure import called

    for name, measure in MEASURES.items():
        takes = ", ".join(f"{field}: {called(kind)}" for field, kind in measure.parameters.items())
        _say(f"{name} ({takes})")
        _say(textwrap.indent(inspect.getdoc(measure.function) or "", "    "))
    return 0


def _describe(_: argparse.Namespace) -> int:
    from footprint import ledger, library

    for line in library.describe() or ["Nothing changed: sizes and hashes are those of the files."]:
        _say(line)
    ledger.check()
    return 0


def _update(chosen: argparse.Namespace) -> int:
    from footprint.update.renewal import renew

    report = renew(chosen.accept, chosen.dry_run)
    told = report.changed or report.clean
    _say(report, sys.stdout if told else sys.stderr)
    return 0 if report.clean else 1


def _add(chosen: argparse.Namespace) -> int:
    from footprint.update.addition import add_series

    for code in chosen.codes:
        _say(add_series(code))
    return 0


def _build(chosen: argparse.Namespace) -> int:
    from footprint.maintenance.building import build, build_page

    here, page = Path.cwd(), chosen.page
    _say(build(here, chosen.live) if page is None else build_page(here, page))
    return 0


def _lint(chosen: argparse.Namespace) -> int:
    from footprint.maintenance.lint import breaches

    found = breaches(Path.cwd(), chosen.names)
    _say("\n".join(found), end="\n" if found else "")
    return int(bool(found))


def _format(chosen: argparse.Namespace) -> int:
    from footprint.maintenance.lint import mend

    _guard(chosen)
    found = mend(Path.cwd())
    _say("\n".join(found), end="\n" if found else "")
    return int(bool(found))


def _new(chosen: argparse.Namespace) -> int:
    from footprint.maintenance.scaffold import begin

    _say(begin(chosen.folder))
    return 0


def _propose(_: argparse.Namespace) -> int:
    from footprint.maintenance.proposal import propose

    report = propose(Path.cwd())
    _say(report, sys.stderr if report.refused else sys.stdout)
    # What is proposed is looked at by somebody; what is not must be heard of.
    return int(not (report.changed or report.clean))


def _assets(chosen: argparse.Namespace) -> int:
    from footprint.sphinxext import assets

    for release in assets.SHIPPED + (assets.CHECKERS if chosen.what else ()):
        assets.fetch(Path.cwd(), release)
    return 0


def _guard(_: argparse.Namespace) -> int:
    from footprint.sphinxext import notebooks

    for name in notebooks.guard_all(Path.cwd()):
        _say(f"chapters/{name}: its first cell is new")
    return 0


def _pdf(_: argparse.Namespace) -> int:
    from footprint.sphinxext import pdf, takeaway

    count = pdf.make(pdf.HTML, pdf.BOOK)
    takeaway.offer_paper(pdf.HTML, pdf.BOOK)
    _say(f"{pdf.BOOK}: {count} pages, {pdf.BOOK.stat().st_size / 1e6:.1f} MB")
    return 0


def _addresses(chosen: argparse.Namespace) -> int:
    from footprint.maintenance import addresses

    text = addresses.issue(chosen.found)
    if text:
        (chosen.found.parent / "body.md").write_text(text, encoding="utf-8", newline="")
    _say(text or "Every address answers.")
    return 0


def _advisories(chosen: argparse.Namespace) -> int:
    from footprint.maintenance import advisories

    text, faulty = advisories.faults_told(chosen.found)
    _say(text)
    return int(faulty)


if __name__ == "__main__":
    sys.exit(main())

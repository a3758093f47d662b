"""``python -m footprint ledger | verify | describe | update``: the book's data and verdicts at the command line."""

import argparse
import json
import sys

from footprint import ledger, library


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code. What is wrong with the data is said in one line on standard error."""
    parser = argparse.ArgumentParser(
        prog="python -m footprint", description="The book's data and verdicts."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    listing = commands.add_parser("ledger", help="every claim with its verdict then and now")
    listing.add_argument("--json", action="store_true", help="as one JSON array, in full")
    commands.add_parser("verify", help="check every data file and the ledger")
    commands.add_parser(
        "describe", help="take over edits of data files: bring sizes and hashes up to date"
    )
    renewal = commands.add_parser(
        "update",
        help="fetch every series from the World Bank, check, compare, and write all or nothing",
    )
    renewal.add_argument(
        "--dry-run", action="store_true", help="say what would change, and write nothing"
    )
    renewal.add_argument(
        "--accept",
        action="append",
        default=[],
        metavar="SERIES",
        help="believe this series though something speaks against it; may be repeated",
    )
    chosen = parser.parse_args(arguments)
    try:
        return {
            "ledger": lambda: _ledger(chosen.json),
            "verify": _verify,
            "describe": _describe,
            "update": lambda: _update(chosen.accept, chosen.dry_run),
        }[chosen.command]()
    except library.DataError as error:
        print(error, file=sys.stderr)
        return 1


def _ledger(as_json: bool) -> int:
    found = [ledger.as_json(finding) for finding in ledger.findings()]
    if as_json:
        print(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    omissions = sum(entry["origin"] == "omission" for entry in found)
    width = max(len(entry["id"]) for entry in found)
    for entry in found:
        print(
            f"{entry['id']:<{width}}  then: {_short(entry['then']):<40}  now: {_short(entry['now'])}"
        )
    print(
        f"{len(found) - omissions} claims of the article; {omissions} things that it leaves out, counted apart."
    )
    return 0


def _short(result: dict) -> str:
    figure = (
        ""
        if result["value"] is None
        else f" ({result['value']:.3g} {result['unit']}, {result['year']})"
    )
    return result["verdict"] + figure


def _verify() -> int:
    files = sum(1 for _ in library.verify())
    print(f"{files} data files whole, {ledger.verify()} claims tested: {library.data_dir()}")
    return 0


def _describe() -> int:
    for line in library.describe() or ["Nothing changed: sizes and hashes are those of the files."]:
        print(line)
    ledger.verify()
    return 0


def _update(accept: list[str], dry_run: bool) -> int:
    report = library.update(accept, dry_run)
    print(report, file=sys.stderr if report.refused else sys.stdout)
    return 1 if report.refused else 0


if __name__ == "__main__":
    sys.exit(main())

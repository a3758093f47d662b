"""Updates of a folder that has something of every kind, from services that fail at one of the requests."""

import csv
import itertools
import json
import shutil
from collections.abc import Callable
from pathlib import Path

from footprint.library import upkeep
from footprint.update import Report
from support.bank import FakeBank
from support.builds import ROOT
from support.updates import SECOND, SMALL, cut_down, one_sentence

# What the folder has beside two series, and how often an update of it asks.
BESIDES = {"wdi-2023-04", "debt-by-creditor", "trade-by-partner"}
REQUESTS = 15
REGION = ("KAZ", "KGZ")
# How an update ends: refused, nothing written; nothing new; some of it, the rest named; all of it.
REFUSED, STAYS, IN_PART, WHOLE = "refused", "nothing new", "in part", "whole"


def of_every_kind(folder: Path) -> Path:
    """Make a small data folder, which lacks an edition that it wants."""
    shutil.copytree(ROOT / "data", folder)
    cut_down(folder, {*SMALL, *BESIDES}, wanted=True)
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    text = json.dumps(package | {"region": REGION})
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    kept: dict[str, Callable[[dict], bool]] = {
        "debt_by_creditor": lambda row: row["edition"] == "2025-12" and row["year"] > "2015",
        "trade_by_partner": lambda row: (row["economy"], row["flow"]) == ("KAZ", "imports"),
    }
    for name, keep in kept.items():
        path = folder / "records" / f"{name}.csv"
        with path.open(newline="", encoding="utf-8") as file:
            rows = list(csv.DictReader(file))
        with path.open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
            writer.writeheader()
            writer.writerows(row for row in rows if keep(row))
    upkeep.describe(folder)
    return folder


def with_news(bank: FakeBank, folder: Path) -> FakeBank:
    """Let the service have the figures of such a folder and, of each kind, something newer that is right."""
    bank.set("GOV_WGI_PV.EST", "KGZ", 2024, -0.4, source=3)
    bank.serve(folder)
    bank.releases[6] = "2026-12-08"
    bank.set(SECOND, "KGZ", 2025, 35.0)
    shares = {"RUS": 36.0, "CHN": 17.0, "DEU": 9.0, "ITA": 4.0}
    trade = itertools.product(REGION, ("exports", "imports"), range(2016, 2020), shares)
    for economy, flow, year, partner in trade:
        bank.shares[economy, flow, year, partner] = shares[partner] + year / 10000
    return bank


def strike(bank: FakeBank, kind: str, nth: int, once: bool = False) -> list[str]:
    """Spoil the n-th request, and later ones of its address unless ``once``; the list has that address as soon as it is met."""
    seen, struck, due = itertools.count(1), list[str](), bank.due
    bank.fault(kind)

    def at_nth(address: str):
        fault, at = due(address), next(seen)
        if at == nth:
            struck.append(address.partition("&per_page")[0])
        # A fault that passes is met by asking again; one that stays does so with its address.
        meets = at == nth if once else bool(struck) and address.startswith(struck[0])
        return fault if meets else None

    bank.due = at_nth
    return struck


def figures(files: dict[str, bytes]) -> dict[str, bytes]:
    """The tables among the files of a folder."""
    return {name: content for name, content in files.items() if name.endswith(".csv")}


def outcome(
    report: Report, before: dict[str, bytes], after: dict[str, bytes], whole: dict[str, bytes]
) -> str:
    """How an update ended; AssertionError if data/ is neither as before nor an edition that is right, or if it was not told in sentences.

    ``whole`` are the files after an update without a fault."""
    lines = report.lines()
    assert lines and "Traceback" not in str(report)
    assert all(line.strip() and "\n" not in line for line in lines)
    if report.refused or not report.changed:
        assert after == before
        assert not report.refused or "127.0.0.1" in one_sentence(report)
        return REFUSED if report.refused else STAYS
    named = report.missed or report.asked or report.vanished or report.unanswered or report.notes
    assert named or figures(after) == figures(whole), "not all came, and nobody said so"
    return IN_PART if named else WHOLE

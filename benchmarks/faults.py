"""Every fault that the tests' service knows, at each of the requests of an update, in turn: how the update ends.

Prints the table of README.md. Each update is a real one, of a copy of a small folder that has something of every kind;
``tests/support/failing.py`` says what a good end is, and every other is printed as it comes. Takes some minutes.

    PYTHONPATH=. python benchmarks/faults.py                          # faults that stay, whatever is asked again
    PYTHONPATH=. python benchmarks/faults.py --once --kinds cut 429   # that pass, and only some of them
"""

import argparse
import itertools
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.bank import FakeBank
from support.failing import (
    IN_PART,
    REFUSED,
    REQUESTS,
    STAYS,
    WHOLE,
    of_every_kind,
    outcome,
    strike,
    with_news,
)
from support.faults import FAULTS
from support.files import tree

from footprint import update
from footprint.library import upkeep
from footprint.update import renewal
from footprint.worldbank import service

ENDS = (REFUSED, STAYS, IN_PART, WHOLE)
# What never ends is waited for so many times as long as an update without a fault took.
SLOW, PATIENCE = ("silence", "drip", "drip in header"), 8
# A fault, the number of the request, whether it passes; the seconds that an update may take; the folder, and its files
# after an update without a fault.
Case = tuple[str, int, bool, float, Path, dict[str, bytes]]


def updated(
    folder: Path, kind: str = "", nth: int = 0, once: bool = False, seconds: float = 600
) -> update.Report:
    """An update of a folder from a service with one fault, or none."""
    bank = with_news(FakeBank(), folder)
    os.environ |= {
        "FOOTPRINT_DATA_DIR": str(folder),
        "WORLDBANK_API": bank.url,
        "WITS_API": bank.wits,
        "WORLDBANK_DEADLINE": str(seconds),
    }
    struck = strike(bank, kind, nth, once) if kind else []
    try:
        report = update.renew()
    finally:
        bank.close()
    if kind and not struck:
        raise AssertionError("there was no such request")
    return report


def ended(case: Case) -> tuple[str, str]:
    """The fault, and how the update ended; what is no good end, in the words of who found it so."""
    kind, nth, once, seconds, folder, whole = case
    place = f"{kind}, request {nth}{', once' if once else ''}"
    with tempfile.TemporaryDirectory() as room:
        copy = shutil.copytree(folder, Path(room) / "data")
        before = tree(copy)
        try:
            report = updated(copy, kind, nth, once, seconds)
            end = outcome(report, before, tree(copy), whole)
            for _ in upkeep.verify(copy):
                pass
            beside = {path.name for path in copy.parent.iterdir()} - {"data", ".data.lock"}
            assert not beside, beside
        except Exception as error:
            end = f"{place}: {type(error).__name__}: {error}"
    return kind, end


def prepare() -> None:
    """What is the same in each process: no wait between attempts, and no verdicts, which cost more than all else."""
    service.FIRST_WAIT = 0.0
    renewal._judged = lambda library, which: []
    os.environ["FOOTPRINT_MODE"] = "frozen"


def rows(ends: dict[str, Counter[str]]) -> Iterator[str]:
    """Faults that end alike in one row."""
    alike = defaultdict[tuple[int, ...], list[str]](list)
    for kind, found in ends.items():
        alike[(*(found[end] for end in ENDS), bad(found))].append(kind)
    for numbers, kinds in alike.items():
        yield f"| {', '.join(kinds)} | {' | '.join(map(str, numbers))} |"


def bad(ends: Counter[str]) -> int:
    return sum(count for end, count in ends.items() if end not in ENDS)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kinds", nargs="+", choices=FAULTS, default=list(FAULTS), metavar="KIND")
    parser.add_argument("--once", action="store_true", help="each fault passes when asked again")
    chosen = parser.parse_args(arguments)
    prepare()
    ends = {kind: Counter[str]() for kind in chosen.kinds}
    with tempfile.TemporaryDirectory() as room:
        folder = of_every_kind(Path(room) / "data")
        good = shutil.copytree(folder, Path(room) / "good")
        began = time.monotonic()
        report = updated(good)
        slow = max(4.0, PATIENCE * (time.monotonic() - began))
        assert not report.missed and not report.notes
        whole = tree(good)
        places = itertools.product(chosen.kinds, range(1, REQUESTS + 1))
        cases = [
            (kind, nth, chosen.once, slow if kind in SLOW else 600.0, folder, whole)
            for kind, nth in places
        ]
        with multiprocessing.get_context("spawn").Pool(initializer=prepare) as pool:
            for done, (kind, end) in enumerate(pool.imap_unordered(ended, cases), 1):
                ends[kind][end] += 1
                if end not in ENDS:
                    print(end, file=sys.stderr, flush=True)
                if done % 100 == 0:
                    print(f"{done} of {len(cases)}", file=sys.stderr, flush=True)
            pool.close()
            pool.join()
    print(f"| fault | {' | '.join([*ENDS, 'no good end'])} |")
    print(f"| :-- |{' --: |' * (len(ENDS) + 1)}")
    print(*rows(ends), sep="\n")
    return int(any(map(bad, ends.values())))


if __name__ == "__main__":
    sys.exit(main())

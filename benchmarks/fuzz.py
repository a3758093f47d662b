"""All that reads a file or an answer, against ones altered at random: how many were read, refused by name, or neither.

Prints the table of README.md. A sentence that refuses is a named error; whatever else leaves a parser is told with its
number, and the run ends with 1. Memory and time of each input are bounded: what passes them is such a fault too.

    PYTHONPATH=. python benchmarks/fuzz.py                            # 200,000 inputs
    PYTHONPATH=. python benchmarks/fuzz.py --count 5000 --seed 3 --only claims.yml records
"""

import argparse
import itertools
import resource
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, NoReturn

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

from support.answering import services  # noqa: E402
from support.bank import FakeBank  # noqa: E402
from support.parsers import PARSERS, Attempt, Parser, attempts, ended  # noqa: E402

from footprint.worldbank import answers  # noqa: E402

# No input may take more: seconds of the processor, and bytes of memory for all that runs.
SECONDS, BYTES = 5.0, 2 * 2**30
# How the inputs are parted among the parsers, one part each but these: what takes longest gets fewest.
SHARES = {"answers": 6, "records": 5, "series": 3, "editions": 2}
TOLD = 10


class Tried(NamedTuple):
    """What came of the inputs of a parser."""

    ends: Counter[str]
    faults: list[str]
    slowest: float
    took: float


def tried(parser: Parser, count: int, seed: int) -> Tried:
    """So many altered inputs, read."""
    ends, faults, slowest, begun = Counter[str](), list[str](), 0.0, time.process_time()
    for number, attempt in enumerate(itertools.islice(attempts(parser, seed), count)):
        start = time.process_time()
        end = bounded(attempt, parser.named)
        slowest = max(slowest, time.process_time() - start)
        if end.startswith("!"):
            faults.append(f"input {number}, {attempt.content[:60]!r}: {end[1:]}")
        ends["fault" if end.startswith("!") else end] += 1
    return Tried(ends, faults, slowest, time.process_time() - begun)


def bounded(attempt: Attempt, named: tuple[type[Exception], ...]) -> str:
    """How reading ends; “!” and what happened where that is none of the ways it may."""
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        return ended(attempt, named)
    except Exception as error:
        return f"!{type(error).__name__}: {str(error)[:200]}"
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)


def too_long(*_: object) -> NoReturn:
    raise TimeoutError(f"more than {SECONDS:g} s")


def main() -> int:
    """Each parser in turn, with its part of the inputs."""
    asked = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    asked.add_argument("--count", type=int, default=200_000, help="inputs in all")
    asked.add_argument("--seed", type=int, default=17)
    asked.add_argument("--only", nargs="+", metavar="PARSER")
    chosen = asked.parse_args()
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    signal.signal(signal.SIGVTALRM, too_long)
    bank = FakeBank()
    answers.rows_frame = list  # frames take long, and no input changes how rows become one
    parsers: dict[str, Callable[[], Parser]] = {"answers": lambda: services(bank), **PARSERS}
    parsers = {name: parsers[name] for name in chosen.only or parsers}
    whole, failed, total = sum(SHARES.get(name, 1) for name in parsers), False, Counter[str]()
    print("| parser | inputs | read | refused by name | neither | slowest, ms | CPU, s |")
    print("| :-- | --: | --: | --: | --: | --: | --: |")
    for name, make in parsers.items():
        count = -int(-chosen.count * SHARES.get(name, 1) // whole)
        told = tried(make(), count, chosen.seed)
        read, fault = told.ends.pop("read", 0), told.ends.pop("fault", 0)
        refused = told.ends.total()
        total.update(inputs=count, read=read, refused=refused, fault=fault)
        print(
            f"| {name} | {count:,} | {read:,} | {refused:,} | {fault} | {told.slowest * 1000:.0f} | {told.took:.0f} |",
            flush=True,
        )
        for line in told.faults[:TOLD]:
            print(f"  {name}, {line}", file=sys.stderr)
        failed |= bool(told.faults)
    print(
        f"| all | {total['inputs']:,} | {total['read']:,} | {total['refused']:,} | {total['fault']} | | |"
    )
    print(
        f"\nPeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB, seed {chosen.seed}."
    )
    bank.close()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())

"""Every file of the book's data, read again and again beside a process that swaps two editions without a pause.

Each reading opens the package and reads all its files, as `verify` does; each file must be whole, of the size and hash
that the package states, and all of one edition. Prints the line of README.md.

    PYTHONPATH=. python benchmarks/reads.py [--times 10000]
"""

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from support.builds import ROOT
from support.swaps import edition, last_figures, swapping

from footprint.library.package import Package, read_package


def read_whole(package: Package) -> frozenset[bytes]:
    """The last figures of all series, once every file has been read; DataError if one is not as the package says."""
    for one in package.resources:
        package.bytes_of(one)
    return frozenset(last_figures(package))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=10_000)
    times = parser.parse_args().times
    # Disks are not waited for, so swaps come faster than any disk allows.
    os.fsync = lambda handle: None
    with tempfile.TemporaryDirectory() as room:
        folder = shutil.copytree(ROOT / "data", Path(room) / "data")
        first, seen, turns, last = read_whole(read_package(folder)), Counter(), 0, None
        files, began = len(read_package(folder).resources), time.monotonic()
        with swapping(folder, [edition(folder, 1), edition(folder, 2)]):
            for done in range(1, times + 1):
                found = read_whole(read_package(folder))
                turns, last = turns + (found != last), found
                seen[found] += 1
                if done % 1000 == 0:
                    print(f"{done} of {times}", file=sys.stderr, flush=True)
    strange = seen.keys() - {frozenset({b"1\n"}), frozenset({b"2\n"}), first}
    assert not strange, f"a mixture of editions was read: {strange}"
    counts = " and ".join(f"{seen[frozenset({figure})]:,}" for figure in (b"1\n", b"2\n"))
    print(
        f"{times:,} readings of each of {files} files ({times * files:,}) in {time.monotonic() - began:.0f} s: no error; "
        f"of one edition and the other {counts} times, {turns:,} times another than the reading before."
    )


if __name__ == "__main__":
    main()

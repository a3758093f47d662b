"""How often an update would have asked: the editions held, one after the other, put to the rules of plausible figures.

Prints the table of README.md. Each edition of ``data/worldbank/vintages/`` and today's series are taken as the
answer to an update of the edition before it, series by series. Copies do not cover the same years and economies:
only what both could have is compared, so that no rule speaks of a copy's cover. Debt by creditor likewise.

    PYTHONPATH=. python benchmarks/editions.py [--each]
"""

import argparse
import itertools
import re
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from footprint import library
from footprint.library.plausible import objections
from footprint.library.tables import OBSERVATION

Step = tuple[str, str, str, list[str]]


def series_steps() -> Iterator[Step]:
    """Each series from each edition to the next: what, from, to, and what is asked."""
    opened = library.default()
    for code, part in opened.vintages_of_all().groupby("indicator", sort=True):
        limits = opened.package.series_of(code).limits
        editions = [(name, one[OBSERVATION]) for name, one in part.groupby("vintage", sort=True)]
        for (earlier, before), (later, after) in itertools.pairwise(editions):
            yield code, earlier, later, objections(*covered(before, after), limits)


def covered(before: pd.DataFrame, after: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Two editions without the economies that one of them lacks, and the years before either begins or after the later ends."""
    both = set(before["economy"]) & set(after["economy"])
    first, last = max(before["year"].min(), after["year"].min()), after["year"].max()
    before, after = (
        one[one["economy"].isin(both) & (one["year"] >= first)] for one in (before, after)
    )
    return before[before["year"] <= last].reset_index(drop=True), after.reset_index(drop=True)


def debt_steps() -> Iterator[Step]:
    """The two editions of debt by creditor, economy by economy."""
    opened = library.default()
    rows = opened.records("debt_by_creditor").rename(columns={"economy": "owes"})
    rows, limits = (
        rows.rename(columns={"creditor": "economy"}),
        opened.package.resource("debt-by-creditor").limits,
    )
    (earlier, before), (later, after) = rows.groupby("edition", sort=True)
    for owes, part in before.groupby("owes"):
        new = after[after["owes"] == owes]
        yield (
            f"debt of {owes}",
            earlier,
            later,
            objections(*covered(part[OBSERVATION], new[OBSERVATION]), limits),
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--each", action="store_true", help="print every objection")
    chosen, steps = parser.parse_args(), [*series_steps(), *debt_steps()]
    if chosen.each:
        for what, earlier, later, texts in steps:
            for text in texts:
                print(f"{earlier} {later} {what}: {text}")
        return
    print("| from | to | series | asked | rules |\n| :-- | :-- | --: | --: | :-- |")
    for (earlier, later), group in itertools.groupby(
        sorted(steps, key=lambda step: step[1:3]), lambda step: step[1:3]
    ):
        all_texts = [texts for *_, texts in group]
        rules = Counter(re.search("rule “(.+)”", text)[1] for texts in all_texts for text in texts)
        told = ", ".join(f"{name} {count}" for name, count in sorted(rules.items()))
        print(f"| {earlier} | {later} | {len(all_texts)} | {sum(map(bool, all_texts))} | {told} |")


if __name__ == "__main__":
    main()

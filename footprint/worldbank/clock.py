"""One deadline for all pulls of an update, and word of what is asked while it runs."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Iterator
from contextvars import ContextVar
from typing import NamedTuple, Never

from tqdm import tqdm

from footprint.errors import unsteered
from footprint.worldbank.limits import WHOLE_DEADLINE
from footprint.worldbank.settings import deadline_seconds


class Whole(NamedTuple):
    """Until when all that is asked may take, how many seconds that are, and where it is told."""

    end: float
    seconds: float
    bar: tqdm[Never]


_WHOLE: ContextVar[Whole | None] = ContextVar("whole", default=None)


@contextlib.contextmanager
def one_deadline() -> Iterator[None]:
    """Everything asked within ends at one time: as WORLDBANK_DEADLINE says, else in ten minutes."""
    seconds = deadline_seconds(None, WHOLE_DEADLINE)
    form = "{desc} ({elapsed})"
    with tqdm(desc="asking", bar_format=form, disable=unwatched(), leave=False) as bar:
        before = _WHOLE.set(Whole(time.monotonic() + seconds, seconds, bar))
        try:
            yield
        finally:
            _WHOLE.reset(before)


def shared() -> Whole | None:
    """The deadline that a pull shares with others, if it does."""
    return _WHOLE.get()


def asking(what: str) -> None:
    """Tell who watches an update what is asked now."""
    if whole := shared():
        whole.bar.set_description_str(unsteered(f"asking for {what}"))


def unwatched() -> bool | None:
    """Whether a bar is hidden: not in a notebook; elsewhere tqdm looks for a terminal."""
    return True if sys.stderr is None else False if "ipykernel" in sys.modules else None

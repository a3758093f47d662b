"""Which figures are shown: the committed ones, or those that the service has today."""

from __future__ import annotations

import os
import sys
from typing import Any

from footprint.errors import DataError
from footprint.surroundings import IN_BOOK, kernel
from footprint.words.text import Prose


def mode() -> str:
    """``frozen`` or ``live``: as ``FOOTPRINT_MODE`` says, else live in a notebook alone."""
    chosen = os.environ.get("FOOTPRINT_MODE", "")
    if chosen not in ("", "frozen", "live"):
        raise DataError(
            f"FOOTPRINT_MODE: “{chosen}” is no mode. Set it to frozen or live, or unset it."
        )
    return chosen or ("live" if kernel() else "frozen")


def in_build() -> bool:
    """Whether the book is being built: its pages say below of which data they are."""
    return bool(os.environ.get(IN_BOOK))


def cell() -> tuple[str, int] | None:
    """The cell that runs, and its how manieth run of any cell it is; None outside a notebook.

    Front ends tell the kernel the id of a cell; where one does not, its source stands for it."""
    shell = _shell()
    if shell is None or not shell.history_manager:
        return None
    asked = shell.get_parent() if hasattr(shell, "get_parent") else {}
    id = asked.get("metadata", {}).get("cellId") or shell.history_manager.input_hist_raw[-1]
    return str(id), int(shell.execution_count)


def announce(sentence: Prose) -> bool:
    """Show a sentence at once, under the cell that runs; whether there is one."""
    if cell() is None:
        return False
    shown = {"text/plain": str(sentence), "text/markdown": sentence._repr_markdown_()}
    _shell().display_pub.publish(data=shown)
    return True


def _shell() -> Any:
    interactive = sys.modules.get("IPython")
    return interactive.get_ipython() if interactive else None

"""Which figures are shown: the committed ones, or those that the service has today."""

import os
import sys

from footprint.errors import DataError


def mode() -> str:
    """``frozen`` or ``live``: as ``FOOTPRINT_MODE`` says, else live in a notebook alone."""
    chosen = os.environ.get("FOOTPRINT_MODE", "")
    if chosen not in ("", "frozen", "live"):
        raise DataError(
            f"FOOTPRINT_MODE: “{chosen}” is no mode. Set it to frozen or live, or unset it."
        )
    return chosen or ("live" if _in_notebook() else "frozen")


def _in_notebook() -> bool:
    interactive = sys.modules.get("IPython")
    shell = interactive.get_ipython() if interactive else None
    return type(shell).__name__ == "ZMQInteractiveShell"

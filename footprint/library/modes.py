"""Which figures are shown: the committed ones, or those that the service has today."""

import os

from footprint.errors import DataError
from footprint.surroundings import kernel


def mode() -> str:
    """``frozen`` or ``live``: as ``FOOTPRINT_MODE`` says, else live in a notebook alone."""
    chosen = os.environ.get("FOOTPRINT_MODE", "")
    if chosen not in ("", "frozen", "live"):
        raise DataError(
            f"FOOTPRINT_MODE: “{chosen}” is no mode. Set it to frozen or live, or unset it."
        )
    return chosen or ("live" if kernel() else "frozen")

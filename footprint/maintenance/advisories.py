"""Known faults of the libraries that the book is made with, in words."""

import json
from pathlib import Path

from footprint.errors import BookError

NOT_AUDITED = (
    "The advisory service could not be reached from here: nothing was audited. "
    "Run make audit where it can be."
)


def faults_told(found: Path) -> tuple[str, bool]:
    """What pip-audit's report as JSON says, and whether a library has a known fault.

    What it could not look up is counted, never taken for sound. BookError if it is no report."""
    try:
        libraries = json.loads(found.read_text(encoding="utf-8"))["dependencies"]
        asked = [one for one in libraries if "skip_reason" not in one]
        faults = [
            f"{one['name']} {one['version']}: {fault['id']}, mended in {_mended(fault)}"
            for one in asked
            for fault in one["vulns"]
        ]
    except (OSError, ValueError, LookupError, TypeError, RecursionError) as error:
        what = "no report of pip-audit"
        raise BookError(f"{found}: {what} ({error}). Run: make audit") from None
    if not asked:
        return NOT_AUDITED, False
    counted = f"{len(asked)} of {len(libraries)} libraries were looked up"
    if not faults:
        return f"{counted}; none has a known fault.", False
    remedy = "Renew the lock: make lock"
    return "\n".join([*faults, f"{counted}. {remedy}"]), True


def _mended(fault: dict[str, list[str]]) -> str:
    return " or ".join(fault["fix_versions"]) or "no release yet"

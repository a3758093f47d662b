"""The World Bank's databases. To add one: its name and number here, its series in ``data/``."""

import re

WDI, WGI, IDS, ARCHIVES = 2, 3, 6, 57
MAIN = "World Development Indicators"
DATABASES = {
    MAIN: WDI,
    "Worldwide Governance Indicators": WGI,
    "International Debt Statistics": IDS,
    "WDI Database Archives": ARCHIVES,
}
GOVERNANCE = re.compile(r"(?:CC|GE|PV|RL|RQ|VA)\.EST")


def database_name(number: int) -> str:
    """The name of a database, also of one that is not listed here."""
    return {known: name for name, known in DATABASES.items()}.get(number, f"database {number}")


def recoded(code: str) -> str:
    """Where a series went that was given another code, in words; "" if it was not."""
    moved = f"since July 2026 this governance series is GOV_WGI_{code.upper()} in source {WGI}"
    return moved if GOVERNANCE.fullmatch(code.upper()) else ""

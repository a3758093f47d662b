"""What the environment sets: where the services are, and how long one pull may take."""

import math
import os
import re
from urllib.parse import urlsplit

from footprint.errors import ServiceError
from footprint.worldbank.answers import NUMBER, plain_text
from footprint.worldbank.limits import DEADLINE

WORLDBANK = "https://api.worldbank.org/v2"
WITS = "https://wits.worldbank.org/API/V1"
HOST = re.compile(r"[a-z0-9._:-]{1,253}")
# Of an address with a name and a password before the host, those are not repeated.
SECRET = re.compile(r"(?<=//)[^/]*@")


def base_address(variable: str, given: str | None, default: str) -> str:
    """Where a service is: as given, else as the variable says, else its own address."""
    value = given or os.environ.get(variable) or default
    try:
        split = urlsplit(value)
        host = split.scheme in ("http", "https") and HOST.fullmatch(split.hostname or "")
        more = split.port == 0 or set("?#@") & set(value)
        sound = bool(host and not more and re.fullmatch(r"[!-~]{1,300}", value))
    except ValueError:
        sound = False
    if not sound:
        shown = plain_text(SECRET.sub("…@", value))
        what = f"{variable} is “{shown}”, which is no address of a service"
        raise ServiceError(f"{what}; set it to one such as {default}, or unset it.")
    return value.rstrip("/")


def service_host() -> str:
    """The host of the World Bank's service, for a sentence."""
    return urlsplit(base_address("WORLDBANK_API", None, WORLDBANK)).hostname or ""


def deadline_seconds(given: float | None, usual: float = DEADLINE) -> float:
    """How long one pull may take: as given, else as the variable says, else as usual."""
    value = os.environ.get("WORLDBANK_DEADLINE") or usual if given is None else given
    try:
        # Python reads more as a number than people do: 1_0, figures of other scripts.
        plain = not isinstance(value, str) or NUMBER.fullmatch(value.strip())
        seconds = float(value) if plain else math.nan
    except (TypeError, ValueError, OverflowError):
        seconds = math.nan
    if not 0 < seconds <= 86_400:
        remedy = "set it to a number of seconds from above 0 to 86400, such as 120, or unset it."
        raise ServiceError(f"WORLDBANK_DEADLINE is “{plain_text(value)}”; {remedy}")
    return seconds

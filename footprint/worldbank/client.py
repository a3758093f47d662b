"""The services as anyone calls them: economies by code or by name, and a word on what lacks."""

import difflib
import functools
import inspect
import re
import sys
import warnings
from collections.abc import Callable, Sequence
from typing import ParamSpec

from footprint.worldbank.answers import PLACE, Observations, plain_text
from footprint.worldbank.errors import BadQuestion
from footprint.worldbank.service import world_bank

_P = ParamSpec("_P")
# What a name of an economy may be made of; codes are names too.
NAME = re.compile(r"[^\W\d_][\w .,'’()&-]{1,80}")
WITHIN = f"{__name__.partition('.')[0]}."


class SeriesWarning(UserWarning):
    """A series that was asked for and did not come: which, and why."""


def for_anyone(ask: Callable[_P, Observations]) -> Callable[_P, Observations]:
    """A function that asks, for callers who may give names and must hear of problems."""
    signature = inspect.signature(ask)

    @functools.wraps(ask)
    def call(*given: _P.args, **options: _P.kwargs) -> Observations:
        bound = signature.bind(*given, **options)
        for name in {"economy", "economies"} & bound.arguments.keys():
            bound.arguments[name] = _coded(bound.arguments[name], bound.arguments.get("api"))
        found = ask(*bound.args, **bound.kwargs)
        # The book tells of problems in sentences of its own.
        within = sys._getframe(1).f_globals.get("__name__", "").startswith(WITHIN)
        for problem in () if within else found.problems.values():
            warnings.warn(problem, SeriesWarning, stacklevel=2)
        return found

    return call


def _coded(given: str | Sequence[str], api: str | None) -> str | Sequence[str]:
    """Economies by their codes; the service is asked for names only where one is given."""
    places = [given] if isinstance(given, str) else list(given)
    if all(PLACE.fullmatch(place.strip().upper()) for place in places):
        return given
    if not all(NAME.fullmatch(place.strip()) for place in places):
        # Neither code nor name: whoever asks for it refuses it.
        return given
    with world_bank(api) as service:
        listed = service.listed("country", lambda one: (plain_text(one["name"]), str(one["id"])))
    known = {name.casefold(): code for name, code in listed}
    names = {code: name for name, code in listed}
    codes = [_code(place.strip(), known, names) for place in places]
    return codes[0] if isinstance(given, str) else codes


def _code(place: str, known: dict[str, str], names: dict[str, str]) -> str:
    """The code of an economy; BadQuestion with those whose name is near."""
    if PLACE.fullmatch(place.upper()):
        return place
    if code := known.get(place.casefold()):
        return code
    # “Kyrgyzstan” is the Kyrgyz Republic: as words the two are far from each other.
    near = [name for name in known if name[:5] == place.casefold()[:5]]
    near = near or difflib.get_close_matches(place.casefold(), known, n=3)
    told = ", ".join(f"{known[name]} ({names[known[name]]})" for name in near)
    meant = f"did you mean {told}?" if told else "give its code of three letters."
    raise BadQuestion(f"economies: the World Bank has no “{plain_text(place)}”; {meant}")

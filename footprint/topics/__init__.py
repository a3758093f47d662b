"""One module a subject: its measures, its frames, its words."""

import importlib
import pkgutil
from collections.abc import Mapping

from footprint.topics.measure import Measure

SUBJECTS = [
    importlib.import_module(f"{__name__}.{found.name}") for found in pkgutil.iter_modules(__path__)
]
# Every measure of a subject, by its name in the ledger.
MEASURES: Mapping[str, Measure[...]] = {
    found.name: found
    for subject in SUBJECTS
    for found in vars(subject).values()
    if isinstance(found, Measure) and found.function.__module__ == subject.__name__
}

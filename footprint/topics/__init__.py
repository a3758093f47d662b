"""One module a subject: its measures, its frames, its words."""

import pkgutil
from collections.abc import Mapping
from importlib import import_module

from footprint.topics.measure import Measure

SUBJECTS = [import_module(f"{__name__}.{one.name}") for one in pkgutil.iter_modules(__path__)]
# Every measure of a subject, by its name in the ledger.
SUBJECT_MEASURES: Mapping[str, Measure[...]] = {
    declared.name: declared
    for subject in SUBJECTS
    for declared in vars(subject).values()
    # Its type, for to ask a library that waits whether it is an instance would load it.
    if type(declared) is Measure and declared.function.__module__ == subject.__name__
}

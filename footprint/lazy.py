"""Libraries that take long to load, loaded when something of them is first used."""

import importlib.util
import sys
from types import ModuleType
from typing import TYPE_CHECKING


def later(name: str) -> ModuleType:
    """A module that is loaded once something of it is asked for, by the standard library's way."""
    if name in sys.modules:
        return sys.modules[name]
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"{name} is not installed. Run: make book", name=name)
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return sys.modules.setdefault(name, module)


if TYPE_CHECKING:
    import pandas
else:
    pandas = later("pandas")

"""Where the code runs: in a notebook or not, and whether a build of the book started it."""

import os
import sys
from collections.abc import Callable
from typing import Any

# A build says so to the kernels that it starts.
IN_BOOK = "FOOTPRINT_BOOK"


def kernel() -> Any | None:
    """The shell of the notebook that runs this, Jupyter's or one made from it, as Colab's is."""
    loaded = sys.modules.get("IPython")
    shell = loaded.get_ipython() if loaded else None
    kinds = {kind.__name__ for kind in type(shell).__mro__}
    return shell if "ZMQInteractiveShell" in kinds else None


def alone() -> bool:
    """Whether a notebook shows what is made here without the book's pages around it: then it brings
    its own style, and asks nothing of what stands beside it."""
    return kernel() is not None and not os.environ.get(IN_BOOK)


def shows(kind: type, how: Callable[[Any], str | None]) -> None:
    """Have a notebook show what is of a kind as HTML; ``how`` returns None where that is not so."""
    shell = kernel()
    if shell and (formatter := getattr(shell, "display_formatter", None)):
        formatter.formatters["text/html"].for_type(kind, how)

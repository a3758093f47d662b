"""Cells run as a kernel would run them, each chapter in a process of its own."""

import os
import traceback
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from support.forked import answer, enter

Bundle = dict[str, Any]


def executed(sources: Sequence[str], folder: Path) -> list[Bundle]:
    """What cells of code show, as bundles by media type, run one after another in a folder, in the environment of now."""
    shown = answer(_execute, sources, folder, dict(os.environ))
    if isinstance(shown, str):
        raise RuntimeError(shown)
    return shown


def _execute(
    pipe: Connection, sources: Sequence[str], folder: Path, environment: Mapping[str, str]
) -> None:
    from IPython.core.displayhook import CapturingDisplayHook
    from IPython.core.displaypub import CapturingDisplayPublisher
    from IPython.core.interactiveshell import InteractiveShell

    enter(folder, environment)
    shell = InteractiveShell.instance()
    shell.display_pub = CapturingDisplayPublisher(parent=shell)
    shown = shell.display_pub.outputs
    shell.display_trap.hook = CapturingDisplayHook(shell=shell, outputs=shown)
    try:
        for source in sources:
            shell.run_cell(source, store_history=True).raise_error()
        pipe.send([output["data"] for output in shown])
    except BaseException:
        pipe.send(traceback.format_exc())

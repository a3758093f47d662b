"""Golden files: what a template makes of fixed values, held fast.

``UPDATE_GOLDEN=1 python -m pytest tests/test_render.py`` writes them anew; read the difference.
"""

import os
from pathlib import Path

GOLDEN = Path(__file__).parent.parent / "golden"


def check(name: str, text: str) -> None:
    """A text is what the golden file of this name holds."""
    if os.environ.get("UPDATE_GOLDEN"):
        (GOLDEN / name).write_text(f"{text}\n", encoding="utf-8")
    assert f"{text}\n" == (GOLDEN / name).read_text(encoding="utf-8")

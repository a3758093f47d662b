"""Golden files: what a template makes of values that never change."""

import os
from pathlib import Path

FOLDER = Path(__file__).parent.parent / "golden"


def golden(name: str, text: str) -> None:
    """The text is that of a file in ``tests/golden``; ``GOLDEN=write`` writes it anew."""
    path = FOLDER / name
    if os.environ.get("GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"{text}\n", encoding="utf-8")
    assert text == path.read_text(encoding="utf-8").removesuffix("\n")

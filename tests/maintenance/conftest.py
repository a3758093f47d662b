"""What make does, with something that stands for the Python of the checkout."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from support.builds import ROOT

# It writes down what it was asked for, and proposes as STUB says.
PYTHON = """#!/bin/sh
[ "$1" = -c ] && exit 0
echo "$@" >> asked
[ "$3" = propose ] || exit 0
[ "$STUB" = fails ] && exit 1
[ "$STUB" = news ] && mkdir -p _build/proposal && echo text > _build/proposal/body.md
exit 0
"""


@pytest.fixture
def make(tmp_path) -> Callable[[str], tuple[bool, list[str]]]:
    """Make a target in a folder of its own: whether it failed, and what Python was asked for."""
    if shutil.which("make") is None:
        pytest.skip("needs make")
    for name in ("requirements.txt", "pyproject.toml", "Makefile", "CHANGELOG.md"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/python").write_text(PYTHON, encoding="utf-8")
    (tmp_path / ".venv/bin/python").chmod(0o755)
    (tmp_path / ".venv/.ready").write_text(f"{os.path.realpath(tmp_path)}\n", encoding="utf-8")

    def run(target: str) -> tuple[bool, list[str]]:
        done = subprocess.run(["make", "-s", target], cwd=tmp_path, capture_output=True)
        told = Path(tmp_path / "asked").read_text(encoding="utf-8").splitlines()
        return done.returncode != 0, told

    return run

"""What not every system has, and which tests need it."""

import os
import shutil
import subprocess

import pytest

from footprint.sphinxext import assets
from support.builds import ROOT

FORKS = pytest.mark.skipif(
    not hasattr(os, "fork"), reason="this system starts no process by a fork"
)
HANDLES = pytest.mark.skipif(
    not hasattr(os, "pidfd_open"), reason="this system gives no handle of a process to wait for"
)
GROUPS = pytest.mark.skipif(
    not hasattr(os, "killpg"), reason="this system does not signal a group of processes"
)
SHELL = pytest.mark.skipif(os.name == "nt", reason="this system runs no script by its first line")
JAVA = pytest.mark.skipif(
    shutil.which("java") is None,
    reason="no Java on this machine: install it (on Debian: apt-get install default-jre-headless)",
)


def checked_by_nu(*arguments: object, **options: object) -> subprocess.CompletedProcess:
    """What a program of the Nu Html Checker says. Java finds a file by the letters of the locale, and ASCII has not all of them."""
    jar = assets.fetch(ROOT, assets.VNU) / "vnu.jar"
    return subprocess.run(
        ["java", "-cp", jar, *arguments],
        env=os.environ | {"LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        **options,
    )

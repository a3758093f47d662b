"""What not every system has, and which tests need it."""

import os

import pytest

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

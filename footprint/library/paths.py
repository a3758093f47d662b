"""Paths of files in the data folder: none leads out of it, by its letters or by a link."""

import os
import re
from pathlib import Path

from footprint.errors import DataError

FILE = "datapackage.json"
REPORTS = "updates"
# What has its own meaning in the folder, and is no file of the package.
RESERVED = re.compile(rf"{re.escape(FILE)}|claims(\.\w+)?\.yml", re.IGNORECASE)
# A name that every system takes, and means by it what it says.
PART = re.compile(r'(?![. ])[^\\/:*?"<>|\x00-\x1f\x7f]*[^\\/:*?"<>|\x00-\x1f\x7f. ]')


def misnamed(name: str, kind: str) -> str:
    """Why no file of the package may have this path, given the kind of file; "" if it may."""
    parts = name.split("/")
    if ".." in parts or not parts[0] or re.match("[A-Za-z]:", name):
        return "leads out of data/; name a file in it, such as records/votes.csv"
    if not all(map(PART.fullmatch, parts)):
        return "is no plain path; name a file in data/, such as records/votes.csv"
    if RESERVED.fullmatch(name):
        return "is a file of its own meaning; name another"
    if parts[0].casefold() == REPORTS and kind != "json":
        return f"lies among the reports of updates, {REPORTS}/; name another folder"
    return ""


def contained(folder: Path, name: str) -> Path:
    """A file of a folder; DataError if a link leads from there to outside of it."""
    path = folder / name
    if not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder)):
        raise DataError(
            f"{path}: a link leads out of {folder}, and none is followed. "
            "Put the file itself in its place."
        )
    return path

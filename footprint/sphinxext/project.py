"""The whole project in one file: what a clone has, under a folder of its name.

Which files these are is declared here, not asked of git: unpacked, the file builds the same book,
and packs the same file, where there is no git."""

import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from footprint import library
from footprint.library.package import PACKAGE, data_dir, digest

PROJECT = "project.zip"
# What lies at the top of a clone; all of a folder, but for what machines leave there.
NAMES = """.binder .ci .git-blame-ignore-revs .gitattributes .github .gitignore
.pre-commit-config.yaml .zenodo.json CHANGELOG.md CITATION.cff CONTRIBUTING.md LICENSE
Makefile README.md SECURITY.md _config.yml _toc.yml benchmarks chapters data docs
footprint pyproject.toml requirements-lab.txt requirements-test.txt requirements.txt
tests""".split()
# Known by hashes of their own, as what pages are made of.
KNOWN = {
    "chapters",
    "data",
    "footprint",
    "requirements.txt",
    "CITATION.cff",
    "_config.yml",
    "_toc.yml",
}
# An archive keeps times: this is the first that it can keep.
NO_TIME = (1980, 1, 1, 0, 0, 0)


def folder_name() -> str:
    """What the project is called, and its folder where it is unpacked: as its data."""
    return str(library.package().content["name"])


def package_apart(folder: Path) -> bool:
    """Whether the book in a folder has its package elsewhere, where its lock says."""
    return not (folder / "pyproject.toml").exists()


def all_files(folder: Path) -> dict[str, Path]:
    """The files of the project in a folder by their names in it; package and data are those that
    the book is made with, wherever they are."""
    elsewhere = {"data": data_dir()} | ({} if package_apart(folder) else {"footprint": PACKAGE})
    found: dict[str, Path] = {}
    for name in NAMES:
        top = elsewhere.get(name, folder / name)
        found |= {f"{name}{inside}": path for inside, path in _below(top)}
    return dict(sorted(found.items()))


def _below(top: Path) -> Iterator[tuple[str, Path]]:
    if top.is_file():
        yield "", top
    for path in top.rglob("*") if top.is_dir() else ():
        inside = path.relative_to(top).as_posix()
        idle = inside.endswith(".pyc") or "/." in f"/{inside}" or not path.is_file()
        if not idle:
            yield f"/{inside}", path


def rest(folder: Path) -> str:
    """One hash over what no page is made of: with the hashes of the others it tells one project
    from another."""
    found = {
        name: digest(path.read_bytes())
        for name, path in all_files(folder).items()
        if name.partition("/")[0] not in KNOWN
    }
    return digest(json.dumps(found).encode())


def packed(folder: Path) -> bytes:
    """The project in a folder as one file."""
    home = folder_name()
    return pack((f"{home}/{name}", path) for name, path in all_files(folder).items())


def pack(named: Iterable[tuple[str, Path]]) -> bytes:
    """Files by their names as one, the same bytes on any machine: how much a compressor saves hangs
    on its release, so none has a say."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, path in sorted(named):
            entry, content = zipfile.ZipInfo(name, NO_TIME), path.read_bytes()
            # Else it would say which system packed it, and who may read it there. What names its
            # program in its first line can be run.
            mode = 0o755 if content.startswith(b"#!") else 0o644
            entry.create_system, entry.external_attr = 3, mode << 16
            archive.writestr(entry, content)
    return made.getvalue()

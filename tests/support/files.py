"""Files altered on purpose, and a process that dies over them."""

import json
import os
import sys
from pathlib import Path

import yaml

from footprint.ledger.plain import PlainLoader


def altered_ledger(data, change) -> None:
    """Rewrite the ledger of a copy of the data after ``change`` was applied to its content."""
    content = read_ledger(data)
    change({claim["id"]: claim for claim in content["claims"]})
    write_ledger(data, content)


def read_ledger(data: Path) -> dict:
    """The content of the ledger of a data folder, days as they are written."""
    return yaml.load((data / "claims.yml").read_text(encoding="utf-8"), PlainLoader)


def write_ledger(data: Path, content: dict) -> None:
    """Put it back; in C, which takes a tenth of the time."""
    text = yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True)
    (data / "claims.yml").write_text(text, encoding="utf-8")


def as_published(data: Path) -> None:
    """Let remittances over GDP stand as published: of the release of its parts, so that the file of the ratio counts."""
    path = data / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    entries = {entry["name"]: entry for entry in package["resources"]}
    entries["bx.trf.pwkr.dt.gd.zs"]["vintage"] = entries["ny.gdp.mktp.cd"]["vintage"]
    path.write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file of a folder by its path in it, with its content."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


# What a process does to files, as Python itself reports it.
OPERATIONS = {
    "os.mkdir",
    "os.rename",
    "os.remove",
    "os.rmdir",
    "os.chmod",
    "os.utime",
    "shutil.rmtree",
}


def die_at(number: int, folder: Path) -> None:
    """Let this process die, without any clean-up, right before its operation ``number`` on files of ``folder`` or beside it."""
    seen = 0

    def watch(event: str, arguments: tuple) -> None:
        nonlocal seen
        if _is_operation(event, arguments, folder):
            seen += 1
            if seen == number:
                os._exit(9)

    sys.addaudithook(watch)


def _is_operation(event: str, arguments: tuple, folder: Path) -> bool:
    if event == "open":
        writes = isinstance(arguments[2], int) and arguments[2] & (
            os.O_WRONLY | os.O_RDWR | os.O_CREAT
        )
        return bool(writes) and str(arguments[0]).startswith(str(folder.parent))
    # While a tree is removed its parts are named without their folder.
    return event in OPERATIONS and (
        str(arguments[0]).startswith(str(folder.parent)) or "/" not in str(arguments[0])
    )

"""Data folders small enough to be updated hundreds of times, and what an update says of them."""

import json
from pathlib import Path

from support.files import read_ledger, write_ledger

RATIO = "BX.TRF.PWKR.DT.GD.ZS"
SECOND = "NE.EXP.GNFS.ZS"
SMALL = {"economies", RATIO.lower(), SECOND.lower()}


def cut_down(data: Path, names: set[str], wanted: bool, claim: str = "kgz-remit-third") -> None:
    """Leave a data folder a few files and one claim."""
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    for entry in package["resources"]:
        if entry["name"] not in names:
            (data / entry["path"]).unlink()
    package["resources"] = [entry for entry in package["resources"] if entry["name"] in names]
    package["wanted"] = package["wanted"] if wanted else []
    (data / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    book = read_ledger(data)
    book["claims"] = [one for one in book["claims"] if one["id"] == claim]
    book |= {"levers": book["levers"][:1], "carrying": claim}
    write_ledger(data, book)


def one_sentence(report) -> str:
    """What a refused update says: one line, no traceback, no markup of the service's."""
    (line,) = report.lines()
    assert line.startswith("Nothing was written") and "Traceback" not in line and "\n" not in line
    return line

"""What spreadsheets make of a table is told by the file, and how to save it; by describe, and nothing is written."""

import csv

import pytest
from support.builds import ROOT

from footprint import errors, library
from footprint.library.spreadsheets import misfiled

SERIES = "worldbank/BX.TRF.PWKR.DT.GD.ZS.csv"
TEXT = (ROOT / "data" / SERIES).read_text(encoding="utf-8")
HEAD = ["economy", "year", "value"]
CASES = {
    "semicolons": (TEXT.replace(",", ";").encode(), "its cells are parted by semicolons"),
    "decimal commas": (
        TEXT.replace(",", ";").replace(".", ",").encode(),
        "its cells are parted by semicolons",
    ),
    "tabs": (TEXT.replace(",", "\t").encode(), "its cells are parted by tabs"),
    "byte order mark": (b"\xef\xbb\xbf" + TEXT.encode(), "begins with a byte order mark"),
    "line ends": (TEXT.replace("\n", "\r\n").encode(), "Windows line ends"),
    "old line ends": (TEXT.replace("\n", "\r").encode(), "line ends"),
    "sep": (b"sep=,\n" + TEXT.encode(), "“sep=,”, a line for Excel alone. Delete that line"),
    "sep, quoted": (b'"sep=;"\n' + TEXT.encode(), "a line for Excel alone"),
    "utf-16": (TEXT.encode("utf-16"), "is in UTF-16"),
    "utf-16 without a mark": (TEXT.encode("utf-16-le"), "is in UTF-16"),
    "latin-1": (TEXT.encode() + "KGZ,2025,ä\n".encode("latin-1"), "is not in UTF-8: line "),
    "commas at the end": (TEXT.replace("\n", ",,\n").encode(), "empty columns"),
    "empty rows": (TEXT.encode() + b",,\n,,\n", "is empty. Delete it"),
    "lines as one cell": (
        "".join(f'"{line}"\n' for line in TEXT.splitlines()).encode(),
        "each line is one cell, in quotation marks",
    ),
    "workbook": (b"PK\x03\x04" + b"\0" * 50, "is a workbook of a spreadsheet"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + b"\0" * 50, "is a workbook of a spreadsheet"),
    "nothing": (b"", "the file is empty"),
}


@pytest.mark.parametrize("case", CASES)
def test_what_a_spreadsheet_did_is_said(case):
    """The file, not what the parser thought of it."""
    content, says = CASES[case]
    assert says in misfiled(content, HEAD)


def test_a_table_is_none_of_these(data):
    """No file of the package is taken for one, nor one that is quoted throughout."""
    package = library.package()
    for one in package.resources:
        if one.format == "csv":
            names = [field["name"] for field in one.schema["fields"]]
            assert misfiled(package.bytes_of(one), names) == ""
    quoted = "".join('"' + line.replace(",", '","') + '"\n' for line in TEXT.splitlines())
    assert misfiled(quoted.encode(), HEAD) == ""


def test_describe_says_it_and_writes_nothing(data):
    """File, what is wrong, how to save it, and what to run then."""
    before = (data / "datapackage.json").read_bytes()
    (data / SERIES).write_bytes(CASES["semicolons"][0])
    with pytest.raises(
        errors.DataError,
        match=rf"{SERIES}: its cells .* Save it as CSV, with commas .*, then run: python -m footprint describe$",
    ):
        library.describe()
    assert (data / "datapackage.json").read_bytes() == before


def test_a_cell_too_long_is_no_name():
    """A first line that no reader of tables takes; other libraries may have let it take more."""
    before = csv.field_size_limit(131_072)
    assert "cell too long" in misfiled(b"x" * 200_000, ["a"])
    csv.field_size_limit(before)
    assert len(misfiled(b"sep=" + b"," * 9_000 + b"\na\n", ["a"])) < 100

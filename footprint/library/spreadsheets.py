"""What a spreadsheet made of a CSV file, told by what is wrong with the file and how to save it."""

import csv
import re
from collections.abc import Sequence

UTF8 = b"\xef\xbb\xbf"
UTF16 = (b"\xff\xfe", b"\xfe\xff")
# What the files of workbooks begin with: of today's, those of old ones, and those of LibreOffice.
WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
SAVE = "Save it as CSV, with commas between cells and UTF-8 as character set"
UNMARKED = "In a text editor save it as UTF-8 without a byte order mark"
PARTED_BY = {";": "semicolons", "\t": "tabs", "|": "bars"}


def misfiled(content: bytes, names: Sequence[str]) -> str:
    """What is wrong with a file that should be a table of these columns, and how to save it;
    "" if it is a CSV file as the package has them, whatever its cells hold."""
    if content.startswith(WORKBOOKS):
        return f"the file is a workbook of a spreadsheet, and no CSV file. {SAVE}"
    if content.startswith(UTF16) or b"\0" in content[:1000]:
        return f"the file is in UTF-16 (“Unicode text”), and not in UTF-8. {SAVE}"
    if content.startswith(UTF8):
        return f"the file begins with a byte order mark, which “CSV UTF-8” of Excel has. {UNMARKED}"
    try:
        text = content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return (
            f"the file is not in UTF-8: line {line} has a letter of another character set. {SAVE}"
        )
    if not text.strip():
        return "the file is empty. Restore it"
    return _misparted(text, names) or _misended(text, names)


def _misparted(text: str, names: Sequence[str]) -> str:
    """What is wrong with the first line, which shows how cells are parted."""
    first = text.splitlines()[0]
    if re.fullmatch(r'"?sep=.?"?[;,]*', first, re.IGNORECASE):
        return f"the file begins with “{first[:8]}”, a line for Excel alone. Delete that line"
    try:
        head = next(csv.reader([first]))
    except csv.Error:
        return "its first line has a cell too long for a name. Restore it"
    for mark, what in PARTED_BY.items():
        if len(names) > 1 and mark in first and len(head) < len(names):
            return f"its cells are parted by {what}, and not by commas. {SAVE}"
    if len(head) == 1 < len(names) and "," in head[0]:
        return f"each line is one cell, in quotation marks as a whole. {SAVE}, in columns"
    if len(head) > len(names) and not any(head[len(names) :]):
        return (
            "its lines end in commas, which are empty columns. Delete the columns behind the last"
        )
    return ""


def _misended(text: str, names: Sequence[str]) -> str:
    """What is wrong with the ends of lines, and with lines that are none."""
    if "\r" in text:
        return (
            "the file has Windows line ends (CRLF), or some of an old Mac. "
            "In a text editor save it with line ends LF"
        )
    for number, line in enumerate(text.split("\n")[:-1], 1):
        if not line.strip(", \t;"):
            return f"line {number} is empty. Delete it"
    return ""

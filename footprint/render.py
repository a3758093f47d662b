"""The only door to HTML."""

import html
import re
from urllib.parse import urlsplit

import pandas as pd

from footprint.model import FAILS, HOLDS, IN_PART, UNTESTABLE
from footprint.words.numbers import digits

SYMBOLS = {HOLDS: "●", IN_PART: "◐", FAILS: "○", UNTESTABLE: "?"}
CLASSES = {HOLDS: "holds", IN_PART: "in-part", FAILS: "fails", UNTESTABLE: "untestable"}


def table_html(table: pd.DataFrame, classes: str = "data") -> str:
    """A frame as an HTML table that scrolls inside its own box; numbers as a careful editor prints them, gaps as “no data”."""
    return markup(table.map(printed).map(html.escape), classes)


def markup(cells: pd.DataFrame, classes: str) -> str:
    """Cells that are HTML as a table. Each says which column it is of: on a phone rows of ``records`` stand as blocks, without heads."""
    heads = [html.escape(str(name)) for name in cells.columns]
    labels = [
        f' data-label="{html.escape(str(name), quote=True)}"' if name else ""
        for name in cells.columns
    ]
    rows = "".join(
        f"<tr>{''.join(f'<td{label}>{cell}</td>' for label, cell in zip(labels, row, strict=True))}</tr>"
        for row in cells.itertuples(index=False, name=None)
    )
    head = "".join(f'<th scope="col">{name}</th>' for name in heads)
    return scroll(
        f'<table class="dataframe {classes}"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'
    )


def scroll(content: str) -> str:
    return f'<div class="scroll" tabindex="0">{content}</div>'


def printed(value: object) -> str:
    if pd.isna(value):
        return "no data"
    return digits(value) if isinstance(value, float) else str(value)


def linked(text: str) -> str:
    """A text as HTML whose web addresses are links that say the host only: a column of addresses would be all that one sees."""
    pieces = re.split(r"(https?://[^\s;,)]*[^\s;,).])", text)
    return "".join(
        _link(piece) if place % 2 else html.escape(piece) for place, piece in enumerate(pieces)
    )


def _link(address: str) -> str:
    host = (urlsplit(address).hostname or address).removeprefix("www.")
    return f'<a href="{html.escape(address, quote=True)}">{html.escape(host)}</a>'


def badge(verdict: str) -> str:
    """A verdict as a shape and a word, never by colour alone."""
    return f'<span class="verdict {CLASSES[verdict]}">{SYMBOLS[verdict]}\u00a0{verdict}</span>'

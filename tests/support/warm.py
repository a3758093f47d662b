"""What processes find that are forked from one that loaded this: the committed data read, and its ledger judged."""

import gc
import os
from pathlib import Path

os.chdir(Path(__file__).parent)
os.environ.pop("FOOTPRINT_DATA_DIR", None)
os.environ["FOOTPRINT_MODE"] = "frozen"

import bs4  # noqa: E402 — where and how is read is set first
import soupsieve  # noqa: E402

from footprint import ledger  # noqa: E402

ledger.findings()
# Whoever looks for parts of a page first makes the patterns of all that can be asked.
soupsieve.select("a > b.c[d='e']:not(:first-child), f", bs4.BeautifulSoup("<a></a>", "html.parser"))
# To look through all that for garbage would copy it into each of them.
gc.freeze()

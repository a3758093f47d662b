"""What processes find that are forked from one that loaded this: the committed data read, its ledger judged, and what
others drew."""

import gc
import hashlib
import os
from pathlib import Path

os.chdir(Path(__file__).parent)
os.environ.pop("FOOTPRINT_DATA_DIR", None)
os.environ["FOOTPRINT_MODE"] = "frozen"

import bs4  # noqa: E402 — where and how is read is set first
import soupsieve  # noqa: E402
import vl_convert  # noqa: E402

from footprint import ledger, render  # noqa: E402
from support.forked import DRAWN  # noqa: E402

_draw = vl_convert.vegalite_to_svg


def drawn(chart: str) -> str:
    """A chart drawn once for all processes of the tests: to begin drawing takes as long as ten charts."""
    path = Path(os.environ[DRAWN]) / hashlib.sha256(chart.encode()).hexdigest()
    if not path.exists():
        half = path.with_suffix(f".{os.getpid()}")
        half.write_bytes(_draw(chart).encode())
        half.replace(path)
    return path.read_bytes().decode()


vl_convert.vegalite_to_svg = drawn
ledger.findings()
for templates in (render._HTML, render._MARKDOWN):
    for name in templates.list_templates():
        templates.get_template(name)
# Whoever looks for parts of a page first makes the patterns of all that can be asked.
soupsieve.select("a > b.c[d='e']:not(:first-child), f", bs4.BeautifulSoup("<a></a>", "html.parser"))
# To look through all that for garbage would copy it into each of them.
gc.freeze()

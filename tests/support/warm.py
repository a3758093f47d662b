"""What processes find that are forked from one that loaded this: the committed data read, its ledger judged, templates
and patterns made, and what others drew."""

import functools
import gc
import os
from pathlib import Path

os.chdir(Path(__file__).parent)
os.environ.pop("FOOTPRINT_DATA_DIR", None)
os.environ["FOOTPRINT_MODE"] = "frozen"

import bs4  # noqa: E402 — where and how is read is set first
import jinja2  # noqa: E402
import nbformat  # noqa: E402
import soupsieve  # noqa: E402
import sphinx.jinja2glue  # noqa: E402
from pygments.lexers import get_lexer_by_name  # noqa: E402

import support.drawings  # noqa: E402 — drawings are shared once it is loaded
from footprint import ledger, render  # noqa: E402

ledger.findings()
for templates in (render._HTML, render._MARKDOWN):
    for name in templates.list_templates():
        templates.get_template(name)
# What Sphinx makes of a template, all builds share: it was a tenth of a small one.
compiled = jinja2.FileSystemBytecodeCache(os.environ[support.drawings.DRAWN])
sphinx.jinja2glue.SandboxedEnvironment = functools.partial(
    sphinx.jinja2glue.SandboxedEnvironment, bytecode_cache=compiled
)
# Whoever looks for parts of a page first makes the patterns of all that can be asked.
soupsieve.select("a > b.c[d='e']:not(:first-child), f", bs4.BeautifulSoup("<a></a>", "html.parser"))
# So do the first notebook and its code: a check of notebooks is compiled, and a lexer's patterns.
nbformat.validate(nbformat.v4.new_notebook())
get_lexer_by_name("ipython3")
# To look through all that for garbage would copy it into each of them.
gc.freeze()

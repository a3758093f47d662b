"""What makes the built book reproducible and self-contained: a Sphinx extension.

``_config.yml`` loads it. It builds from the committed figures, refuses to start on damaged data,
runs chapters side by side and only when what they depend on changed, gives every map a page of its
own with local scripts, refuses dead links, those inside outputs too, and says in the book what it
came from."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from footprint.errors import FootprintError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


@contextlib.contextmanager
def told() -> Iterator[None]:
    """What is wrong ends a build in its own sentence: below an error of Sphinx, Jupyter Book
    prints the way to it."""
    try:
        yield
    except FootprintError as error:
        raise SystemExit(str(error)) from None


@told()
def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Connect the extension to a build."""
    # Loaded here: who fetches scripts or prints the book needs neither Sphinx nor the ledger.
    from footprint.library.package import PACKAGE, data_dir, hold_together
    from footprint.sphinxext import figures, kernels, live, notebooks, pages, search, targets
    from footprint.sphinxext.build import Build
    from footprint.sphinxext.edition import SETTINGS
    from footprint.surroundings import IN_BOOK

    hold_together(Path(app.srcdir))
    # Kernels inherit the environment: they work with this package, wherever it is installed.
    paths = [str(PACKAGE.parent), *filter(None, [os.environ.get("PYTHONPATH")])]
    os.environ["PYTHONPATH"] = os.pathsep.join(paths)
    # And notebooks read the committed figures in this build's folder,
    # or the service's of today for a book that lies apart.
    os.environ["FOOTPRINT_MODE"] = live.chosen_mode(Path(app.srcdir), Path(app.outdir))
    os.environ[IN_BOOK] = "1"
    os.environ["FOOTPRINT_DATA_DIR"] = str(data_dir().absolute())
    os.environ["FOOTPRINT_LEDGER"] = str(Path(app.outdir).parent / ".ledger")
    # A day that Sphinx and fonts would write into the book; it has none.
    os.environ.pop("SOURCE_DATE_EPOCH", None)
    kernels.talk_over_files()
    for setting in SETTINGS:
        app.add_config_value(setting, "", "html")
    app.add_config_value("footprint_languages", {}, "html")
    app.add_config_value("footprint_names", [], "html")
    build = Build(app)
    app.connect("config-inited", told()(build.configure))
    app.connect("builder-inited", told()(build.begin))
    app.connect("builder-inited", search.without_sphinx)
    app.connect("html-collect-pages", search.search_page)
    app.connect("env-get-outdated", build.outdated)
    app.connect("env-before-read-docs", told()(build.run))
    app.connect("source-read", targets.to_targets)
    app.connect("env-updated", build.all_pages)
    app.connect("doctree-resolved", told()(build.localise))
    app.connect("html-page-context", told()(pages.load_slider))
    # After the theme, whose menu it is.
    app.connect("html-page-context", notebooks.offer, priority=900)
    # Last: others write files at the end too.
    app.connect("build-finished", told()(build.end), priority=900)
    app.add_css_file("footprint.css")
    app.add_js_file("footprint.js", loading_method="defer")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

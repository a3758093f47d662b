"""What makes the built book reproducible and self-contained: a Sphinx extension.

``_config.yml`` loads it. It builds from the committed figures, refuses to start on damaged data,
rebuilds pages when data or package changed, gives every map a page of its own with local scripts,
and refuses dead links, those inside outputs too."""

import contextlib
import os
from collections.abc import Iterator
from typing import TYPE_CHECKING

from footprint.errors import FootprintError

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata


@contextlib.contextmanager
def told() -> Iterator[None]:
    """What is wrong ends a build in its own sentence, as an error of Sphinx does."""
    try:
        yield
    except FootprintError as error:
        from sphinx.errors import ExtensionError

        raise ExtensionError(str(error)) from None


@told()
def setup(app: "Sphinx") -> "ExtensionMetadata":
    """Connect the extension to a build."""
    # Loaded here: who fetches scripts or prints the book needs neither Sphinx nor the ledger.
    from footprint.library.package import data_dir
    from footprint.sphinxext import figures, ground, kernels, pages

    # Kernels inherit the environment: notebooks read the committed figures in this build's folder.
    os.environ["FOOTPRINT_MODE"] = "frozen"
    os.environ["FOOTPRINT_DATA_DIR"] = str(data_dir().absolute())
    kernels.need_no_network()
    app.add_config_value(ground.FINGERPRINT, "", "env")
    app.connect("config-inited", told()(ground.configure))
    app.connect("builder-inited", told()(ground.check_ground))
    app.connect("doctree-resolved", told()(figures.localise))
    app.connect("html-page-context", told()(pages.load_slider))
    app.connect("build-finished", told()(pages.finish))
    app.add_css_file("footprint.css")
    app.add_js_file("footprint.js", loading_method="defer")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}

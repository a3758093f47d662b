"""What makes the built book reproducible and self-contained: a Sphinx extension, loaded in ``_config.yml``.

It builds from the committed figures, refuses to start on damaged data, rebuilds pages when data or package changed,
gives every map a page of its own with local scripts, and refuses dead links, those inside outputs too.
"""

import os
import socket
import tempfile
from pathlib import Path

from jupyter_client.manager import KernelManager
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from footprint import errors, ledger, library
from footprint.sphinxext import assets, figures, icons, links, pages

STATIC = Path(__file__).parent / "static"


def setup(app: Sphinx) -> dict:
    """Connect the extension to a build."""
    # Kernels inherit the environment: every notebook reads the committed figures, from the folder this build was told.
    os.environ["FOOTPRINT_MODE"] = "frozen"
    os.environ["FOOTPRINT_DATA_DIR"] = str(library.data_dir().absolute())
    if not _loopback_works():
        _kernels_over_files()
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _check_ground)
    app.connect("env-get-outdated", _outdated)
    app.connect("doctree-resolved", figures.localise)
    app.connect("html-page-context", _load_slider)
    app.connect("build-finished", _finish)
    app.add_css_file("footprint.css")
    app.add_js_file("footprint.js", loading_method="defer")
    return {
        "version": "1",
        "parallel_read_safe": True,
        "parallel_write_safe": True,
        "env_version": 1,
    }


def _loopback_works() -> bool:
    try:
        with (
            socket.create_server(("127.0.0.1", 0)) as server,
            socket.create_connection(server.getsockname(), timeout=5),
        ):
            return True
    except OSError:
        return False


def _kernels_over_files() -> None:
    """Let kernels talk over sockets of the file system, each in a folder of its own: the network is cut, loopback included."""
    start = KernelManager.__init__

    def over_files(self, *arguments, **options) -> None:
        # An absolute path: jupyter_client's own is relative to the working folder, which a kernel does not share.
        start(
            self,
            *arguments,
            transport="ipc",
            ip=f"{tempfile.mkdtemp(prefix='kernel-')}/ipc",
            **options,
        )

    KernelManager.__init__ = over_files


def _configure(app: Sphinx, config) -> None:
    config.html_static_path.append(str(STATIC))
    # Else the theme finds no mode in a fresh browser and complains on every page.
    config.html_context.setdefault("default_mode", "auto")
    config.html_favicon = str(STATIC / "favicon.svg")
    # The day of the build says nothing about the figures, and would make two builds differ.
    config.html_last_updated_fmt = None


def _check_ground(app: Sphinx) -> None:
    """No notebook runs on data or a ledger that is not whole, and no build begins without its scripts."""
    try:
        for _ in library.verify():
            pass
        ledger.check()
        if app.builder.format == "html":
            assets.fetch(Path(app.srcdir))
    except (errors.DataError, errors.AssetError) as error:
        raise ExtensionError(str(error)) from None


def _outdated(app: Sphinx, env, added, changed, removed) -> set[str]:
    """All pages, if data or package are not those of the last build: Sphinx sees only the notebooks."""
    fingerprint = library.fingerprint(library.data_dir())
    if getattr(env, "footprint", fingerprint) == fingerprint:
        env.footprint = fingerprint
        return set()
    env.footprint = fingerprint
    return set(env.found_docs)


def _load_slider(app: Sphinx, page: str, template: str, context: dict, doctree) -> None:
    """A page with a verdict card that has a slider loads its script, and no other page does."""
    if 'class="band"' in context.get("body", ""):
        app.add_js_file("band.js", loading_method="defer")


def _finish(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        assets.copy(Path(app.srcdir), Path(app.outdir))
        pages.finish(app)
        icons.cut(Path(app.outdir))
        links.check(Path(app.outdir))

"""What makes the built book reproducible and self-contained: a Sphinx extension, loaded in ``_config.yml``.

It builds from the committed figures, refuses to start on damaged data, rebuilds pages when data or package changed,
gives every map a page of its own with local scripts, and refuses dead links, those inside outputs too.
"""

import os
from pathlib import Path

from jupyter_client.connect import ConnectionFileMixin
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError

from footprint import ledger, library
from footprint.sphinxext import assets, links, localise

STATIC = Path(__file__).parent / "static"


def setup(app: Sphinx) -> dict:
    """Connect the extension to a build."""
    # Kernels inherit the environment: every notebook reads the committed figures, from the folder this build was told.
    os.environ["FOOTPRINT_MODE"] = "frozen"
    os.environ["FOOTPRINT_DATA_DIR"] = str(library.data_dir().absolute())
    if os.name == "posix":
        # Kernels talk over sockets of the file system: a build works with the network cut, the loopback included.
        ConnectionFileMixin.transport.default_value = "ipc"
    app.connect("config-inited", _configure)
    app.connect("builder-inited", _check_ground)
    app.connect("env-get-outdated", _outdated)
    app.connect("doctree-resolved", localise.maps)
    app.connect("build-finished", _finish)
    app.add_css_file("footprint.css")
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True, "env_version": 1}


def _configure(app: Sphinx, config) -> None:
    config.html_static_path.append(str(STATIC))
    # The day of the build says nothing about the figures, and would make two builds differ.
    config.html_last_updated_fmt = None


def _check_ground(app: Sphinx) -> None:
    """No notebook runs on data or a ledger that is not whole, and no build begins without its scripts."""
    try:
        for _ in library.verify():
            pass
        ledger.verify()
        if app.builder.format == "html":
            assets.fetch(Path(app.srcdir))
    except (library.DataError, assets.AssetError) as error:
        raise ExtensionError(str(error)) from None


def _outdated(app: Sphinx, env, added, changed, removed) -> set[str]:
    """All pages, if data or package are not those of the last build: Sphinx sees only the notebooks."""
    fingerprint = library.fingerprint()
    if getattr(env, "footprint", fingerprint) == fingerprint:
        env.footprint = fingerprint
        return set()
    env.footprint = fingerprint
    return set(env.found_docs)


def _finish(app: Sphinx, error: Exception | None) -> None:
    if error is None and app.builder.format == "html":
        assets.copy(Path(app.srcdir), Path(app.outdir))
        links.check(Path(app.outdir))

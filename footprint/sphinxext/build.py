"""One build: what is left of the last one, what is done anew, and how long each step takes.

Pages are read again where they changed, and all where anything else did; chapters run again where
what they depend on changed. All pages are written anew, into a folder without the old ones."""

import hashlib
import os
import platform
import shutil
import signal
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NoReturn

from docutils import nodes
from myst_nb.sphinx_ import SphinxEnvType
from sphinx.application import ENV_PICKLE_FILENAME, Sphinx
from sphinx.config import Config
from sphinx.environment import BuildEnvironment
from sphinx.util import logging

from footprint.errors import BookError
from footprint.sphinxext import execution, figures, ground, live, manifest, pages

logger = logging.getLogger(__name__)
CACHE = ".jupyter_cache"
# What a chapter's outputs hang on, besides its own code and the Python that runs it.
DEPENDENCIES = ("data", "package", "lock")
# They do not say whether pages may be read side by side. They may, as was read in their code: one
# numbers sections when all pages are there, the other changes the page at hand.
SAFE = {"sphinx_multitoc_numbering", "sphinx_jupyterbook_latex"}
NOTHING_NEW = (
    "Nothing changed since this book was built: no chapter has to run, no page to be made."
)
INTERRUPTED = "The build was interrupted. Chapters that ran are kept: build again to go on."

CHANGED_MEANWHILE = "What the book is made of changed while it was built. Build it again: make book"


class Build:
    """The steps of a build, as Sphinx takes them."""

    def __init__(self, app: Sphinx) -> None:
        self.book, self.folder = Path(app.outdir), Path(app.srcdir)
        self.jobs = app.parallel = execution.jobs()
        self.since = time.monotonic()
        self.process = os.getpid()

    def _stop(self, *_: object) -> NoReturn:
        """End an interrupted build in a sentence; its children, without one."""
        if os.getpid() != self.process:
            os._exit(1)
        # Sphinx may be in the middle of a line.
        raise SystemExit(f"\n{INTERRUPTED}")

    def _tell(self, step: str) -> None:
        """Say how long a step took."""
        now = time.monotonic()
        logger.info("%s in %.1f s", step, now - self.since)
        self.since = now

    def _hold(self) -> None:
        """BookError if the sources are no longer those that the build began with."""
        now = manifest.sources(self.folder)
        if any(now[part] != found for part, found in self.sources.items() if part != "project"):
            shutil.rmtree(self.cache, ignore_errors=True)
            raise BookError(CHANGED_MEANWHILE)

    def configure(self, app: Sphinx, config: Config) -> None:
        """Find out what changed since the last build, and forget what is stale by that."""
        self.sources = manifest.sources(self.folder)
        # What the service has today no earlier build knows.
        self.last = manifest.Manifest({}, {}) if live.is_live() else manifest.trusted(self.book)
        self.changed = {
            part for part, found in self.sources.items() if found != self.last.sources.get(part)
        }
        # Pages say nothing of tests and papers, which are taken along all the same.
        if self.changed - {"chapters", "project"}:
            manifest.drop(Path(app.doctreedir), ENV_PICKLE_FILENAME)
        parts = [self.sources[part] for part in DEPENDENCIES]
        key = hashlib.sha256("\n".join([*parts, platform.python_version()]).encode()).hexdigest()
        self.cache = self.book.parent / CACHE / key[:16]
        if live.is_live():
            shutil.rmtree(self.cache, ignore_errors=True)
        config.nb_execution_cache_path = str(self.cache)
        ground.configure(config, self.sources)

    def begin(self, app: Sphinx) -> None:
        """End here if nothing changed; else check what the build stands on."""
        # Jupyter Book would print a page on an interrupt of the usual kind.
        signal.signal(signal.SIGINT, self._stop)
        if not self.changed and self.cache.is_dir() and not app.fresh_env_used:
            logger.info(NOTHING_NEW)
            raise SystemExit
        self.edition = ground.check_ground(app, self.sources)
        self._tell("Data and ledger were checked")

    def outdated(self, app: Sphinx, env: BuildEnvironment, *_: Iterable[str]) -> list[str]:
        """The pages that do not say what they said in the last build, whatever the times of their
        files are."""
        paths = {name: Path(env.doc2path(name)) for name in env.found_docs}
        now = manifest.digests(self.folder, paths.values())
        files = {name: path.relative_to(self.folder).as_posix() for name, path in paths.items()}
        before = self.last.files
        return [name for name, file in files.items() if now[file] != before.get(f"_sources/{file}")]

    def run(self, app: Sphinx, env: SphinxEnvType, names: Sequence[str]) -> None:
        """Run the chapters that must; then the pages of the last build go."""
        known = env.mystnb_config
        if known.execution_mode == "cache":
            settings = execution.Settings(
                self.cache, self.jobs, known.execution_timeout, known.execution_allow_errors
            )
            # While chapters run an interrupt is for their loop, which ends the kernels.
            signal.signal(signal.SIGINT, signal.default_int_handler)
            try:
                count = execution.run({name: Path(env.doc2path(name)) for name in names}, settings)
            except KeyboardInterrupt:
                self._stop()
            signal.signal(signal.SIGINT, self._stop)
            self._tell(f"{count} chapters ran" if count else "No chapter had to run: this was seen")
        self._hold()
        for extension in SAFE & app.extensions.keys():
            app.extensions[extension].parallel_read_safe = True
        manifest.drop(self.book)
        self.book.mkdir()

    def localise(self, app: Sphinx, doctree: nodes.document, docname: str) -> None:
        """Put what a page need not carry beside it."""
        figures.localise(app, doctree, docname, self.edition)

    def all_pages(self, app: Sphinx, env: BuildEnvironment) -> Iterable[str]:
        """Each page has menus and links that hang on the others: all are written."""
        return env.found_docs

    def end(self, app: Sphinx, error: Exception | None) -> None:
        """Finish the pages, and say in a book without a warning what it came from."""
        if error is not None or app.builder.format != "html":
            return
        self._tell("Pages were read and written")
        pages.finish(app, self.jobs, self.edition, self.cache)
        self._hold()
        if not app._warncount:
            manifest.write(self.book, self.sources)
        self._tell("Pages were finished")

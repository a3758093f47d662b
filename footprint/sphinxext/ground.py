"""What a build stands on: whole data and ledger, the scripts it needs, and its settings."""

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from footprint import ledger, library
from footprint.library.package import data_dir, fingerprint
from footprint.sphinxext import assets

STATIC = Path(__file__).parent / "static"
# A setting that is not that of the last build lets Sphinx read all pages anew: by itself it sees
# that notebooks changed, not that data or package did.
FINGERPRINT = "footprint_fingerprint"


def configure(app: Sphinx, config: Config) -> None:
    """Settings that the book's configuration cannot know, or that no build has otherwise."""
    config[FINGERPRINT] = fingerprint(data_dir())
    config.html_static_path.append(str(STATIC))
    # Else the theme finds no mode in a fresh browser and complains on every page.
    config.html_context.setdefault("default_mode", "auto")
    config.html_favicon = str(STATIC / "favicon.svg")
    # The day of the build says nothing about the figures, and would make two builds differ.
    config.html_last_updated_fmt = None


def check_ground(app: Sphinx) -> None:
    """No notebook runs on data or a ledger that is not whole, no build without its scripts."""
    for _ in library.verify():
        pass
    ledger.check()
    if app.builder.format == "html":
        assets.fetch(Path(app.srcdir))

"""What a build stands on: whole data and ledger, the scripts it needs, and its settings."""

from collections.abc import Mapping
from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config

from footprint import ledger, library
from footprint.sphinxext import assets, live, notebooks
from footprint.sphinxext.edition import Edition, edition
from footprint.sphinxext.manifest import brief

STATIC = Path(__file__).parent / "static"


def configure(config: Config, sources: Mapping[str, str]) -> None:
    """Settings that the book's configuration cannot know, or that no build has otherwise.

    ``sources`` are hashes by part: the foot of each page shows those that it names in braces."""
    # Else the theme finds no mode in a fresh browser and complains on every page.
    config.html_context.setdefault("default_mode", "auto")
    # The day of the build says nothing about the figures, and would make two builds differ.
    config.html_last_updated_fmt = None
    foot = config.html_theme_options.get("extra_footer", "")
    for part, found in sources.items():
        foot = foot.replace(f"{{{part}}}", brief(found))
    config.html_theme_options["extra_footer"] = foot
    notebooks.launch(config)
    if live.is_live():
        config.html_theme_options["announcement"] = live.banner()


def check_ground(app: Sphinx, made_of: Mapping[str, str]) -> Edition:
    """No notebook runs on data or a ledger that is not whole, no build without its scripts; returns
    which edition of the book these make."""
    for _ in library.verify():
        pass
    ledger.check()
    ledger.check_places(Path(app.srcdir) / "chapters", whole=False)
    if app.builder.format == "html":
        for release in assets.SHIPPED:
            assets.fetch(Path(app.srcdir), release)
        # Not before: Sphinx writes a hash of its settings into the book, and these name a folder
        # of this machine.
        app.config.html_static_path.append(str(STATIC))
        app.config.html_favicon = str(STATIC / "favicon.svg")
    return edition(Path(app.srcdir), app.config, made_of, live.files())

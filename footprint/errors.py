"""What goes wrong with data, ledger, service or build: one family, caught in one place each.

The command line catches it in ``footprint.__main__.main``, a build in ``footprint.sphinxext``, and
a notebook shows it as the error itself says."""

import unicodedata

# Categories of signs that steer a terminal, turn the writing or stand for nothing.
STEERING = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")


def unsteered(text: str, kept: str = "") -> str:
    """A text with a blank for each sign that steers; those in ``kept`` stay."""
    if text.isprintable():  # no such sign is: a million cells are texts without
        return text
    signs = {sign for sign in set(text) if unicodedata.category(sign) in STEERING}
    return text.translate({ord(sign): " " for sign in signs - set(kept)})


class FootprintError(Exception):
    """What is wrong, in one plain sentence that names file and field, or host, and the remedy."""

    def __str__(self) -> str:
        # Words of a file or a service may stand in it: shown as they are, they could steer.
        return unsteered(super().__str__(), kept="\n")

    def _render_traceback_(self) -> list[str]:
        """What IPython shows below a cell that fails: the sentence, without the way to it."""
        return [str(self)]


class DataError(FootprintError):
    """What is wrong with the data, in one sentence that names file, field and remedy."""


class MissingData(DataError):
    """A series or record file that ``data/`` does not hold."""


class LedgerError(DataError):
    """What is wrong with ``data/claims.yml``: it names claim, field and remedy."""


class ServiceError(FootprintError):
    """What happened, to whom, and what to do: one plain sentence, safe to show to a reader."""


class Busy(FootprintError):
    """Another process is replacing the folder."""


class AssetError(FootprintError):
    """Why third-party files are not there, in one sentence with the remedy."""


class BookError(FootprintError):
    """Why there is no book, or not the one its sources make, in one sentence with the remedy."""


class PageError(FootprintError):
    """What a page that Sphinx or folium made lacks, in one sentence with the remedy."""


class PlaceError(FootprintError):
    """Why the package at work is not that of the folder, in one sentence with the remedy."""


class PdfError(FootprintError):
    """Why there is no PDF, in one sentence with the remedy."""

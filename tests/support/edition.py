"""An edition of a book, as pages tell of it."""

from footprint.sphinxext.edition import Article, Edition

SITE = "https://a.org/book/"


def edition(**other: str) -> Edition:
    """With hostile words; whatever a test asks for is ``other``."""
    article = Article("A. <b>", "On & off", "2023-05", "")
    made = Edition("Book <b>", "the makers", "1.0", "d4", "p4", "2026-07-01", "2026-11", article)
    return made._replace(**other)

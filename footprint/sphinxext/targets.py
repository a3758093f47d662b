"""Places that links name: HTML in the source of a notebook, where every tool follows it and none
prints it; what Sphinx knows as a target in the book."""

import re

from sphinx.application import Sphinx

# As a line of Markdown stands in the JSON of a notebook.
NAMED_PLACE = re.compile(r'<a id=\\"([a-z0-9-]+)\\"></a>(?=\\n)')


def to_targets(app: Sphinx, docname: str, source: list[str]) -> None:
    """Turn the places of a page into targets before it is read."""
    source[0] = NAMED_PLACE.sub(r"(\1)=", source[0])

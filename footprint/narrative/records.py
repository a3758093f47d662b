"""Records as lists."""

from collections.abc import Mapping, Sequence

import pandas as pd

from footprint import render
from footprint.topics.measure import where
from footprint.words.text import day
from footprint.words.titles import by_word


def votes_cast(
    votes: pd.DataFrame, resolutions: Sequence[str], names: Mapping[str, str]
) -> render.Markdown:
    """How the economies named voted on some resolutions, a line for each."""
    lines = []
    for resolution in resolutions:
        rows = where(votes, resolution=resolution, economy=names.keys())
        told = by_word(rows.set_index("economy")["vote"], names)
        lines.append((day(rows["date"].iloc[0]), resolution, rows["subject"].iloc[0], told))
    return render.markdown("votes_cast.md", lines=lines)

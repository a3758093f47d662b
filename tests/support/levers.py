"""A leverage board small enough to check by eye."""

import pandas as pd

NAMES = pd.Series({"KGZ": "Kyrgyzstan", "TJK": "Tajikistan"})
COLUMNS = ["lever", "economy", "place", "before", "value", "direction"]


def board(*rows: tuple) -> pd.DataFrame:
    """Cells from ``lever, economy, place, before, value, direction``."""
    frame = pd.DataFrame(rows, columns=COLUMNS)
    same = {"unit": "% of it", "ranked": 2, "period": "2024", "before_period": "2021"}
    return frame.assign(label=frame["lever"].str.capitalize(), **same)


BOARD = board(
    ("imports", "KGZ", "first", 40.0, 20.0, "fell"),
    ("imports", "TJK", "second", 30.0, 20.0, "fell"),
    ("arms", "KGZ", "alone", 50.0, 60.0, "rose"),
    ("arms", "TJK", "no data", None, None, "no data"),
)
FIGURES = BOARD[["lever", "economy", "value"]].assign(
    actor="Russia", reason=["", "", "", "nothing <found>"]
)

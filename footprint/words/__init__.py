"""Words that know no subject: numbers, days, rows of words, titles."""

from footprint.words.numbers import digits, per_cent, quantity
from footprint.words.text import Prose, capital, day, listed, ordinal

__all__ = ["Prose", "capital", "day", "digits", "listed", "ordinal", "per_cent", "quantity"]

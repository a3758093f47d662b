"""Words that know no subject: numbers, days, rows of words, titles."""

from footprint.words.numbers import digits, per_cent, quantity
from footprint.words.text import capital, day, listed, ordinal

__all__ = ["capital", "day", "digits", "listed", "ordinal", "per_cent", "quantity"]

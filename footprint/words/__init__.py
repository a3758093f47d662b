"""Words that know no subject: numbers, days, rows of words, titles."""

from footprint.words.numbers import digits, per_cent, quantity
from footprint.words.text import Prose, capital, day, listed, ordinal

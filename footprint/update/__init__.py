"""A new edition of ``data/`` from the services, or nothing."""

from footprint.update.renewal import renew
from footprint.update.report import Report
from footprint.words.text import Prose

# What chapters end with: nobody's “Run all cells” may write.
BY_HAND = Prose(
    "To renew the figures in data/ from the services, call update.renew() in a cell of your own, "
    "or run make update. Running all cells of a chapter writes nothing."
)

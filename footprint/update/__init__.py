"""A new edition of ``data/`` from the services, or nothing."""

from footprint.update.renewal import renew
from footprint.update.report import Report

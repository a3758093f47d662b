"""A new edition of ``data/`` from the services, or nothing."""

from footprint.update.renewal import update
from footprint.update.report import Report

__all__ = ["Report", "update"]

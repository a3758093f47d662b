"""The book's figures: as committed, and as the World Bank has them today."""

from footprint.library.live import mode, observations, refresh
from footprint.library.package import (
    CENTRAL_ASIA,
    check_economies,
    countries,
    data_dir,
    describe,
    economies,
    fingerprint,
    package,
    resource,
    verify,
)
from footprint.library.pulls import Pull, pull
from footprint.library.records import (
    borders,
    records,
    reports,
    source,
    vintage,
    vintage_names,
    vintages,
)

__all__ = [
    "CENTRAL_ASIA",
    "Pull",
    "borders",
    "check_economies",
    "countries",
    "data_dir",
    "describe",
    "economies",
    "fingerprint",
    "mode",
    "observations",
    "package",
    "pull",
    "records",
    "refresh",
    "reports",
    "resource",
    "source",
    "verify",
    "vintage",
    "vintage_names",
    "vintages",
]

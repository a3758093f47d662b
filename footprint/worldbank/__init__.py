"""The World Bank's data services: requests in, tidy observations out. The only rooms that know a URL."""

from footprint.worldbank.answers import Observations
from footprint.worldbank.series import archive, creditors, observations, query
from footprint.worldbank.wits import trade_shares

__all__ = ["Observations", "archive", "creditors", "observations", "query", "trade_shares"]

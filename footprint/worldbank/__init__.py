"""The World Bank's data services, as tidy observations. The only rooms that know a URL."""

from footprint.worldbank.answers import Observations
from footprint.worldbank.series import archive, creditors, observations, query_url
from footprint.worldbank.wits import trade_shares

__all__ = ["Observations", "archive", "creditors", "observations", "query_url", "trade_shares"]

"""The World Bank's data services, as tidy observations. The only rooms that know a URL.

Four functions ask; each returns :class:`Observations`, whose ``data`` is a frame:

================  =======================================  =================================
function          columns of ``data``                      unit of ``value``
================  =======================================  =================================
``observations``  ``economy, indicator, year, value``      that of the series: see ``names``
``archive``       the same                                 the same
``creditors``     ``economy, creditor, year, value``       current US dollars
``trade_shares``  ``economy, year, flow, partner, value``  % of the economy's goods trade
================  =======================================  =================================

Economies go by code (``"KGZ"``, ``"kg"``) or by the World Bank's name, both years are included, and
a gap is a row that is not there:

>>> from footprint import worldbank
>>> found = worldbank.observations("NY.GDP.MKTP.CD", ["KGZ", "Tajikistan"], 2020, 2021)
>>> found.data
  economy       indicator  year  value
0     KGZ  NY.GDP.MKTP.CD  2020  100.0
1     KGZ  NY.GDP.MKTP.CD  2021  110.0
2     TJK  NY.GDP.MKTP.CD  2020  200.0
>>> found.data.dtypes.astype(str).to_dict()
{'economy': 'string', 'indicator': 'string', 'year': 'Int64', 'value': 'float64'}
>>> found.problems
{}

A series that does not come is warned of (``SeriesWarning``) and named in ``problems``; the others
come all the same:

>>> import warnings
>>> with warnings.catch_warnings(record=True) as told:
...     found = worldbank.observations(["NY.GDP.MKTP.CD", "NY.GDP.WRONG"], "KGZ", 2020, 2021)
>>> [one.category.__name__ for one in told], list(found.problems), len(found.data)
(['SeriesWarning'], ['NY.GDP.WRONG'], 2)

A name that the World Bank does not use is refused, with those that are near:

>>> worldbank.observations("NY.GDP.MKTP.CD", "Kyrgyzstan", 2020, 2021)
Traceback (most recent call last):
footprint.worldbank.errors.BadQuestion: economies: ... did you mean KGZ (Kyrgyz Republic)?

``ValueError`` means a question that asks for nothing; ``footprint.errors.ServiceError``, in one
sentence, that the service did not answer, or not with what can be believed. ``WORLDBANK_DEADLINE``
sets the seconds that one pull may take, ``WORLDBANK_API`` and ``WITS_API`` other addresses."""

from footprint.worldbank.answers import Observations
from footprint.worldbank.client import SeriesWarning
from footprint.worldbank.series import archive, creditors, observations, query_url
from footprint.worldbank.wits import trade_shares

__all__ = [
    "Observations",
    "SeriesWarning",
    "archive",
    "creditors",
    "observations",
    "query_url",
    "trade_shares",
]

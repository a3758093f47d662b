"""The World Bank's data services: requests in, tidy observations out. The only module that knows a URL.

Nothing an answer says is believed before it is checked: its status and form, its count of rows and pages, its
codes, years and numbers. What fails as a whole raises ``ServiceError``; what fails for one series is named in
``Observations.problems`` and costs no other. The services' documents: https://datahelpdesk.worldbank.org/knowledgebase/topics/125589

Settings, by argument or by environment: ``WORLDBANK_API`` and ``WITS_API``, the addresses of the two services, and
``WORLDBANK_DEADLINE``, how many seconds one pull may take.
"""

import dataclasses
import datetime
import html
import json
import math
import multiprocessing
import os
import random
import re
import threading
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from multiprocessing.pool import ThreadPool
from urllib.parse import urljoin, urlsplit

import pandas as pd
import requests
import urllib3
from requests.adapters import HTTPAdapter
from tqdm import tqdm

__all__ = ["Observations", "ServiceError", "archive", "creditors", "observations", "partner_shares"]

WORLDBANK = "https://api.worldbank.org/v2"
WITS = "https://wits.worldbank.org/API/V1"
DEADLINE = 120.0                             # seconds for one pull
CONNECT_LIMIT, ANSWER_LIMIT = 5.0, 60.0      # seconds to be connected, and for one answer: large pages took 53 s on a bad day
CONNECTIONS = 4
MOST_CODES, LONGEST_SEGMENT, LONGEST_URL = 60, 1_500, 4_000
PAGE_SIZES = (32_500, 6_500, 1_300, 1_300)   # rows a page, attempt by attempt: a service in trouble is asked for less at a time
PATIENCE = 0.5                               # seconds before the second attempt; doubled for each further one
MOST_REDIRECTS = 3
LARGEST_BODY = 64 * 2**20                    # bytes; a full page takes 7 to 15 MB

DATABASES = {2: "World Development Indicators", 3: "Worldwide Governance Indicators", 6: "International Debt Statistics",
             57: "WDI Database Archives"}
CREDITORS = {"china": "730", "world": "WLD"}
PUBLIC_DEBT = "DT.DOD.DPPG.CD"
# Partners that are no economy: regions, and what could not be booked to one. Old codes in today's.
NO_PARTNERS = {"WLD", "EAS", "ECS", "LCN", "MEA", "NAC", "SAS", "SSF", "OAS", "OTS", "SPE", "UNS", "BUN", "FRE"}
OLD_CODES = {"TMP": "TLS", "ROM": "ROU", "ZAR": "COD"}
GOVERNANCE = re.compile(r"(?:CC|GE|PV|RL|RQ|VA)\.\w+(?:\.\w+)*", re.ASCII)


class ServiceError(Exception):
    """What happened, to whom, and what to do: one plain sentence, safe to show to a reader."""


@dataclasses.dataclass(frozen=True)
class Observations:
    """What a pull brought. A series is either in ``data`` or in ``problems``.

    ``data`` is tidy and complete: ``economy`` and ``indicator`` (string), ``year`` (Int64), ``value`` (float64, in the unit
    that the name of the series gives), sorted, without gaps or duplicates. Debt has ``creditor`` in place of ``indicator``;
    trade shares have ``economy, year, flow, partner, value``.
    """

    data: pd.DataFrame
    database: str
    last_updated: str
    retrieved: str
    urls: tuple[str, ...]
    names: dict[str, str]
    problems: dict[str, str]


def observations(indicators: str | Sequence[str], economies: str | Sequence[str], start: int, end: int, source: int = 2, *,
                 api: str | None = None, deadline: float | None = None) -> Observations:
    raise NotImplementedError


def archive(version: str, indicators: str | Sequence[str], economies: str | Sequence[str], start: int, end: int, *,
            api: str | None = None, deadline: float | None = None) -> Observations:
    raise NotImplementedError


def creditors(economies: Sequence[str], names: Sequence[str], start: int, end: int, *,
              api: str | None = None, deadline: float | None = None) -> Observations:
    raise NotImplementedError


def partner_shares(economy: str, start: int, end: int, *, api: str | None = None, deadline: float | None = None) -> Observations:
    raise NotImplementedError

"""What may be set: the addresses of the services, and the deadline."""

import pytest
from support.pulls import DATA, failure, one, right

from footprint.worldbank import trade_shares


@pytest.mark.parametrize(
    "value",
    [
        "api.worldbank.org",
        "ftp://x/v2",
        "http://",
        "http://x:port/v2",
        "http://[x",
        "http://u:p@x/",
        "http://x/?a=1",
        "http://x/a b",
    ],
)
def test_a_bad_address(bank, monkeypatch, value):
    """An address that is none is named with its variable and a remedy, for both services."""
    monkeypatch.setenv("WORLDBANK_API", value)
    monkeypatch.setenv("WITS_API", value)
    assert failure(lambda: one(bank)).startswith(f"WORLDBANK_API is “{value}”, which is no address")
    assert failure(lambda: trade_shares("KGZ", 2020, 2020)).startswith("WITS_API is “")


@pytest.mark.parametrize("value", ["soon", "0", "-5", "nan", "inf", "1e9"])
def test_a_bad_deadline(bank, monkeypatch, value):
    """A deadline that is none is named with its variable and a remedy."""
    monkeypatch.setenv("WORLDBANK_DEADLINE", value)
    assert failure(lambda: one(bank)).startswith(
        f"WORLDBANK_DEADLINE is “{value}”; set it to a number of seconds"
    )
    assert failure(lambda: one(bank, deadline="x")).startswith("WORLDBANK_DEADLINE is “x”")


def test_settings_by_environment_and_argument(full, monkeypatch):
    """An argument goes before the environment; a slash at the end of an address does no harm."""
    monkeypatch.setenv("WORLDBANK_DEADLINE", "0.2")
    full.fault("silence", DATA, times=2)
    assert "within 0.2 s" in failure(lambda: one(full)) and "within 0.1 s" in failure(
        lambda: one(full, deadline=0.1)
    )
    monkeypatch.setenv("WORLDBANK_API", "http://127.0.0.1:1/v2")
    pulled = one(full, api=full.url + "/")
    assert right(pulled.data) and pulled.urls[0].startswith(f"{full.url}/country/")

"""What may be set: the addresses of the services, and the deadline."""

import pytest
from support.pulls import DATA, ENDPOINTS, failure, one, right, stocked

from footprint import update
from footprint.worldbank import trade_shares

BAD_ADDRESSES = """api.worldbank.org ftp://x/v2 http:// https:///v2 http://x:port/v2 http://x:0/v2 http://x:99999/v2
http://[x http://x/?a=1 http://x/? http://x/# http://x\\y/v2 //x/v2 file:///etc javascript:x http://xé/v2""".split()


@pytest.mark.parametrize(
    "value",
    [*BAD_ADDRESSES, "http://x/a b", "http://x/\n", " ", " http://x/v2", f"http://{'x' * 400}/"],
)
def test_a_bad_address(bank, monkeypatch, value):
    """An address that is none is named with its variable and a remedy, for both services."""
    monkeypatch.setenv("WORLDBANK_API", value)
    monkeypatch.setenv("WITS_API", value)
    shown = " ".join(value.split())[:200]
    assert failure(lambda: one(bank)).startswith(f"WORLDBANK_API is “{shown}”, which is no address")
    assert failure(lambda: trade_shares("KGZ", 2020, 2020)).startswith("WITS_API is “")


@pytest.mark.parametrize("value", ["http://name:secret@x/v2", "http://secret@x", "//a:secret@x"])
def test_a_password_is_not_repeated(bank, monkeypatch, value):
    """An address that has one is refused, and what is shown of it is not that."""
    monkeypatch.setenv("WORLDBANK_API", value)
    sentence = failure(lambda: one(bank))
    assert "which is no address" in sentence and "secret" not in sentence


@pytest.mark.parametrize("slash", ["", "/", "//"])
def test_with_and_without_slash(bank, monkeypatch, slash):
    """An address is the same with a slash at its end."""
    monkeypatch.setenv("WORLDBANK_API", bank.url + slash)
    monkeypatch.setenv("WITS_API", bank.wits + slash)
    ask, _ = ENDPOINTS["series"]
    stocked(bank)
    assert len(ask().data) == 10 and len(trade_shares("KGZ", 2021, 2022).data) == 8
    assert not bank.asked("//")


@pytest.mark.parametrize(
    "value",
    [*"soon 0 -1 -5 nan inf -inf 1e999 1e9 1_0 ٣ 0x10 1,5 \x1b[31m".split(), " ", "9" * 5000],
)
def test_a_bad_deadline(bank, monkeypatch, value):
    """A deadline that is none is named with its variable and a remedy, also for an update."""
    monkeypatch.setenv("WORLDBANK_DEADLINE", value)
    sentence = failure(lambda: one(bank))
    assert sentence.startswith("WORLDBANK_DEADLINE is “") and "set it to a number of" in sentence
    assert sentence == str(update.renew(dry_run=True)).partition("stand. ")[2]
    assert failure(lambda: one(bank, deadline="x")).startswith("WORLDBANK_DEADLINE is “x”")
    assert bank.urls == []


@pytest.mark.parametrize("value", ["", "30", " 30 ", "1e2", "0.5e2"])
def test_a_deadline(full, monkeypatch, value):
    """A number of seconds, as people write it; nothing means as usual."""
    monkeypatch.setenv("WORLDBANK_DEADLINE", value)
    assert right(one(full).data)


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

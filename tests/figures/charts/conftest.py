"""Each chart that these tests draw is held against Vega-Lite's own schema: who draws one does not ask it."""

import functools
import json
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest
import vl_convert
from altair.vegalite.v6.schema import core


@functools.cache
def _schema() -> jsonschema_rs.Draft7Validator:
    def addressed(part: Any) -> Any:
        """Names of types with signs that an address may not have, such as “<”, written as one has them."""
        if isinstance(part, list):
            return [addressed(one) for one in part]
        if not isinstance(part, dict):
            return part
        return {
            key: quote(one, safe="#/") if key == "$ref" else addressed(one)
            for key, one in part.items()
        }

    return jsonschema_rs.Draft7Validator(addressed(core.load_schema()))


@pytest.fixture(autouse=True)
def valid(monkeypatch) -> None:
    """AssertionError where a chart has what Vega-Lite does not know, or would have otherwise."""
    draw = vl_convert.vegalite_to_svg

    def drawn(chart: str) -> str:
        faults = [fault.message for fault in _schema().iter_errors(json.loads(chart))]
        assert not faults, faults
        return draw(chart)

    monkeypatch.setattr(vl_convert, "vegalite_to_svg", drawn)

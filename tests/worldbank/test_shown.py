"""A result as it shows itself at a prompt and in a notebook."""

import pytest

from footprint import worldbank

GDP = "NY.GDP.MKTP.CD"


def test_a_result_shows_itself(bank):
    """As a table with its problems, in text and in Markdown; a long one is cut in the middle."""
    bank.fill([GDP], ["KGZ"], range(1990, 2022))
    with pytest.warns(worldbank.SeriesWarning):
        found = worldbank.observations([GDP, "NY.GDP.WRONG"], "KGZ", 1990, 2021)
    for text in (repr(found), found._repr_markdown_()):
        assert "32 observations, World Development Indicators" in text
        assert "1990" in text and "2021" in text and "2005" not in text
        assert "NY.GDP.WRONG" in text and "Not there:" in text
    with pytest.warns(worldbank.SeriesWarning):
        empty = worldbank.observations("NY.GDP.WRONG", "KGZ", 1990, 2021)
    assert repr(empty).startswith("0 observations") and "|" not in empty._repr_markdown_()

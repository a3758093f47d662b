"""What chapters call of the library: the figures of the folder and mode that the environment names."""

import pytest

from footprint import errors, library


def test_every_file_loads_by_its_reader():
    """Each series, edition, record file and the borders, through the function that chapters use."""
    for resource in library.package().resources:
        name = resource.name
        if resource.indicator:
            everywhere = list(library.economies().index)
            assert len(library.pull(resource.indicator, everywhere, since=1960).data)
        elif resource.edition:
            assert len(library.vintage(resource.edition)[0])
        elif name == "borders":
            assert library.borders()["features"]
        else:
            assert len(
                library.economies()
                if name == "economies"
                else library.records(name.replace("-", "_"))
            )


def test_groups_take_no_rank():
    """The world is no country, and every country has a name."""
    assert not {"WLD", "EUU", "ECS"} & set(library.countries().index)
    assert library.countries()["NPL"] == "Nepal" and library.economies()["WLD"] == "World"


def test_pull_refuses_an_unknown_economy():
    """A typed code that is none is named with the likely one."""
    with pytest.raises(errors.DataError, match=r"field economy: “KYR”.*did you mean KGZ"):
        library.pull("NY.GDP.MKTP.CD", economies=["KYR"])


def test_vintages_are_of_the_five():
    """In the order of series, economies, years and vintages, each figure once."""
    rows = library.vintages()
    assert set(rows["economy"]) == set(library.region().index)
    key = ["indicator", "economy", "year", "vintage"]
    assert rows[key].equals(rows[key].sort_values(key, ignore_index=True))
    assert not rows.duplicated(key).any()


def test_reports_of_updates():
    """None was run since the committed figures were gathered."""
    kept = [one for one in library.package().resources if one.path.startswith("updates/")]
    assert len(library.reports()) == len(kept)

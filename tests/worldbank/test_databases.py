"""The list of databases, and where a series went."""

from footprint import library
from footprint.worldbank import databases, observations


def test_a_renamed_governance_code(full):
    """A governance code of before July 2026: the archives, and the code that took its place."""
    full.set("CC.EST", "KGZ", 2020, -1.0)
    full.rename("CC.EST", "GOV_WGI_CC.EST")
    problem = observations("CC.EST", ["KGZ"], 2018, 2022).problems["CC.EST"]
    assert (
        "deleted or archived. (175)”; it is listed in WDI Database Archives (source 57)" in problem
    )
    assert problem.endswith("since July 2026 this governance series is GOV_WGI_CC.EST in source 3")


def test_every_database_of_the_book_is_listed():
    """Each series of the book, and each that it wants, is of a database with a number."""
    package = library.package()
    named = {one.database for one in [*package.wanted, *package.resources] if one.indicator}
    assert databases.MAIN in named and named <= databases.DATABASES.keys()


def test_the_name_of_a_database():
    """A database is named as the list has it, one that is not there by its number."""
    assert databases.database_name(3) == "Worldwide Governance Indicators"
    assert databases.database_name(99) == "database 99"

"""The tools of the book, by floor: a room may use those on lower floors, none beside or above it.

7 __main__      every command: verify, ledger, measures, describe, update, assets, guard, pdf
6 maintenance/  the project's own care: proposals, addresses, advisories, and a new book
5 narrative/    findings as sentences, cards, boards, tiles; the conclusion, revisions, coverage
5 update/       a new edition of data/ from the services, whole or not at all, with a report
5 sphinxext/    the build: local maps and charts, links, glossary, search, social pictures, the PDF
4 ledger/       claims to findings: moments, verdicts, robustness, the leverage board
4 figures/      pictures and tables from frames: charts, maps, drawings, grids
3 topics/       one module a subject: its measures, its frames, its words; no file, no page
3 library/      the book's figures: the files of data/, frozen; the World Bank's answers, live
2 worldbank/    the services, the only rooms that know a URL: series, databases, trade shares
2 render        the only door to HTML, with templates/ and one policy of escaping
1 model/        what passes between rooms: claims, measured figures, moments, results, findings
0 rows          tables in plain Python, found by what their columns hold; frames at the edges
0 words/        numbers, text and titles that know no subject
0 palette       the colours of actors
0 errors        what goes wrong, one family: each says what, where, and the remedy
0 lazy          libraries that take long to load, loaded when first used
0 surroundings  whether a notebook runs the code, and whether a build started it
"""

"""The tools of the book: see README.md."""

"""One module a subject: its measures, its frames, its words."""

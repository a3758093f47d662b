"""The project's own care, for those who keep it: what a robot does weekly, said in plain text."""

"""Pictures and tables from frames."""

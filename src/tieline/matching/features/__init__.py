"""One file per feature of the matcher."""

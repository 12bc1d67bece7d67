"""Profiles in, candidates and their reasons out; one file per feature."""

"""Statements, evidence and state on disk: write, read, as of a day, migrate."""

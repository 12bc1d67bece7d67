"""Ties in, verdicts and paths out."""

"""Scores and judgements in, canonical ids out."""

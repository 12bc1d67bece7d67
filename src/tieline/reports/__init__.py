"""Hits and paths in, a dossier out."""

"""Bytes of a file in, a document out."""

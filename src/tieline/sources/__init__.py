"""Bytes of a public list in, statements out; one file per list."""

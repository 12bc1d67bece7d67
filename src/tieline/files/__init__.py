"""Bytes of tables and archives in, rows out; rows in, bytes of tables out."""

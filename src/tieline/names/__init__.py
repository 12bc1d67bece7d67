"""Strings in, names out: parts, legal forms, numbers, acronyms."""

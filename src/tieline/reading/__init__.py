"""A document in, claims out; one file per extractor."""

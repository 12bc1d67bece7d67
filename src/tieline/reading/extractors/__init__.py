"""One file per extractor of claims."""

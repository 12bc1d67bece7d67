"""Find what is plugged in: sources, features, formats, extractors, engines."""

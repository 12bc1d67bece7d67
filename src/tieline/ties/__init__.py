"""One TOML file per tie type: its words, patterns, examples and strength."""

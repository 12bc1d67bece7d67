"""Facts about the lists of the United States, shared by their sources."""

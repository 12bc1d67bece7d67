"""Two states in, changes out."""

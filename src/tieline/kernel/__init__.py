"""The compiled parts of matching, their twins in Python, and the index file."""

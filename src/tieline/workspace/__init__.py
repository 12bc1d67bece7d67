"""The verbs of Tieline; the only place where rooms meet."""

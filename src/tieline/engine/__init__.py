"""Where tables live and SQL runs, behind one protocol."""

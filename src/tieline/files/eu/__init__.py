"""How the European Union's list of financial sanctions is laid out."""

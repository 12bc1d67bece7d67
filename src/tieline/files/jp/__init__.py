"""How Japanese lists write names, aliases and addresses."""

"""How registers of owners write shares and interests."""

"""How public lists write their parties: names, kinds of facts, papers."""

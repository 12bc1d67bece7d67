"""How British lists write days, papers and peoples."""

"""One module per command, each with its `COMMAND`; loaded when it is called."""

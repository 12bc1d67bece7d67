"""The command line: parse arguments, call the workspace, print."""

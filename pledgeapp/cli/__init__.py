"""The command line: one module per verb; prints, exits with a code, decides nothing."""

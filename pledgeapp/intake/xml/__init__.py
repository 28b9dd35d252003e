"""Patent documents in XML: read in the child process only."""

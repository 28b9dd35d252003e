"""The first page: the book at a glance, what to do next, how to begin."""

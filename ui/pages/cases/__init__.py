"""All cases: find, open, copy, delete."""

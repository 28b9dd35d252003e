"""One module per user verb; services decide, everything around them shows or stores."""

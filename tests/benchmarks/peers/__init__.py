"""What the engine is timed against: the same case written by hand, in a spreadsheet, and with another library."""

"""Everything the window asks of the application, off the GUI thread: one function per verb, one owner of threads."""

"""Qt-free state of the window: the desk, the open case with undo, and how values are edited and written."""

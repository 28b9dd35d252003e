"""The open case: the bar of its steps over the page of the current step."""

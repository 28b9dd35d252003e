"""Outside files in, records and problems out. Kept empty of imports: the child process must start light."""

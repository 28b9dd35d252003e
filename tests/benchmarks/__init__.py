"""How fast, beside what a user would pick instead? Run as `python -m tests.benchmarks`; never part of the test suite."""

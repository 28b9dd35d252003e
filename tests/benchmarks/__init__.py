"""How fast, beside what a user would pick instead? Run as `python -m tests.benchmarks`; not part of the tests."""

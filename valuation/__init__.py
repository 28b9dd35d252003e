"""Pure valuation functions on numpy: arguments in, frozen results out."""

ENGINE_VERSION = "1.1.0"
"""Changes whenever a formula would give another figure for the same inputs; printed on every report."""

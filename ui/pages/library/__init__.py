"""Issued reports, reference data and what was imported."""

"""Reads resources/reference into dated, sourced parameters."""

from pledgeapp.reference.library import Reference, load_reference

__all__ = ["Reference", "load_reference"]

"""The only package that speaks SQL: an encrypted database of cases, patents, evidence, assessments and reports."""

from pledgeapp.store.store import Store

__all__ = ["Store"]

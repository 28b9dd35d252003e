"""By which two numbers is a database known as ours and as up to date? Asked at every opening, so kept light."""

from __future__ import annotations

APPLICATION_ID = 0x50_4C_44_47
"""`PLDG`: marks the file as ours."""

LATEST = 4
"""`user_version` of a database after all of `migrations`."""

"""Which share of revenue or profit do the rights earn?"""

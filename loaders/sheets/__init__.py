"""Roster kinds: one folder each, with the headings it goes by and what its rows say."""

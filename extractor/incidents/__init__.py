"""Incident layers: they know cyber incidents and read the French layers' marks."""

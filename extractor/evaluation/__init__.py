"""Gold files, scoring and the published tables."""

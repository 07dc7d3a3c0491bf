"""French layers: they know French and nothing of cyber incidents."""

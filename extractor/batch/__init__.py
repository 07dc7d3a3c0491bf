"""Running the extractor over many inputs."""

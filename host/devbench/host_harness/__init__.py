"""The host's own harness, the twin of the Kotlin core: reads the same job and writes the same result."""

"""The contract between host and harness: jobs, events and results as types and as bytes."""

"""Fuzzing that is guided by coverage: `just fuzz-guided TARGET`; the ordinary tests run a small piece of each target."""

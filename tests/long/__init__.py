"""Runs that take minutes to hours: `just` starts them, and the ordinary tests run a small piece of each."""

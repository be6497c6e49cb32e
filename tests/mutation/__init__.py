"""Mutation testing: small changes of the library, one at a time, that a test has to notice."""

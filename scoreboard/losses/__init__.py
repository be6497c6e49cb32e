"""The loss map: of every field of a Completion, what becomes of it on the way from one vendor to another."""

"""Proof that anyone can rerun: what vendors cannot say to each other, and what other libraries lose."""

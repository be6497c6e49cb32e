"""What is measured: one file per environment, each with ``candidates(vendor)``.

A peer is taken at its fastest: the quickest public way in and out that its makers offer, not the one that its client takes.
What has no way to say a vendor's responses has no candidates for it.
"""

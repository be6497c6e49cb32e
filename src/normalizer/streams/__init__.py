"""Streams: their text as Chunks (``reading``), Chunks as a Completion (``joining``) and back (``splitting``), Chunks as
the text of a stream (``writing``).
"""

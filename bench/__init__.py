"""What the library's work costs, beside that of others: ``python -m bench`` (``just bench``) measures and writes it down.

Every figure is a ratio to ``orjson.loads`` and ``orjson.dumps`` of the same bytes, taken in the same process at nearly the
same moment. Nothing in the tests is timed.
"""

"""Wrappers: log lines that hold a response inside something else. What one looks like (``wrapper``, ``presets``), the body
taken out and another put in its place (``unwrapping``), and which wrapper a log has (``finding``).
"""

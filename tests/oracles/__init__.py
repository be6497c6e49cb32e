"""The vendors' real SDKs, asked what they accept and what they print."""

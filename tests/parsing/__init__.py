"""Cases of JSON text, for whoever reads JSON: what must be accepted, what must be refused, and what we decided."""

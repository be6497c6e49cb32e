"""Every key of every vendor: how it is spelled, and where it is in a Completion."""

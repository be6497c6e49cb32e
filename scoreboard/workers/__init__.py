"""The peers, each used as its own documentation says. These files run in the peers' environments, on the standard library."""

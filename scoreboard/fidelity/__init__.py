"""The fidelity scoreboard: our corpus through this library and through its peers, counted by rules that anyone can read."""

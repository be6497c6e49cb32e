"""What others build upon: names, signatures, defaults, what the classes hold, the options of the commands."""

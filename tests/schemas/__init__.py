"""What each vendor's published schema allows, place by place, as a file that is read by eye."""

"""CSV back into entries: read a file, judge its rows, keep them as the user's own, and load them with every dataset."""

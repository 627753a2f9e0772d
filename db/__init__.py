"""Entries, articles and their storage; knows nothing of Qt."""

"""Widgets; none imports another, they speak through the session."""

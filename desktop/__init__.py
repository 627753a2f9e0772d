"""The desktop application: window, panels, timeline and commands."""

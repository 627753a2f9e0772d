"""The commands that need no window: one module a command over the shared arguments."""

"""What a command says when it cannot do its work."""


class UsageError(Exception):
    """The command was called wrongly: one sentence for standard error, exit status 2."""


class CommandError(Exception):
    """The command could not do its work: one sentence for standard error, exit status 1."""

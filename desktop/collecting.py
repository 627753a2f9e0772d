"""What Python's collector walks: not what lives as long as the window."""

import gc


def spare_collector() -> None:
    """Have the collector pass over all that there is now: walking it again and again would cost whole frames.

    To be called by what owns the process, once a library is open or could not be. A start has it rest until then.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()
    gc.enable()

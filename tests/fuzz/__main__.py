"""``python -m tests.fuzz``: see :mod:`tests.fuzz.running`."""

import sys

from tests.fuzz.running import main

if __name__ == "__main__":
    sys.exit(main())

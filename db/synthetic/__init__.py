"""Libraries of very many made-up entries, for seeing and measuring how Démarche copes with them.

The same number and seed always make the same library. Nobody and nothing in it is real.
"""

from db.synthetic.library import SyntheticLibrary

__all__ = ["SyntheticLibrary"]

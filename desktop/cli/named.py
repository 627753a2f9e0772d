"""Which library and which dataset a command line means; nothing of them is read here."""

import argparse
from pathlib import Path

from desktop.assets import dataset_folder
from desktop.places import default_database


def database_of(options: argparse.Namespace) -> Path:
    """Return the library's path: the one named, or else the user's own."""
    return options.database or default_database()


def dataset_of(options: argparse.Namespace) -> Path:
    """Return the dataset's folder: the one named, or else the one that ships with Démarche."""
    return options.dataset or dataset_folder()

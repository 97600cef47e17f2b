"""The salon catalogue as a TOML file: check everything, then import it."""

from booking.catalog_file.entries import Catalogue
from booking.catalog_file.importing import Imported, import_catalogue
from booking.catalog_file.known import known_photos
from booking.catalog_file.reading import read_catalogue

__all__ = ["Catalogue", "Imported", "import_catalogue", "known_photos", "read_catalogue"]

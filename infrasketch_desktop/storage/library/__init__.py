"""What this machine remembers of sketches: recent ones, a search over them, and local versions of each.

Sketch files stay the truth: losing the library loses no sketch. `open_library(file, now)` gives a `Library` with
`.catalog` (recent sketches, search) and `.versions` (snapshots, restore). A library belongs to the thread that opened
it; another thread opens its own. Import it late: SQLite's helper library takes a fifth of a second.
"""

from infrasketch_desktop.storage.library.catalog import Catalog, Entry
from infrasketch_desktop.storage.library.opening import Library, OpenedLibrary, open_library
from infrasketch_desktop.storage.library.thinning import ThinningPolicy
from infrasketch_desktop.storage.library.versions import Version, VersionStore

__all__ = [
    "Catalog",
    "Entry",
    "Library",
    "OpenedLibrary",
    "ThinningPolicy",
    "Version",
    "VersionStore",
    "open_library",
]

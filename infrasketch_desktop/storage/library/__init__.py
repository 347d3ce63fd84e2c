"""What this machine remembers of sketches: recent ones, a search over them, and local versions of each.

Sketch files stay the truth: losing the library loses no sketch. `open_library(file, now)` gives a `Library` with
`.catalog` (recent sketches, search), `.versions` (snapshots, restore) and `.conversations` (what was said of each). A
library belongs to the thread that opened it; another thread opens its own. Import it late: SQLite's helper library
takes a fifth of a second.
"""

from infrasketch_desktop.storage.library.catalog import Catalog, Entry
from infrasketch_desktop.storage.library.conversations import ConversationStore, draft_key, sketch_key
from infrasketch_desktop.storage.library.opening import Library, OpenedLibrary, open_library
from infrasketch_desktop.storage.library.thinning import ThinningPolicy
from infrasketch_desktop.storage.library.versions import Version, VersionStore

__all__ = [
    "Catalog",
    "ConversationStore",
    "Entry",
    "Library",
    "OpenedLibrary",
    "ThinningPolicy",
    "Version",
    "VersionStore",
    "draft_key",
    "open_library",
    "sketch_key",
]

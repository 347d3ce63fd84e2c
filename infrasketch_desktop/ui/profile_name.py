"""How windows name the profile they work with; the standard one goes without saying."""

from __future__ import annotations

from infrasketch_desktop.language import tr
from infrasketch_desktop.storage.profile import Origin, Profile

PROGRAM = "InfraSketch"


def program_title(profile: Profile) -> str:
    """The name of the program in the title of a window, with the profile where it is not the standard one."""
    if profile.origin is Origin.STANDARD:
        return PROGRAM
    names = {
        Origin.GIVEN: profile.settings_folder.name,
        Origin.PORTABLE: tr("portable"),
        Origin.TEMPORARY: tr("nothing is remembered"),
    }
    return tr("{program} ({profile})", program=PROGRAM, profile=names[profile.origin])

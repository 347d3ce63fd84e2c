"""`infrasketch assistant status`: who answers, and for whom a key is kept; never the key itself."""

from __future__ import annotations

import argparse
import os

from infrasketch_desktop.assistant.key_store import standard_keys
from infrasketch_desktop.assistant.sources import OWN_KEY, SourceKind
from infrasketch_desktop.cli.assistant.failures import explained
from infrasketch_desktop.cli.assistant.sources import KEY_VARIABLE, chosen_source, profile_of
from infrasketch_desktop.cli.console import Console
from infrasketch_desktop.cli.outcome import ExitCode
from infrasketch_desktop.storage.settings import SettingsStore

_WHO = {
    SourceKind.OWN_KEY: "Anthropic answers, with a key of your own.",
    SourceKind.RELAY: "The service of InfraSketch answers, paid with credits.",
    SourceKind.LOCAL: "A server of your own answers.",
    SourceKind.NONE: "No source of answers is chosen: the sketcher on this computer answers.",
}


def run(arguments: argparse.Namespace, console: Console) -> ExitCode:
    profile = profile_of(arguments)
    settings = SettingsStore(profile.settings_file).load().settings
    with explained():
        source = chosen_source(None, settings)
        has_key = standard_keys(profile.data_folder).find(OWN_KEY) is not None
    given = bool(os.environ.get(KEY_VARIABLE))
    console.result(
        {
            "source": source.kind.value,
            "address": source.address or None,
            "tier": settings.assistant_tier,
            "has_key": has_key,
            "key_in_environment": given,
        }
    )
    console.say(_WHO[source.kind])
    console.say("A key for Anthropic is kept." if has_key else "No key for Anthropic is kept.")
    if given:
        console.say(f"{KEY_VARIABLE} is set; it is used instead by `infrasketch chat --source own-key`.")
    return ExitCode.OK

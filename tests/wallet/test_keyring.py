"""The keyring of a real desktop session."""

from __future__ import annotations

from pathlib import Path

from tests.support.processes import Start, python_module


def test_a_real_keyring_keeps_the_secret_between_programs(
    tmp_path: Path, start_process: Start, secret_service: dict[str, str]
) -> None:
    folder = tmp_path / "secrets"

    def say(*arguments: str) -> str:
        command = python_module("tests.wallet.keyring_program", folder, *arguments)
        child = start_process(command, environment=secret_service)
        assert child.wait() == 0, child.err
        return child.out.strip()

    assert say("get") == "None"
    assert say("set") == "kept by the keyring"
    assert say("get") == "kept by the keyring"
    assert not folder.exists()
    assert say("delete") == "None"

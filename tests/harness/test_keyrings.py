"""Programs started by a test find a real, unlocked keyring that nobody else sees."""

import sys
from pathlib import Path

from tests.support.processes import Start

STORE = "import keyring; keyring.set_password('infrasketch', 'device', 'a secret')"
READ = "import keyring; print(keyring.get_password('infrasketch', 'device'))"


def test_one_program_stores_a_secret_and_another_reads_it(start_process: Start, secret_service: dict[str, str]) -> None:
    store = start_process([sys.executable, "-c", STORE], environment=secret_service)
    assert store.wait() == 0, store.err
    read = start_process([sys.executable, "-c", READ], environment=secret_service)
    assert read.wait() == 0, read.err
    assert read.out == "a secret\n"


def test_the_secrets_lie_in_the_home_of_the_test(secret_service: dict[str, str], home: Path) -> None:
    assert (home / ".local/share/keyrings/login.keyring").is_file()


def test_the_next_test_finds_an_empty_keyring(start_process: Start, secret_service: dict[str, str]) -> None:
    read = start_process([sys.executable, "-c", READ], environment=secret_service)
    assert read.wait() == 0, read.err
    assert read.out == "None\n"


def test_the_test_itself_keeps_the_null_keyring(secret_service: dict[str, str]) -> None:
    import keyring

    assert type(keyring.get_keyring()).__module__ == "keyring.backends.null"

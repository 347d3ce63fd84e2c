"""The program finds its own files."""

import pytest

from infrasketch_desktop.resources import ResourceError, resource_path, resources_folder


def test_the_folder_beside_the_checkout_is_found() -> None:
    assert resources_folder().name == "resources"


def test_a_missing_file_is_named_with_the_way_out() -> None:
    with pytest.raises(ResourceError, match=r"templates/none\.infrasketch.*Install"):
        resource_path("templates", "none.infrasketch")

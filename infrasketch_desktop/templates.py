"""The templates that come with the program: finished diagrams to start from, in reading order."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from infrasketch_desktop.language import later, tr
from infrasketch_desktop.resources import resource_path

FOLDER = "templates"
_TEMPLATES = (
    ("ecommerce-checkout", later("E-commerce checkout"), later("From cart to paid, packed and posted")),
    ("url-shortener", later("URL shortener"), later("Redirects in milliseconds, clicks counted")),
    ("video-streaming", later("Video streaming"), later("Upload, transcode, stream from the edge")),
    ("chat", later("Chat"), later("Messages in order on every device")),
    ("ride-hailing", later("Ride hailing"), later("Match riders with nearby drivers")),
    ("notification-system", later("Notification system"), later("Push, mail and text through one API")),
    ("rate-limiter", later("Rate limiter"), later("Token buckets, fair to every caller")),
    ("feature-store", later("Feature store"), later("Same features in training and serving")),
    ("recommendation-engine", later("Recommendation engine"), later("Candidates, ranking, learning from use")),
    ("data-lake", later("Data lake"), later("Raw, cleaned and curated layers")),
    ("real-time-analytics", later("Real-time analytics"), later("From click to chart in two seconds")),
    ("search-autocomplete", later("Search autocomplete"), later("Suggestions while you type")),
)


@dataclass(frozen=True, slots=True)
class Template:
    """One template: `name` is what the command line calls it, `summary` one line for the gallery."""

    name: str
    title: str
    summary: str
    path: Path


def load_templates() -> tuple[Template, ...]:
    """All templates in reading order, in the language in force.

    Raises:
        ResourceError: one of their files is missing.
    """
    return tuple(
        Template(name, tr(title), tr(summary), resource_path(FOLDER, f"{name}.infrasketch"))
        for name, title, summary in _TEMPLATES
    )

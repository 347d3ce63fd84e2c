"""About InfraSketch: version, vendor, profile folder, and the way to licences and website."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from infrasketch_desktop.language import dotted, tr
from infrasketch_desktop.ui.about.licences import licences
from infrasketch_desktop.ui.about.licences_dialog import LicencesDialog
from infrasketch_desktop.ui.crash.report import program_facts
from infrasketch_desktop.ui.lifeline import lifeline
from infrasketch_desktop.ui.opener import try_folder, try_page
from infrasketch_desktop.ui.services import Services
from infrasketch_desktop.ui.tasks import Tasks
from infrasketch_desktop.ui.updates.silence import silence
from infrasketch_desktop.ui.widgets.flow import FlowLayout
from infrasketch_desktop.ui.widgets.roles import button, label
from infrasketch_desktop.vendor import Vendor
from infrasketch_desktop.version import program_version

_WIDTH = 520
_ICON = 72


class AboutDialog(QDialog):
    """Links lead to the vendor's website and nowhere else."""

    def __init__(self, services: Services, vendor: Vendor, tasks: Tasks, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About InfraSketch"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._services = services
        self._vendor = vendor
        self._tasks = tasks
        self.status = label("", "muted", wrap=True, live=True)
        self.status.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 20)
        layout.setSpacing(16)
        layout.addLayout(self._head())
        layout.addLayout(self._facts())
        layout.addWidget(self.status)
        layout.addLayout(self._foot())
        self.setMinimumWidth(_WIDTH)
        self.ensurePolished()
        self.resize(_WIDTH, layout.totalHeightForWidth(_WIDTH))  # Qt would give it the height of a narrower one

    @property
    def details(self) -> str:
        """What is copied: versions alone, nothing of the person."""
        return "\n".join(f"{name}: {value}" for name, value in program_facts().items() if value)

    def _head(self) -> QHBoxLayout:
        icon = QLabel()
        picture = QGuiApplication.windowIcon().pixmap(_ICON, _ICON)
        icon.setPixmap(picture)
        icon.setAccessibleName(tr("The icon of InfraSketch"))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(label("InfraSketch", "heading"))
        words.addWidget(label(tr("Version {version}", version=program_version())))
        words.addWidget(label(tr("Words to architecture diagrams, on your own machine."), "muted", wrap=True))
        head = QHBoxLayout()
        head.setSpacing(20)
        head.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return head

    def _facts(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(16)
        form.setVerticalSpacing(8)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        facts = program_facts()
        self._add(form, tr("Made by"), self._vendor.name)
        self._add(form, tr("Environment"), tr("live") if self._vendor.is_live else tr("sandbox: no money moves"))
        self._add(form, tr("Runs on"), dotted((facts["System"], f"Python {facts['Python']}", f"Qt {facts['Qt']}")))
        self._add(form, tr("Profile folder"), str(self._services.profile.settings_folder))
        silent = silence(self._services.preferences.current, self._vendor)
        if silent:
            self._add(form, tr("Updates"), silent)
        return form

    @staticmethod
    def _add(form: QFormLayout, title: str, value: str) -> None:
        shown = label(value, wrap=True)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName(f"{title}: {value}")
        named = label(title, "muted")
        named.setAlignment((named.alignment() & ~Qt.AlignmentFlag.AlignVertical_Mask) | Qt.AlignmentFlag.AlignTop)
        form.addRow(named, shown)

    def _foot(self) -> QHBoxLayout:
        row = FlowLayout(8)
        row.addWidget(button(tr("Copy version details"), self._copy))
        row.addWidget(button(tr("Open the profile folder"), self._open_folder))
        row.addWidget(button(tr("Licences…"), self._show_licences))
        if self._vendor.website:
            row.addWidget(button(tr("Website"), self._open_website))
        close = button(tr("Close"), self.accept)
        close.setDefault(True)
        foot = QHBoxLayout()
        foot.addLayout(row, 1)
        foot.addWidget(close, 0, Qt.AlignmentFlag.AlignBottom)
        return foot

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.details)
        self._say(tr("The version details are in the clipboard."))

    def _open_folder(self) -> None:
        self._say(try_folder(self._services.opener, self._services.profile.settings_folder))

    def _open_website(self) -> None:
        self._say(try_page(self._services.opener, self._vendor.website))

    def _show_licences(self) -> None:
        dialog = LicencesDialog(self)
        is_there = lifeline(dialog)
        self._tasks.run(
            tr("Reading the licences"),
            lambda _progress: licences(),
            lambda parts: dialog.show_parts(parts) if is_there() else None,
            quiet=True,
        )
        dialog.open()

    def _say(self, text: str) -> None:
        self.status.setText(text)
        self.status.setVisible(bool(text))

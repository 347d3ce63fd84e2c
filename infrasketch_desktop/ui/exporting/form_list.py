"""The list of everything a diagram can be exported as, with what each costs; a lock where that cannot be paid now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFont, QIcon
from PySide6.QtWidgets import (
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
)

from infrasketch_desktop.exchange.exports import Family, Form
from infrasketch_desktop.language import listed, tr
from infrasketch_desktop.ui.credits.price import Offer
from infrasketch_desktop.ui.exporting.words import family_title, form_hint, form_title
from infrasketch_desktop.ui.icons import Icons
from infrasketch_desktop.ui.theme.measures import grown, grown_size, keep_grown
from infrasketch_desktop.ui.widgets.roles import set_role

_WIDTH = 276
_LOCK = 14
_FRAME = 2 * 8 + 14
"""The padding of the list on both sides, and a scroll bar."""
_HEADING = 38
_ID = Qt.ItemDataRole.UserRole


class FormList(QTreeWidget):
    """`chosen` follows the keyboard and the mouse."""

    chosen = Signal()

    def __init__(self, icons: Icons, forms: Sequence[Form], current: str) -> None:
        super().__init__()
        self._icons = icons
        self._forms = {form.id: form for form in forms}
        self._items: dict[str, QTreeWidgetItem] = {}
        set_role(self, "forms")
        self.setAccessibleName(tr("Form"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        keep_grown(self, lambda: self.setIconSize(grown_size(_LOCK, _LOCK)))
        self.setItemDelegate(_RowFrame(self))
        self.setFixedWidth(_WIDTH)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for family in Family:
            self._add_family(family)
        self.choose(current if current in self._items else next(iter(self._items)))
        self.currentItemChanged.connect(lambda _new, _old: self.chosen.emit())

    @property
    def form(self) -> Form:
        item = self.currentItem()
        assert item is not None  # there is always one
        return self._forms[item.data(0, _ID)]

    def choose(self, form_id: str) -> None:
        self.setCurrentItem(self._items[form_id])

    def show_offers(self, offer_of: Callable[[Form], Offer]) -> None:
        """What each form costs now: nobody has to choose one to know."""
        for form_id, item in self._items.items():
            offer = offer_of(self._forms[form_id])
            item.setText(1, offer.cost)
            item.setIcon(1, self._icons.icon("lock", "muted") if offer.is_locked else QIcon())
            locked = tr("locked") if offer.is_locked else ""
            said = listed(part for part in (item.text(0), offer.cost, locked) if part)
            item.setData(0, Qt.ItemDataRole.AccessibleTextRole, said)
            item.setData(1, Qt.ItemDataRole.AccessibleTextRole, offer.cost or tr("Price"))
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        """Larger text makes the list wider, so that no title is cut."""
        columns = sum(self.sizeHintForColumn(column) for column in range(self.columnCount()))
        self.setFixedWidth(max(_WIDTH, columns + grown(_FRAME)))

    def is_locked(self, form_id: str) -> bool:
        """Whether something stands between the person and this form."""
        return not self._items[form_id].icon(1).isNull()

    def _add_family(self, family: Family) -> None:
        forms = [form for form in self._forms.values() if form.family is family]
        if not forms:
            return
        heading = QTreeWidgetItem([family_title(family)])
        heading.setFlags(Qt.ItemFlag.NoItemFlags)
        heading.setData(1, Qt.ItemDataRole.AccessibleTextRole, family_title(family))  # its cell below the spanned one
        font = QFont(self.font())
        font.setBold(True)
        heading.setFont(0, font)
        heading.setSizeHint(0, QSize(0, grown(_HEADING)))
        heading.setTextAlignment(0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom)
        self.addTopLevelItem(heading)
        heading.setFirstColumnSpanned(True)
        for form in forms:
            item = QTreeWidgetItem([form_title(form), ""])
            item.setData(0, _ID, form.id)
            item.setToolTip(0, form_hint(form))
            item.setData(1, Qt.ItemDataRole.AccessibleTextRole, tr("Price"))
            item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self._items[form.id] = item
            self.addTopLevelItem(item)


class _RowFrame(QStyledItemDelegate):
    """The frame of the focus goes around a form and its price; Qt gives it to the first column alone."""

    def __init__(self, forms: FormList) -> None:
        super().__init__(forms)
        self._forms = forms

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        if self._forms.hasFocus() and self._forms.currentIndex().row() == index.row():
            option.state |= QStyle.StateFlag.State_HasFocus

"""The style sheet of the whole program, made from the tokens.

Widgets say what they are by the dynamic property ``role`` (``primary``, ``quiet``, ``card``, ``head`` ...); no widget
carries a style sheet of its own.
"""

from __future__ import annotations

from vig_annotator.gui.tokens import (
    CARD_RADIUS_PX,
    CONTROL_PX,
    DARK,
    HEAD_PX,
    RADIUS_PX,
    SMALL_PX,
    TIME_PX,
    TITLE_PX,
    Tokens,
)


def style_sheet(tokens: Tokens) -> str:
    """Everything that Qt's style sheets can say about the look."""
    t = tokens
    return f"""
QWidget {{ color: {t.ink}; }}
QMainWindow, QDialog {{ background: {t.bg}; }}
QToolTip {{ background: {t.panel}; color: {t.ink}; border: 1px solid {t.line}; padding: 6px 8px; }}

QLabel {{ background: transparent; }}
QLabel[role="secondary"] {{ color: {t.ink2}; }}
QLabel[role="hint"] {{ color: {t.ink2}; font-size: {SMALL_PX}px; }}
QLabel[role="head"] {{ color: {t.ink2}; font-size: {HEAD_PX}px; font-weight: 600; letter-spacing: 0.6px; }}
QLabel[role="title"] {{ font-size: {TITLE_PX}px; font-weight: 600; }}
QLabel[role="subtitle"] {{ font-size: 15px; font-weight: 600; }}
QLabel[role="strong"] {{ font-weight: 600; }}
QLabel[role="goal"] {{ font-style: italic; }}
QLabel[role="brand"] {{ color: {t.accent}; font-size: 15px; font-weight: 700; }}
QLabel[role="time"] {{ font-size: {TIME_PX}px; font-weight: 700; }}
QLabel[role="positive"] {{ color: {t.positive}; font-size: {SMALL_PX}px; }}
QLabel[role="concern"] {{ color: {t.concern}; font-size: {SMALL_PX}px; }}
QLabel[role="badge"] {{
    background: {t.soft}; color: {t.accent}; border-radius: 10px; padding: 2px 9px;
    font-size: {SMALL_PX}px; font-weight: 600;
}}
QLabel[role="badge-warn"] {{
    background: {t.running}; color: {t.concern}; border-radius: 10px; padding: 2px 9px;
    font-size: {SMALL_PX}px; font-weight: 600;
}}

QLabel[role="phrase"] {{
    background: {t.bg}; color: {t.ink}; border: 1px solid {t.line}; border-radius: {RADIUS_PX}px; padding: 10px 12px; font-size: 15px; font-weight: 600;
}}
QLabel[role="cap"] {{
    background: {t.bg}; color: {t.ink}; border: 1px solid {t.line}; border-bottom-width: 2px; border-radius: 5px;
    padding: 0 5px; font-size: {HEAD_PX}px; font-weight: 600;
}}
QLabel[role="head"]:disabled {{ color: {t.ink3}; }}
QFrame[role="strip"] {{ background: {t.soft}; border: none; border-bottom: 1px solid {t.line}; }}
QLabel[role="catcher"] {{ background: {t.running}; color: {t.ink}; border: 2px solid {t.accent}; border-radius: {RADIUS_PX}px; padding: 4px 10px; }}
QFrame[role="window"] {{ background: {t.bg}; }}
{_stage(t)}
QFrame[role="bar"] {{ background: {t.panel}; border: none; border-bottom: 1px solid {t.line}; }}
QFrame[role="foot"] {{ background: {t.panel}; border: none; border-top: 1px solid {t.line}; }}
QFrame[role="panel"] {{ background: {t.panel}; border: none; }}
QFrame[role="card"] {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: {CARD_RADIUS_PX}px; }}
QFrame[role="card"][chosen="true"] {{ border: 1px solid {t.accent}; background: {t.soft}; }}
QFrame[role="card"]:hover {{ border-color: {t.ink3}; }}
QFrame[role="card"]:focus {{ border: 2px solid {t.accent}; }}
QFrame[role="panel-card"] {{ background: {t.panel}; border: 1px solid {t.line}; border-radius: {CARD_RADIUS_PX}px; }}
QFrame[role="notice"] {{ background: {t.running}; border: 1px solid {t.line}; border-radius: {RADIUS_PX}px; }}
QFrame[role="toast"] {{ background: {t.ink}; border-radius: {RADIUS_PX}px; }}
QFrame[role="toast"] QLabel {{ color: {t.panel}; }}
QFrame[role="line"] {{ background: {t.line}; border: none; }}

QPushButton, QToolButton {{
    background: {t.panel}; color: {t.ink}; border: 1px solid {t.line}; border-radius: {RADIUS_PX}px;
    min-height: {CONTROL_PX - 2}px; padding: 0 12px; font-weight: 500; outline: none;
}}
QToolButton {{ padding: 0; min-width: {CONTROL_PX - 2}px; }}
QToolButton[role="menu"] {{ padding: 0 4px; }}
QPushButton:hover, QToolButton:hover {{ background: {t.hover}; border-color: {t.ink3}; }}
QPushButton:pressed, QToolButton:pressed {{ background: {t.soft}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {t.accent}; }}
QPushButton:disabled, QToolButton:disabled {{ color: {t.ink3}; background: {t.bg}; }}
QPushButton:checked, QToolButton:checked {{ background: {t.soft}; color: {t.accent}; border-color: {t.accent}; }}
QPushButton[role="primary"], QToolButton[role="primary"] {{
    background: {t.accent}; color: {t.on_accent}; border: 1px solid {t.accent}; font-weight: 600;
}}
QPushButton[role="primary"]:hover, QToolButton[role="primary"]:hover {{ background: {t.positive}; border-color: {t.positive}; }}
QPushButton[role="primary"]:focus, QToolButton[role="primary"]:focus {{ border: 2px solid {t.ink}; }}
QPushButton[role="primary"]:disabled {{ background: {t.soft}; color: {t.ink2}; border-color: {t.line}; }}
QPushButton[role="danger"] {{ background: {t.concern}; color: {t.on_accent}; border: 1px solid {t.concern}; font-weight: 600; }}
QPushButton[role="danger"]:focus {{ border: 2px solid {t.ink}; }}
QPushButton[role="danger"]:disabled {{ background: {t.soft}; color: {t.ink2}; border-color: {t.line}; }}
QPushButton[role="small"] {{ min-height: 24px; padding: 0 8px 0 10px; text-align: left; font-size: {SMALL_PX}px; }}
QPushButton::menu-indicator {{ image: none; width: 0; }}
QPushButton[role="big"] {{ min-height: 38px; }}
QPushButton[touch="true"] {{ min-height: 42px; }}
QLabel[role="question"] {{ font-size: 15px; padding: 3px 0; }}
QPushButton[role="primary"][big="true"] {{ min-height: 44px; font-size: 15px; }}
QToolButton[role="quiet"], QPushButton[role="quiet"] {{ background: transparent; border: 1px solid transparent; }}
QToolButton[role="quiet"] {{ min-height: 24px; min-width: 24px; }}
QToolButton[role="quiet"]:hover, QPushButton[role="quiet"]:hover {{ background: {t.hover}; border-color: {t.line}; }}
QToolButton[role="quiet"]:focus, QPushButton[role="quiet"]:focus {{ border: 2px solid {t.accent}; }}
QPushButton[role="link"] {{
    background: transparent; border: 1px solid transparent; color: {t.accent}; min-height: 22px; padding: 0 8px; text-align: left;
}}
QPushButton[role="link-warn"] {{
    background: transparent; border: 1px solid transparent; color: {t.concern}; min-height: 22px; padding: 0 8px; text-align: left;
}}
QPushButton[role="link-warn"]:hover {{ background: {t.hover}; }}
QPushButton[role="link-warn"]:focus {{ border: 2px solid {t.accent}; }}
QPushButton[role="link"]:hover {{ background: {t.hover}; }}
QPushButton[role="link"]:focus {{ border: 2px solid {t.accent}; }}
QPushButton[role="crumb"] {{ background: transparent; border: 1px solid transparent; color: {t.ink2}; min-height: 26px; padding: 0 5px; font-weight: 400; }}
QPushButton[role="crumb"][strong="true"] {{ color: {t.ink}; font-weight: 600; }}
QPushButton[role="crumb"]:hover {{ background: {t.hover}; }}
QPushButton[role="crumb"]:focus {{ border: 2px solid {t.accent}; }}
QPushButton[role="badge"] {{
    background: {t.soft}; color: {t.accent}; border: 1px solid transparent; border-radius: 12px; min-height: 22px; padding: 0 10px;
    font-size: {SMALL_PX}px; font-weight: 600;
}}
QPushButton[role="badge"]:hover {{ border-color: {t.accent}; }}
QPushButton[role="badge"]:focus {{ border: 2px solid {t.accent}; }}
QPushButton[role="foot-link"] {{
    background: transparent; border: 1px solid transparent; color: {t.accent}; min-height: 18px; padding: 0 6px; font-size: {SMALL_PX}px;
}}
QPushButton[role="foot-link"]:hover {{ background: {t.hover}; }}
QPushButton[role="foot-link"]:focus {{ border: 1px solid {t.accent}; }}
QPushButton[role="option"] {{ min-height: 34px; padding: 0 14px; text-align: left; }}
QFrame[role="queue-row"] {{ border: none; border-top: 1px solid {t.line}; }}
QPushButton[role="find"] {{ color: {t.ink2}; text-align: left; font-weight: 400; }}
QToolButton::menu-indicator {{ image: none; width: 0; }}

QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QSpinBox, QDoubleSpinBox {{
    background: {t.panel}; color: {t.ink}; border: 1px solid {t.line}; border-radius: {RADIUS_PX}px;
    padding: 4px 8px; selection-background-color: {t.accent}; selection-color: {t.on_accent};
}}
QLineEdit, QComboBox, QSpinBox, QDoubleSpinBox {{ min-height: {CONTROL_PX - 10}px; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QCheckBox:disabled {{ color: {t.ink3}; }}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled {{ background: {t.bg}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QSpinBox:focus, QDoubleSpinBox:focus {{
    border: 2px solid {t.accent}; padding: 3px 7px;
}}
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button {{ width: 0; border: none; }}
QComboBox {{ padding-right: 2px; }}
QComboBox::drop-down {{ border: none; width: 24px; background: transparent; }}
QComboBox::down-arrow {{ image: none; }}
QLineEdit QToolButton {{ min-width: 16px; min-height: 16px; padding: 0; border: none; background: transparent; }}
QComboBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
QComboBox QLineEdit:focus {{ border: none; padding: 0; }}
QComboBox QAbstractItemView, QComboBox QAbstractItemView:focus {{ background: {t.panel}; border: 1px solid {t.line}; selection-background-color: {t.soft}; selection-color: {t.ink}; outline: 0; }}
QCheckBox {{ spacing: 8px; }}
QCheckBox:focus {{ color: {t.accent}; }}

QTabBar {{ background: {t.panel}; qproperty-drawBase: 0; }}
QTabBar::tab {{
    background: transparent; color: {t.ink2}; border: none; border-bottom: 2px solid transparent;
    padding: 11px 2px 9px 2px; margin: 0 8px 0 8px;
}}
QTabBar::tab:selected {{ color: {t.ink}; font-weight: 600; border-bottom-color: {t.accent}; }}
QTabBar::tab:hover {{ color: {t.ink}; }}
QTabBar::tab:focus {{ color: {t.accent}; background: {t.soft}; }}

QMenu {{ background: {t.panel}; border: 1px solid {t.line}; padding: 5px; }}
QMenu::item {{ padding: 6px 22px 6px 12px; border-radius: 6px; }}
QMenu::item:selected {{ background: {t.soft}; }}
QMenu::item:disabled {{ color: {t.ink3}; }}
QMenu::separator {{ height: 1px; background: {t.line}; margin: 5px 6px; }}

QAbstractItemView {{ background: {t.panel}; border: none; outline: 0; alternate-background-color: {t.bg}; }}
QListView::item, QTreeView::item {{ min-height: 28px; padding: 0 6px; border: none; color: {t.ink}; }}
QTreeView, QListView, QTableView {{ border: 1px solid transparent; }}
QTreeView:focus, QListView:focus, QTableView:focus {{ border: 1px solid {t.accent}; }}
QListView[role="framed"] {{ border: 1px solid {t.line}; border-radius: {RADIUS_PX}px; padding: 3px; }}
QListView[role="framed"]:focus {{ border: 1px solid {t.accent}; }}
QListView::item:selected, QTreeView::item:selected {{ background: {t.soft}; color: {t.ink}; }}
QListView::item:hover, QTreeView::item:hover {{ background: {t.hover}; }}
QTableCornerButton::section {{ background: {t.panel}; border: none; border-bottom: 1px solid {t.line}; }}
QTableView {{ gridline-color: {t.line}; selection-background-color: {t.soft}; selection-color: {t.ink}; }}
QTableView::item {{ padding: 2px 6px; border: none; }}
QTableView::item:selected {{ background: {t.soft}; color: {t.ink}; }}
QHeaderView::section {{
    background: {t.panel}; color: {t.ink2}; border: none; border-bottom: 1px solid {t.line};
    padding: 5px 6px; font-size: {HEAD_PX}px; font-weight: 600;
}}
QScrollArea {{ background: transparent; border: 1px solid transparent; }}
QScrollArea:focus {{ border: 1px solid {t.accent}; }}
QAbstractScrollArea::corner {{ background: transparent; border: none; }}
QScrollBar:vertical {{ background: transparent; width: 9px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {t.line}; border-radius: 4px; margin: 1px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: {t.ink3}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}

QSplitter::handle {{ background: {t.line}; }}
QSplitter::handle:hover {{ background: {t.accent}; }}
QProgressBar {{ background: {t.line}; border: none; border-radius: 4px; max-height: 8px; min-height: 8px; text-align: center; color: transparent; }}
QProgressBar::chunk {{ background: {t.accent}; border-radius: 4px; }}
QSlider::groove:horizontal {{ height: 4px; background: {t.line}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {t.accent}; border-radius: 2px; }}
QSlider::handle:horizontal {{ background: {t.panel}; border: 2px solid {t.accent}; width: 10px; height: 10px; margin: -5px 0; border-radius: 7px; }}
QSlider:focus {{ border: 2px solid {t.accent}; border-radius: 6px; }}
"""


def _stage(t: Tokens) -> str:
    """The parent's screen, which is dark in every theme."""
    d = DARK
    return f"""
QFrame[role="stage"], QFrame[role="stage"] QStackedWidget, QFrame[role="stage"] QStackedWidget > QWidget {{ background: {t.film}; }}
QLabel[role="stage-goal"] {{ color: {d.ink2}; font-size: 17px; padding: 2px 0 0 0; }}
QLabel[role="stage-calm"] {{ color: {d.ink2}; font-size: 24px; }}
QLabel[role="stage-goal-large"] {{ color: {d.ink}; font-size: 34px; }}
QPushButton[role="stage"] {{
    background: {t.film}; color: {d.ink}; border: 1px solid {d.line}; border-radius: 30px; min-height: 58px; padding: 0 28px; font-size: 18px;
}}
QPushButton[role="stage"][tight="true"] {{ padding: 0 12px; }}
QPushButton[role="stage"]:hover {{ background: {d.panel}; }}
QPushButton[role="stage"]:disabled {{ color: {d.ink3}; background: {t.film}; }}
QPushButton[role="stage-quiet"] {{
    background: {t.film}; color: {d.ink2}; border: none; min-height: 58px; padding: 0 14px; font-size: 18px; font-weight: 400;
}}
QPushButton[role="stage-quiet"]:hover {{ color: {d.ink}; }}
QPushButton[role="stage-quiet"]:disabled {{ color: {d.line}; background: {t.film}; }}
QPushButton[role="stage-play"] {{ background: {d.accent}; border: none; border-radius: 38px; padding: 0; min-height: 76px; min-width: 76px; }}
QPushButton[role="stage-play"]:hover {{ background: {d.positive}; }}
"""

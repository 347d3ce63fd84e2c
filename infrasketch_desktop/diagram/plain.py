"""Turns records and operations into plain JSON values and back, checking every field against its declared type.

One codec serves the sketch file, the journal, the clipboard and the operations of assistants, so that a field is
read and refused in the same words everywhere.
"""

from __future__ import annotations

import dataclasses
import sys
import types
import typing
from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import cache
from typing import Any, Generic, TypeVar

from infrasketch_desktop.diagram.errors import DiagramError
from infrasketch_desktop.diagram.geometry import Point
from infrasketch_desktop.language import listed, tr

T = TypeVar("T")
Plain = Any
"""A value that `json` writes: str, int, float, bool, None, list or dict."""

_Decode = Callable[[Plain], Any]
_Encode = Callable[[Any], Plain]
_POINT_LENGTH = 2
_LARGEST = sys.float_info.max


class PlainError(DiagramError):
    """A plain value is not what its field asks for; `field` names it, "" when the value as a whole is meant."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(tr("“{field}” {problem}", field=field, problem=problem) if field else problem)
        self.field = field
        self.problem = problem


@dataclasses.dataclass(frozen=True, slots=True)
class _Field:
    name: str
    default: Any  # dataclasses.MISSING when the field must be given
    decode: _Decode
    encode: _Encode


class Codec(Generic[T]):
    """Reads and writes one frozen dataclass. Fields at their default are left out; field order is kept."""

    def __init__(self, cls: type[T]) -> None:
        hints = typing.get_type_hints(cls)
        self._cls = cls
        self._fields = tuple(
            _Field(f.name, f.default, *_conversion(hints[f.name])) for f in dataclasses.fields(typing.cast("Any", cls))
        )
        self._decoders = {field.name: field.decode for field in self._fields}
        self._required = tuple(field.name for field in self._fields if field.default is dataclasses.MISSING)

    def encode(self, value: T) -> dict[str, Plain]:
        plain = {}
        for field in self._fields:
            part = getattr(value, field.name)
            if part is not field.default and part != field.default:
                encoded = field.encode(part)
                if encoded != field.default:  # a number may round to its default
                    plain[field.name] = encoded
        return plain

    def decode(self, plain: Plain) -> T:
        """The dataclass that `plain` describes.

        Raises:
            PlainError: a field is missing, unknown or of the wrong type.
        """
        if not isinstance(plain, Mapping):
            raise PlainError("", tr("must be an object, not {plain}", plain=_name(plain)))
        values = {}
        name = ""
        try:
            for name, part in plain.items():
                values[name] = self._decoders[name](part)
        except KeyError:
            raise PlainError(str(name)[:80], _unknown_in(self._cls)) from None
        except (TypeError, ValueError) as error:
            raise PlainError(name, str(error)) from None
        for name in self._required:
            if name not in values:
                raise PlainError(name, tr("is missing"))
        return self._cls(**values)


def _unknown_in(cls: type) -> str:
    from infrasketch_desktop.diagram.field_names import sort_name  # noqa: PLC0415 - settings do without the records

    thing = sort_name(cls)
    return tr("is not a field of “{thing}”", thing=thing) if thing else tr("is not a field that is known here")


def codec(cls: type[T]) -> Codec[T]:
    """The codec of a dataclass; made once for each class."""
    return typing.cast("Codec[T]", _made(typing.cast("Any", cls)))


@cache
def _made(cls: Any) -> Codec[Any]:
    return Codec(cls)


def plain_number(number: float) -> float:
    """Coordinates as files carry them: whole where they are whole, else to a hundredth of a unit."""
    rounded = round(number, 2)
    return int(rounded) if rounded == int(rounded) else rounded


def _conversion(hint: Any) -> tuple[_Decode, _Encode]:
    if hint in _SCALARS:
        return _SCALARS[hint]
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return _enum_decoder(hint), str
    arguments = typing.get_args(hint)
    if isinstance(hint, types.UnionType):
        inner = next(a for a in arguments if a is not types.NoneType)
        decode, encode = _conversion(inner)
        return _optional(decode), _optional(encode)
    if typing.get_origin(hint) is tuple:
        decode, encode = _conversion(arguments[0])
        return _list_decoder(decode), lambda values: [encode(value) for value in values]
    raise TypeError(f"no plain form for {hint}")


def _text(plain: Plain) -> str:
    if type(plain) is not str:
        raise TypeError(tr("must be text, not {plain}", plain=_name(plain)))
    return plain


def _flag(plain: Plain) -> bool:
    if type(plain) is not bool:
        raise TypeError(tr("must be true or false, not {plain}", plain=_name(plain)))
    return plain


def _whole(plain: Plain) -> int:
    if type(plain) is not int:
        raise TypeError(tr("must be a whole number, not {plain}", plain=_name(plain)))
    return plain


def _number(plain: Plain) -> float:
    if type(plain) is not int and type(plain) is not float:
        raise TypeError(tr("must be a number, not {plain}", plain=_name(plain)))
    if -_LARGEST <= plain <= _LARGEST:  # not so for NaN, infinity and whole numbers beyond any float
        return float(plain)
    raise ValueError(tr("must be a finite number"))


def _point(plain: Plain) -> Point:
    if type(plain) is not list or len(plain) != _POINT_LENGTH:
        raise TypeError(tr("must be a point [x, y], not {plain}", plain=_name(plain)))
    x, y = plain
    return Point(_number(x), _number(y))


_SCALARS: dict[Any, tuple[_Decode, _Encode]] = {
    str: (_text, str),
    bool: (_flag, bool),
    int: (_whole, int),
    float: (_number, plain_number),
    Point: (_point, lambda point: [plain_number(point.x), plain_number(point.y)]),
}


def _enum_decoder(enum: type[StrEnum]) -> _Decode:
    members = {member.value: member for member in enum}

    def decode(plain: Plain) -> StrEnum:
        member = members.get(plain) if isinstance(plain, str) else None
        if member is None:
            raise ValueError(tr("must be one of {members}, not {plain}", members=listed(members), plain=_name(plain)))
        return member

    return decode


def _optional(convert: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None else convert(value)


def _list_decoder(decode: _Decode) -> _Decode:
    def decode_list(plain: Plain) -> tuple[Any, ...]:
        if type(plain) is not list:
            raise TypeError(tr("must be a list, not {plain}", plain=_name(plain)))
        return tuple([decode(item) for item in plain])

    return decode_list


def _name(plain: Plain) -> str:
    """A JSON value in a person's words, short enough for a message."""
    if plain is None:
        return "null"
    value = repr(str(plain)[:40])
    match plain:
        case dict():
            return tr("an object")
        case list():
            return tr("a list")
        case str():
            return tr("the text {value}", value=value)
        case bool():
            return tr("the flag {value}", value=value)
        case _:
            return tr("the number {value}", value=value)

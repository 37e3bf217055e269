"""Property values as JSON and back, with their types exactly as the database has them.

Text, whole numbers, numbers, flags and lists are JSON's own; every other type is an object with a tag.

>>> from neo4j.time import Date
>>> encode([Date(2026, 11, 1)]), encode(bytearray(b"ab")), encode(float("inf"))
([{'@date': '2026-11-01'}], {'@bytes': 'YWI='}, {'@float': 'inf'})
>>> decode({"@date": "2026-11-01"})
neo4j.time.Date(2026, 11, 1)
"""

from __future__ import annotations

import base64
import math
from collections.abc import Callable
from typing import Any

__all__ = ["decode", "encode"]

_PLAIN = (str, bool, int)


def encode(value: Any) -> Any:
    """A value as the driver gives it, as JSON; raises ``TypeError`` for a type that no property has."""
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else {"@float": repr(value)}
    if isinstance(value, list):
        return [encode(one) for one in value]
    if isinstance(value, (bytes, bytearray)):
        return {"@bytes": base64.b64encode(value).decode("ascii")}
    return _encode_tagged(value)


def decode(value: Any) -> Any:
    """The value that :func:`encode` was given; raises ``ValueError`` for an unknown tag."""
    if isinstance(value, list):
        return [decode(one) for one in value]
    if not isinstance(value, dict):
        return value
    (tag, told), *rest = value.items()
    if tag not in _DECODERS:
        raise ValueError(tag)
    return _DECODERS[tag](told, *(one for _, one in rest))


def _encode_tagged(value: Any) -> dict[str, Any]:
    from neo4j.spatial import Point
    from neo4j.time import Date, DateTime, Duration, Time

    if isinstance(value, DateTime):
        zone = getattr(value.tzinfo, "key", None) or getattr(value.tzinfo, "zone", None)
        return {"@datetime": value.iso_format()} | ({"zone": zone} if zone else {})
    if isinstance(value, Date):
        return {"@date": value.iso_format()}
    if isinstance(value, Time):
        return {"@time": value.iso_format()}
    if isinstance(value, Duration):
        return {"@duration": list(value)}
    if isinstance(value, Point):
        return {"@point": [value.srid, *value]}
    raise TypeError(type(value).__name__)


def _date(text: str) -> Any:
    from neo4j.time import Date

    return Date.from_iso_format(text)


def _datetime(text: str, zone: str | None = None) -> Any:
    """A date and time with its offset; with the name of a zone, the same moment in that zone."""
    from neo4j.time import DateTime

    moment = DateTime.from_iso_format(text)
    if zone is None:
        return moment
    # What the driver itself uses: its DateTime ends the process on a zone of zoneinfo (seen in 6.4.1).
    import pytz  # type: ignore[import-untyped]

    return moment.astimezone(pytz.timezone(zone))


def _time(text: str) -> Any:
    from neo4j.time import Time

    return Time.from_iso_format(text)


def _duration(parts: list[int]) -> Any:
    from neo4j.time import Duration

    months, days, seconds, nanoseconds = parts
    return Duration(months=months, days=days, seconds=seconds, nanoseconds=nanoseconds)


def _point(parts: list[Any]) -> Any:
    from neo4j.spatial import CartesianPoint, WGS84Point

    srid, *coordinates = parts
    return (WGS84Point if srid in (4326, 4979) else CartesianPoint)(coordinates)


_DECODERS: dict[str, Callable[..., Any]] = {
    "@bytes": base64.b64decode,
    "@float": float,
    "@date": _date,
    "@datetime": _datetime,
    "@time": _time,
    "@duration": _duration,
    "@point": _point,
}

"""Checking a call against the Bot API's own description, and turning text into typed values.

Stricter than the server in one thing: where it reads "abc" as the number 0, this refuses.
"""

import contextlib
import json
import re
from collections.abc import Callable
from typing import Any

from sandbox.telegram.errors import Refused, Wire, bad_request
from sandbox.telegram.requests import Upload
from sandbox.telegram.spec import Field, Method, Spec

_ARRAY = "Array of "
_TRUE, _FALSE = ("true", "1", "yes"), ("false", "0", "no")
_EMPTY = {
    "chat_id": "chat_id is empty",
    "text": "message text is empty",
    "message_id": "message identifier is not specified",
    "photo": "there is no photo in the request",
    "document": "there is no document in the request",
}
# The server does without these although their description calls them required.
_MAY_BE_EMPTY = {("setWebhook", "url")}


class _Mismatch(Exception):
    """The value is not of this type; the text says in what."""


def checked(spec: Spec, method: Method, given: dict[str, Any]) -> Wire:
    """Return the typed parameters; unknown ones are left out, as the server ignores them."""
    values: Wire = {}
    for parameter in method.parameters:
        raw = given.get(parameter.name)
        if raw is None or raw == "":
            if parameter.required and (method.name, parameter.name) not in _MAY_BE_EMPTY:
                raise _missing(parameter.name)
        else:
            value = _parameter(spec, parameter, _attached(raw, given))
            values[parameter.name] = _with_files(value, given)
    return values


def _missing(name: str) -> Refused:
    return bad_request(_EMPTY.get(name, f'parameter "{name}" is required'))


def _attached(raw: Any, given: dict[str, Any]) -> Any:
    if isinstance(raw, str) and raw.startswith("attach://"):
        return given.get(raw.removeprefix("attach://"), raw)
    return raw


def _with_files(value: Any, given: dict[str, Any]) -> Any:
    """Put the uploads of the request where an InputMedia names them."""
    if isinstance(value, dict) and "media" in value:
        return value | {"media": _attached(value["media"], given)}
    return value


def _parameter(spec: Spec, parameter: Field, raw: Any) -> Any:
    if isinstance(raw, str) and _is_nested(parameter):
        try:
            raw = json.loads(raw)
        except ValueError:
            raise bad_request(f"can't parse {_words(parameter)} JSON object") from None
    try:
        return _value(spec, parameter.types, raw)
    except _Mismatch as mismatch:
        raise bad_request(f"can't parse {mismatch}") from None
    except TypeError:
        kinds = " or ".join(parameter.types)
        raise bad_request(f'parameter "{parameter.name}" must be of type {kinds}') from None


def _is_nested(parameter: Field) -> bool:
    plain = {"Integer", "Float", "Boolean", "String", "InputFile"}
    return not plain.intersection(parameter.types)


def _words(parameter: Field) -> str:
    if parameter.name == "reply_markup":
        return "reply keyboard markup"
    return parameter.name.replace("_", " ")


def _value(spec: Spec, types: tuple[str, ...], raw: Any) -> Any:
    """Return the value as one of the types; TypeError if it is of none."""
    for one in types:
        if one in _PLAIN:
            with contextlib.suppress(TypeError):
                return _PLAIN[one](raw)
    of = tuple(one.removeprefix(_ARRAY) for one in types if one.startswith(_ARRAY))
    if of and isinstance(raw, list):
        return [_value(spec, of, one) for one in raw]
    objects = tuple(one for one in types if one not in _PLAIN and not one.startswith(_ARRAY))
    if objects and isinstance(raw, dict):
        return _object(spec, objects, raw)
    raise TypeError(types)


def _object(spec: Spec, types: tuple[str, ...], raw: Wire) -> Wire:
    """Return the object as the type that knows most of its fields, of those that it fits."""
    candidates = spec.concrete(types)
    candidates.sort(key=lambda one: _misfits(spec, one, raw))
    mismatch: _Mismatch | None = None
    for candidate in candidates:
        try:
            return _fitted(spec, candidate, raw)
        except _Mismatch as found:
            mismatch = mismatch or found
    raise mismatch or TypeError(types)


def _misfits(spec: Spec, type_name: str, raw: Wire) -> tuple[int, int]:
    """How many required fields are missing, and how many of the given ones are none of it."""
    fields = spec.fields(type_name)
    missing = sum(field.required and field.name not in raw for field in fields)
    return missing, len(raw.keys() - {field.name for field in fields})


def _fitted(spec: Spec, type_name: str, raw: Wire) -> Wire:
    title = re.sub(r"(?<!^)(?=[A-Z])", " ", type_name).lower()
    fitted: Wire = {}
    for field in spec.fields(type_name):
        if raw.get(field.name) is None:
            if field.required:
                raise _Mismatch(f'{title}: Can\'t find field "{field.name}"')
            continue
        try:
            fitted[field.name] = _value(spec, field.types, raw[field.name])
        except TypeError:
            kinds = " or ".join(field.types)
            raise _Mismatch(f'{title}: Field "{field.name}" must be of type {kinds}') from None
    return fitted


def _integer(raw: Any) -> int:
    if isinstance(raw, int) and not isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and re.fullmatch(r"[+-]?\d{1,19}", raw.strip(), re.ASCII):
        return int(raw)
    raise TypeError("Integer")


def _float(raw: Any) -> float:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return float(raw)
    if isinstance(raw, str) and re.fullmatch(r"[+-]?\d+(\.\d+)?([eE][+-]?\d+)?", raw, re.ASCII):
        return float(raw)
    raise TypeError("Float")


def _boolean(raw: Any) -> bool:
    if isinstance(raw, bool):
        return raw
    if isinstance(raw, str) and raw.lower() in (*_TRUE, *_FALSE):
        return raw.lower() in _TRUE
    raise TypeError("Boolean")


def _string(raw: Any) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return str(raw)
    raise TypeError("String")


def _file(raw: Any) -> Upload:
    if isinstance(raw, Upload):
        return raw
    raise TypeError("InputFile")


_PLAIN: dict[str, Callable[[Any], Any]] = {
    "Integer": _integer,
    "Float": _float,
    "Boolean": _boolean,
    "String": _string,
    "InputFile": _file,
}

"""Reads a pickle of tensors and nothing else: a machine of its own, which has no way to import or to call.

It knows the instructions that ``torch.save`` uses for state dicts, from Python 2's protocol 0 up, and of what a pickle
may name only what builds tensors. Everything else is refused by its name before it can have an effect.
"""

from __future__ import annotations

import pickletools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import IO, Any

from devbench.models.export.weights.stored_tensor import BrokenWeights

_STORAGES = {
    "DoubleStorage": "float64",
    "FloatStorage": "float32",
    "HalfStorage": "float16",
    "BFloat16Storage": "bfloat16",
    "LongStorage": "int64",
    "IntStorage": "int32",
    "ShortStorage": "int16",
    "CharStorage": "int8",
    "ByteStorage": "uint8",
    "BoolStorage": "bool",
}
_CONSTANTS = {"NONE": None, "NEWTRUE": True, "NEWFALSE": False, "EMPTY_TUPLE": ()}
_EMPTY: dict[str, Callable[[], Any]] = {"EMPTY_DICT": dict, "EMPTY_LIST": list}
_LITERALS = frozenset(
    (
        *("INT", "BININT", "BININT1", "BININT2", "LONG", "LONG1", "LONG4", "FLOAT", "BINFLOAT"),
        *("STRING", "BINSTRING", "SHORT_BINSTRING", "UNICODE", "BINUNICODE", "SHORT_BINUNICODE", "BINUNICODE8"),
        *("BINBYTES", "SHORT_BINBYTES"),
    )
)
_TUPLES = {"TUPLE1": 1, "TUPLE2": 2, "TUPLE3": 3}
_IGNORED = ("PROTO", "FRAME")


class ForeignPickle(BrokenWeights):
    """A pickle that asks for something that is no tensor."""


@dataclass(frozen=True)
class StorageType:
    dtype: str


@dataclass(frozen=True)
class Storage:
    """``count`` elements at ``first`` of what the file keeps under ``key``, which holds ``whole`` of them."""

    dtype: str
    key: str
    whole: int
    first: int
    count: int


@dataclass(frozen=True)
class TensorView:
    """A tensor that begins at the element ``first`` of its storage; ``strides`` in elements."""

    storage: Storage
    first: int
    shape: tuple[int, ...]
    strides: tuple[int, ...]


def unpickle(file: IO[bytes]) -> Any:
    """The value of the pickle that begins here; leaves the file behind it.

    Raises BrokenWeights where it is broken, ForeignPickle naming what it asks for where that is no tensor.
    """
    machine = _Machine()
    try:
        for opcode, argument, _ in pickletools.genops(file):
            machine.run(opcode.name, argument)
        return machine.stack.pop()
    except BrokenWeights:
        raise
    except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, MemoryError) as error:
        raise BrokenWeights(f"its pickle is broken ({type(error).__name__})") from error


class _Machine:
    def __init__(self) -> None:
        self.stack: list[Any] = []
        self._marks: list[int] = []
        self._memo: dict[int, Any] = {}

    def run(self, name: str, argument: Any) -> None:
        stack = self.stack
        if name in _LITERALS:
            stack.append(argument)
        elif name in _CONSTANTS:
            stack.append(_CONSTANTS[name])
        elif name in _EMPTY:
            stack.append(_EMPTY[name]())
        elif name in _TUPLES:
            stack[-_TUPLES[name] :] = [tuple(self._top(_TUPLES[name]))]
        elif name not in _IGNORED:
            self._build(name, argument)

    def _build(self, name: str, argument: Any) -> None:
        stack = self.stack
        match name:
            case "MARK":
                self._marks.append(len(stack))
            case "TUPLE":
                stack.append(tuple(self._marked()))
            case "LIST":
                stack.append(self._marked())
            case "DICT":
                stack.append(_pairs(self._marked()))
            case "APPEND" | "APPENDS":
                items = self._marked() if name == "APPENDS" else [stack.pop()]
                _expect(stack[-1], list).extend(items)
            case "SETITEM" | "SETITEMS":
                items = self._marked() if name == "SETITEMS" else [stack.pop(), stack.pop()][::-1]
                _expect(stack[-1], dict).update(_pairs(items))
            case "PUT" | "BINPUT" | "LONG_BINPUT":
                self._memo[argument] = stack[-1]
            case "MEMOIZE":
                self._memo[len(self._memo)] = stack[-1]
            case "GET" | "BINGET" | "LONG_BINGET":
                stack.append(self._memo[argument])
            case "GLOBAL":
                stack.append(_named(argument.replace(" ", ".", 1)))
            case "STACK_GLOBAL":
                attribute, module = stack.pop(), stack.pop()
                stack.append(_named(f"{_expect(module, str)}.{_expect(attribute, str)}"))
            case "REDUCE":
                arguments, what = stack.pop(), stack.pop()
                stack.append(_made(what, _expect(arguments, tuple)))
            case "BUILD":
                # an OrderedDict's attributes, such as the versions of a state dict's modules
                stack.pop()
                _expect(stack[-1], dict)
            case "BINPERSID":
                stack.append(_storage(stack.pop()))
            case "STOP":
                pass
            case _:
                raise ForeignPickle(f"it asks for the pickle instruction {name}")

    def _top(self, count: int) -> list[Any]:
        if len(self.stack) < count:
            raise BrokenWeights("its pickle takes more values than it has")
        return self.stack[-count:]

    def _marked(self) -> list[Any]:
        """What stands above the last mark, which is removed with it."""
        at = self._marks.pop()
        items = self.stack[at:]
        del self.stack[at:]
        return items


def _expect(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise BrokenWeights(f"its pickle has a {type(value).__name__} in place of a {kind.__name__}")
    return value


def _pairs(items: list[Any]) -> dict[str | int, Any]:
    """Of keys and values in turn. Other keys are never hashed: a deep tuple would exhaust the stack."""
    for key in items[::2]:
        if not isinstance(key, (str, int)):
            raise ForeignPickle(f"it has a {type(key).__name__} as a key")
    return dict(zip(items[::2], items[1::2], strict=True))


def _named(name: str) -> Any:
    """A storage's type, or one of the functions that build tensors."""
    module, _, attribute = name.rpartition(".")
    if module == "torch" and attribute in _STORAGES:
        return StorageType(_STORAGES[attribute])
    if name not in _FUNCTIONS:
        raise ForeignPickle(f"it asks for {name}, which is not a tensor")
    return _FUNCTIONS[name]


def _made(function: Any, arguments: tuple[Any, ...]) -> Any:
    """What one of the known functions gives."""
    if function not in _FUNCTIONS.values():
        raise ForeignPickle(f"it calls a {type(function).__name__}")
    return function(*arguments)


def _storage(identity: Any) -> Storage:
    """What ``torch.save`` writes in place of a storage; old files say which part of one it is."""
    kind, *rest = _expect(identity, tuple)
    if kind != "storage":
        raise ForeignPickle(f"it asks for a {_expect(kind, str)}, which is not a tensor")
    storage_type, key, _location, count, *view = rest
    dtype, key, whole = _expect(storage_type, StorageType).dtype, str(_expect(key, str)), _expect(count, int)
    if view and view[0] is not None:
        _view_key, first, count = view[0]
        if not 0 <= _expect(first, int) <= first + _expect(count, int) <= whole or count < 0:
            raise BrokenWeights(f"a part of {count} values from {first} lies outside its storage of {whole}")
        return Storage(dtype, key, whole, first, count)
    return Storage(dtype, key, whole, 0, whole)


def _tensor(storage: Any, first: Any, shape: Any, strides: Any, *_: Any) -> TensorView:
    """Whether it needs a gradient, and its hooks, follow; so may metadata."""
    sizes = [_integers(value) for value in (shape, strides)]
    return TensorView(_expect(storage, Storage), _expect(first, int), *sizes)


def _parameter(data: Any, *_: Any) -> TensorView:
    view: TensorView = _expect(data, TensorView)
    return view


def _size(shape: Any) -> tuple[int, ...]:
    return _integers(shape)


def _dict(pairs: Any = ()) -> dict[str | int, Any]:
    """Of a list of pairs, as Python 2 writes them."""
    return _pairs([value for pair in pairs for value in _expect(tuple(pair), tuple)[:2]])


def _integers(values: Any) -> tuple[int, ...]:
    return tuple(_expect(value, int) for value in _expect(values, tuple))


_FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "collections.OrderedDict": _dict,
    "torch.Size": _size,
    "torch._utils._rebuild_tensor": _tensor,
    "torch._utils._rebuild_tensor_v2": _tensor,
    "torch._utils._rebuild_parameter": _parameter,
}

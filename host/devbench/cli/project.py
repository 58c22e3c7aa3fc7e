"""A project's defaults: the nearest devbench.toml, or [tool.devbench] of a pyproject.toml. docs/configuration.md.

Keys are named like the options of `devbench run`, and hold for every command that measures and has such an option.
"""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from devbench import suggest
from devbench.errors import UsageError

FILE = "devbench.toml"
_PYPROJECT = "pyproject.toml"
_IN_META = "devbench.project"
_OF_ONE_CALL = ("help", "all", "json", "answers", "details", "quiet", "verbose")
"""What nobody wants by default; and no file that happens to lie somewhere says which files are written."""
_OF_CARD = ("task", "vocab", "cased", "uncased", "bind")
"""What a model's card says of it."""
_OF_SEVERAL = ("variant", "require")
"""What is true of one model, if the file names it, and may be of all."""
_OF_MODEL = (*_OF_CARD, *_OF_SEVERAL, "data", "sequence-length", "task-set", "expect", "reference", "against")
"""What is true of one model, and not of another one that is named on the command line."""
_NAMES_OF_MODELS = ("named_models", "models", "model", "results")
_FILES_THAT_HAVE_NAMES = {"model": (".tflite",), "against": (".tflite", ".json")}
"""Keys whose values may be names, too, and how the names of files end."""


@dataclass(frozen=True)
class Project:
    """``defaults`` are values by key, as they stand in ``file``."""

    file: Path
    defaults: Mapping[str, Any]

    def key_of(self, parameter: click.Parameter) -> str | None:
        return next((key for key in _keys(parameter) if key in self.defaults), None)

    def values(self, context: click.Context, given: Mapping[str, Any]) -> dict[str, Any]:
        """As click takes them, by parameter; ``given`` is what the command line says. Raises UsageError."""
        self._check(context.find_root())
        left_out = self._left_out(given)
        found = {}
        for parameter in context.command.params:
            name, key = str(parameter.name), self.key_of(parameter)
            if key and key not in left_out and not _is_said(given.get(name)):
                found[name] = self._value(parameter, key, self._fitting(parameter, key))
        return {name: value for name, value in found.items() if value is not None}

    def _check(self, root: click.Context) -> None:
        run = root.command.get_command(root, "run") if isinstance(root.command, click.Group) else None
        if run is None:  # the command is called by itself
            return
        known = {key: option for option in run.params for key in _keys(option) if key not in _OF_ONE_CALL}
        for key in self.defaults:
            if key not in known:
                raise UsageError(f"{self.file}: there is no key {key}.", suggest.closest(key, known))
            self._value(known[key], key, self.defaults[key])
        if {"cased", "uncased"} <= set(self.defaults):
            raise UsageError(f"{self.file} has both cased and uncased.", "Remove one of them.")

    def _left_out(self, given: Mapping[str, Any]) -> Collection[str]:
        """Keys that do not hold for the models that the command line names."""
        named = [word for name in _NAMES_OF_MODELS for word in _listed(given.get(name))]
        is_of_all = given.get("all_models") is True
        if "model" in self.defaults:
            own = {Path(self._placed("model", word)).resolve() for word in _listed(self.defaults["model"])}
            return _OF_MODEL if is_of_all or (named and own.isdisjoint(map(_model_of, named))) else ()
        if is_of_all:
            return set(_OF_MODEL).difference(_OF_SEVERAL)
        from devbench.bench.model_source import has_card

        of_card = _OF_CARD if any(map(has_card, named)) else ()
        return (*of_card, "variant") if any(Path(word).is_file() for word in named) else of_card

    def _fitting(self, parameter: click.Parameter, key: str) -> Any:
        """Of several numbers of threads the first, for a command that takes one."""
        value = self.defaults[key]
        return value[0] if key == "threads" and isinstance(value, list) and not _takes_list(parameter) else value

    def _value(self, parameter: click.Parameter, key: str, value: Any) -> Any:
        if value == []:
            raise UsageError(f"{self.file}: {key} is an empty list.", "Name what it should be, or remove the key.")
        if isinstance(parameter, click.Option) and isinstance(value, bool):
            if parameter.is_flag:
                return value is (f"--{key}" in parameter.opts)  # false of an opposite is true
            if isinstance(parameter.flag_value, str):  # an option that may stand without a value
                return parameter.flag_value if value else None
        kinds, words = _allowed(parameter)
        items = value if isinstance(value, list) and _takes_list(parameter) else [value]
        if any(isinstance(item, bool) or not isinstance(item, kinds) for item in items):
            words = f"{words}, or a list of them" if _takes_list(parameter) else words
            raise UsageError(f"{self.file}: {key} must be {words}.", f"Correct {value!r}, or use --{key}.")
        texts = [self._placed(key, item) if _names_files(parameter, key) else str(item) for item in items]
        return texts if parameter.multiple else ",".join(texts)

    def refusal(self, key: str, why: str) -> UsageError:
        """Of a value of the right type that makes no sense."""
        return UsageError(f"{self.file}: {key} is {self.defaults[key]!r}: {why}", f"Correct it, or use --{key}.")

    def _placed(self, key: str, name: str) -> str:
        """A path as it is from here: in the file it starts at the file's folder."""
        path = self.file.parent / Path(name).expanduser()
        if key not in _FILES_THAT_HAVE_NAMES:
            return str(path)
        is_path = len(Path(name).parts) > 1 or Path(name).suffix in _FILES_THAT_HAVE_NAMES[key]
        return str(path) if is_path or (key == "model" and path.is_dir()) else name


def of(context: click.Context) -> Project | None:
    """The one whose defaults a command uses."""
    found: Project | None = context.meta.get(_IN_META)
    return found


def use(context: click.Context, given: Mapping[str, Any]) -> None:
    """Makes a project's defaults those of a command; ``given`` is what the command line says."""
    if (found := find()) is not None:
        context.default_map = found.values(context, given)
        context.meta[_IN_META] = found


def blamed(context: click.Context, text: str) -> str:
    """Which options that a message names come from the file, in a sentence; empty for none."""
    named = set(re.findall(r"--([a-z-]+)", text))
    keys = [
        key
        for parameter in context.command.params
        if context.get_parameter_source(str(parameter.name)) is click.core.ParameterSource.DEFAULT_MAP
        for key in named.intersection(_keys(parameter))
    ]
    found = of(context)
    return f"{found.file} sets {' and '.join(keys)}." if found and keys else ""


def find(start: Path | None = None) -> Project | None:
    """From a folder upwards to the top of the repository, or of the file system. Raises UsageError."""
    here = (start or Path()).absolute()
    for folder in (here, *here.parents):
        if (found := of_folder(folder)) is not None:
            return found
        if (folder / ".git").exists():
            break
    return None


def of_folder(folder: Path) -> Project | None:
    """That of this folder alone. Raises UsageError."""
    for path in (Path(os.path.relpath(folder / name)) for name in (FILE, _PYPROJECT)):
        if path.is_file() and (defaults := _read(path)) is not None:
            return Project(path, defaults)
    return None


def _read(path: Path) -> Mapping[str, Any] | None:
    """None for a pyproject.toml that says nothing of devbench."""
    try:
        text = path.read_text(encoding="utf-8-sig")
        if path.name == _PYPROJECT and "devbench" not in text:
            return None
        import tomllib

        content = tomllib.loads(text)
    except OSError as error:
        raise UsageError(f"Cannot read {path}: {error.strerror}.", "Make it readable, or remove it.") from error
    except ValueError as error:
        raise UsageError(f"{path} is not valid TOML: {error}.", "Correct it.") from error
    if path.name == FILE:
        return content
    tools = content.get("tool", {})
    found = tools.get("devbench") if isinstance(tools, dict) else None
    if found is not None and not isinstance(found, dict):
        raise UsageError(f"{path}: tool.devbench is no table.", "Write [tool.devbench], and keys below it.")
    return found


def _keys(parameter: click.Parameter) -> Iterator[str]:
    """The long names of an option; an argument has none but MODEL."""
    if isinstance(parameter, click.Argument):
        yield from ("model",) if parameter.name == "model" else ()
    else:
        yield from (name[2:] for name in (*parameter.opts, *parameter.secondary_opts) if name.startswith("--"))


def _allowed(parameter: click.Parameter) -> tuple[tuple[type, ...], str]:
    """The types of a value, and their name in a message."""
    if isinstance(parameter, click.Option) and parameter.is_flag:
        return (), "true or false"
    if isinstance(parameter.type, click.types.IntParamType) or str(parameter.metavar).startswith("N["):
        return (int,), "a whole number"
    if isinstance(parameter.type, click.types.FloatParamType):
        return (int, float), "a number"
    return (str,), f"text such as {parameter.metavar}" if "=" in str(parameter.metavar) else "text"


def _takes_list(parameter: click.Parameter) -> bool:
    return parameter.multiple or ("," in str(parameter.metavar) and "..." in str(parameter.metavar))


def _names_files(parameter: click.Parameter, key: str) -> bool:
    return isinstance(parameter.type, click.Path) or key in _FILES_THAT_HAVE_NAMES


def _is_said(value: Any) -> bool:
    """click marks what is missing with an object of its own."""
    return isinstance(value, (str, bool, list, tuple)) and value != ()


def _listed(value: Any) -> list[str]:
    found = value if isinstance(value, (list, tuple)) else [value]
    return [each for each in found if isinstance(each, str)]


def _model_of(word: str) -> Path:
    """An operand of a comparison may be MODEL@key=value."""
    return Path(word.partition("@")[0] if "=" in word else word).resolve()

"""The published JSON schema of the result document, made from the types.

``python -m devbench.results.json_schema > docs/schema/devbench.result-4.json``
"""

from __future__ import annotations

import sys
from typing import Any

import msgspec

from devbench.results.schema import SCHEMA, Result


def generate() -> dict[str, Any]:
    schema = msgspec.json.schema(Result)
    definitions = schema["$defs"]
    document = definitions.pop("Result")
    named = {
        "schema": {"const": SCHEMA},
        "digest": {"type": "string", "description": "sha256 of the rest, its keys sorted"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "One run of a model on a device and on the host, as devbench writes it.",
        "type": "object",
        "properties": {**named, **document["properties"]},
        "required": [*named, *document["required"]],
        "$defs": definitions,
    }


def main() -> None:
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(generate()), indent=1) + b"\n")


if __name__ == "__main__":
    main()

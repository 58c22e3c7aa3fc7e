"""Results as JUnit XML, as CI servers read it: a suite a result, a case a check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from devbench.choices import Status
from devbench.reports import rows
from devbench.reports.sanitize import sanitize
from devbench.results.schema import Reason, Result

_CHECKS = {
    "tokens": ("TOKENS_DIFFER",),
    "outputs": ("OUTPUTS_DIFFER", "OUTPUTS_NOT_FINITE"),
    "answers": ("ANSWERS_DIFFER",),
    "quality": ("QUALITY_LOST",),
}
"""Which findings make which check fail."""

_FAILED: tuple[Status, ...] = ("WRONG", "PARTIAL")
"""All other verdicts but VALID say that the times cannot be judged: the case is skipped, neither passed nor failed."""


@dataclass(frozen=True)
class _Case:
    """``failure`` and ``skipped`` are messages; ``remedy`` is the failure's text."""

    name: str
    said: str = ""
    failure: str = ""
    remedy: str = ""
    skipped: str = ""


def render(results: Sequence[Result]) -> bytes:
    root = ElementTree.Element("testsuites", name="devbench")
    for result in results:
        _add_suite(root, sanitize(result))
    for count in ("tests", "failures", "errors", "skipped"):
        root.set(count, str(sum(int(suite.get(count, 0)) for suite in root)))
    ElementTree.indent(root)
    content: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _add_suite(root: ElementTree.Element, result: Result) -> None:
    cases = list(_cases(result))
    suite = ElementTree.SubElement(
        root,
        "testsuite",
        name=f"{result.model.name} {result.model.quantization} on {result.device.serial}",
        tests=str(len(cases)),
        failures=str(sum(bool(case.failure) for case in cases)),
        errors="0",
        skipped=str(sum(bool(case.skipped) for case in cases)),
        timestamp=result.run.started[:19],
    )
    properties = ElementTree.SubElement(suite, "properties")
    for name, value in rows.provenance(result):
        ElementTree.SubElement(properties, "property", name=name, value=value)
    for case in cases:
        element = ElementTree.SubElement(suite, "testcase", classname=f"devbench.{result.task}", name=case.name)
        if case.failure:
            ElementTree.SubElement(
                element, "failure", message=case.failure, type=result.verdict.status
            ).text = case.remedy
        elif case.skipped:
            ElementTree.SubElement(element, "skipped", message=case.skipped)
        if case.said:
            ElementTree.SubElement(element, "system-out").text = case.said


def _cases(result: Result) -> Iterator[_Case]:
    parity = {row.label: f"{row.device} {row.host}".strip() for row in rows.parity(result)}
    quality = "; ".join(f"{row.label}: {row.device}, host {row.host}" for row in rows.quality(result))
    said = {
        "tokens": parity["equal token ids"],
        "outputs": parity.get("outputs", ""),
        "answers": parity["equal answers"],
        "quality": quality,
    }
    for name, ids in _CHECKS.items():
        reasons = [reason for reason in result.verdict.reasons if reason.id in ids]
        skipped = "" if said[name] or reasons else "This result has nothing to check here."
        yield _Case(name, said[name], _summaries(reasons), _remedies(reasons), skipped)
    yield _verdict(result)


def _verdict(result: Result) -> _Case:
    status, reasons = result.verdict.status, result.verdict.reasons
    said = f"invoke p50 device / host: {rows.ratio(result)}"
    words = f"{status}: {_summaries(reasons)}"
    if status in _FAILED:
        return _Case("verdict", said, failure=words, remedy=_remedies(reasons))
    return _Case("verdict", said, skipped="" if status == "VALID" else words)


def _summaries(reasons: Sequence[Reason]) -> str:
    return " ".join(reason.summary for reason in reasons)


def _remedies(reasons: Sequence[Reason]) -> str:
    return "\n".join(reason.remedy for reason in reasons)

"""Results as JUnit XML, as CI servers read it: a suite a result, a case a check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

from devbench.analysis.causes import in_order
from devbench.reports import budgets, examples, rows, times, verdict_words
from devbench.reports.budgets import BudgetRow
from devbench.reports.sanitize import sanitize
from devbench.results.findings import leads_to
from devbench.results.schema import Result, Verdict, VerdictFinding

_CHECKS = ("tokens", "outputs", "answers", "quality", "reference", "runtimes")
"""Findings that make answers WRONG begin with the name of the check that they fail."""
_KINDS = {"answers": ("answers", "repeats")}
"""Of the examples that fail a check, if not its own name."""
_ASKED_FOR = ("reference", "runtimes")
"""A result that lacks these has no case for them."""


@dataclass(frozen=True)
class _Case:
    """``failure`` and ``skipped`` are messages; ``remedy`` is the text of the failure."""

    name: str
    said: str = ""
    failure: str = ""
    kind: str = ""
    """Of the failure."""
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
            failure = ElementTree.SubElement(element, "failure", message=case.failure, type=case.kind)
            failure.text = case.remedy
        elif case.skipped:
            ElementTree.SubElement(element, "skipped", message=case.skipped)
        if case.said:
            ElementTree.SubElement(element, "system-out").text = case.said


def _cases(result: Result) -> Iterator[_Case]:
    checks, second = dict(rows.checks(result)), result.second_runtime
    quality = "; ".join(f"{row.label}: {row.device}, host {row.host}" for row in rows.quality(result))
    said = {
        "tokens": checks["equal token ids"],
        "outputs": checks.get("outputs", ""),
        "answers": checks["equal answers"],
        "quality": quality,
        "reference": checks.get(rows.AS_REFERENCE, ""),
        "runtimes": checks[rows.AS_SECOND_RUNTIME.format(second.name)] if second else "",
    }
    for name in _CHECKS:
        found = [finding for finding in in_order(result.verdict) if _check(finding) == name]
        if name in _ASKED_FOR and not said[name] and not found:
            continue
        skipped = "" if said[name] or found else "This result has nothing to check here."
        if result.verdict.answers == "UNCHECKED" and name != "quality" and not found:
            skipped = _texts([each for each in result.verdict.findings if leads_to(each.id) == "UNCHECKED"])
        kind = _failure(result.verdict) if found else ""
        remedy = "\n".join([_remedies(found), *_examples(result, name)]) if found else ""
        yield _Case(name, said[name], _texts(found), kind, remedy, skipped)
    yield from map(_budget, budgets.rows(result))
    yield _verdict(result)


def _examples(result: Result, check: str) -> Iterator[str]:
    """The worst of those that fail the check, a line each."""
    for example in examples.worst(result, of=_KINDS.get(check, (check,)))[0]:
        words = "; ".join(f"{name}: {text}" for name, text in examples.lines(example))
        yield f"{examples.title(example)}. {words}"


def _budget(row: BudgetRow) -> _Case:
    """One that is INCONCLUSIVE neither passes nor fails."""
    said = f"{row.metric} {row.limit}: measured {row.measured}"
    name = f"budget {row.metric}"
    if row.outcome == "FAIL":
        return _Case(name, said, failure=f"{said}.", kind="BUDGET", remedy=f"The budget is set by {row.source}.")
    return _Case(name, said, skipped=row.reason)


def _check(finding: VerdictFinding) -> str | None:
    """The check that it fails; None if it makes no answer wrong."""
    return finding.id.split("_")[0].lower() if leads_to(finding.id) == "WRONG" else None


def _verdict(result: Result) -> _Case:
    """It neither passes nor fails if times cannot be judged or answers were not checked."""
    verdict, findings = result.verdict, in_order(result.verdict)
    said = f"invoke p50 device / host: {times.ratio(result)}"
    words = f"{verdict_words.line(verdict)}: {_texts(findings)}"
    if _failure(verdict):
        return _Case("verdict", said, failure=words, kind=_failure(verdict), remedy=_remedies(findings))
    is_sound = all(part.tone == "good" for part in verdict_words.parts(verdict))
    return _Case("verdict", said, skipped="" if is_sound else words)


def _failure(verdict: Verdict) -> str:
    """Its type; empty if nothing failed."""
    return "WRONG" if verdict.answers == "WRONG" else "PARTIAL" if verdict.partial else ""


def _texts(findings: Sequence[VerdictFinding]) -> str:
    return " ".join(finding.text for finding in findings)


def _remedies(findings: Sequence[VerdictFinding]) -> str:
    return "\n".join(dict.fromkeys(finding.remedy for finding in findings))

"""A small suite whose sessions are stand-ins."""

import itertools
from collections.abc import Callable, Sequence

import msgspec

from devbench.bench.plan import Plan
from devbench.choices import DeviceKind
from devbench.device.facts import DeviceFacts, parse_facts
from devbench.errors import DevbenchError
from devbench.results import schema
from devbench.results.findings import Finding, judge
from devbench.suites.runner import Suite, SuiteObserver
from tests.sample_results import result

SUITE = """
title = "two rows"
repeats = 5
[rows.qa]
title = "questions"
task = "question-answering"
data = "qa-en.json"
examples = 3
[rows.choice]
title = "choices"
task = "multiple-choice"
data = "choice-en.jsonl"
examples = 3
[columns.fp32]
title = "Full"
models = { choice = "choice-en-tiny" }
[columns.int8]
title = "Quantized"
quantize = "int8"
models = { qa = "qa-en-tiny", choice = "choice-en-tiny" }
"""
CELLS = 3

REPEATS = 5

MakeSuite = Callable[..., Suite]
"""Of sessions as ``run_plans`` does them; ``serial`` and ``facts`` of the device."""

PROPERTIES = """devbench-section:properties
[ro.build.fingerprint]: [maker/phone/phone:14/UP1A/1:user/release-keys]
[ro.product.model]: [Phone 8]
[ro.product.cpu.abilist]: [arm64-v8a,armeabi-v7a]
devbench-section:possible_cpus
0-7
"""
FACTS: DeviceFacts = parse_facts(PROPERTIES)


def verdict(*found: Finding, kind: DeviceKind = "physical") -> schema.Verdict:
    return judge([(finding, f"{finding.name} was found.") for finding in found], kind, has_reference=True)


def sound(plan: Plan) -> schema.Verdict:
    return verdict()


class Sessions:
    """Stand-ins: a session of ``failing`` raises; every invoke of int8 takes a second, of others two. ``judging`` gives
    the verdict of a plan's result.
    """

    def __init__(
        self,
        failing: Callable[[Sequence[Plan]], DevbenchError | None] = lambda plans: None,
        visits: int = 3,
        judging: Callable[[Plan], schema.Verdict] = sound,
        serial: str = "R58M",
    ) -> None:
        self.plans: list[Sequence[Plan]] = []
        self._failing = failing
        self._visits = visits
        self._judging = judging
        self._serial = serial
        self._ids = itertools.count()

    def __call__(self, plans: Sequence[Plan]) -> list[schema.Result]:
        self.plans.append(plans)
        if error := self._failing(plans):
            raise error
        session = f"session-{id(self)}-{len(self.plans)}" if len(plans) > 1 else None
        return [self._result(plan, session) for plan in plans]

    def _result(self, plan: Plan, session: str | None) -> schema.Result:
        whole = result()
        invoke_ns = 1_000_000_000 if plan.model.quantization == "int8" else 2_000_000_000
        samples = [
            schema.Sample(
                repeat=repeat,
                example=example,
                start_ns=0,
                tokenize_ns=0,
                invoke_ns=[invoke_ns + repeat * (1_000_000 + example * invoke_ns // 1000)],
                decode_ns=0,
            )
            for repeat in range(REPEATS)
            for example in range(self._visits)
        ]
        scores = schema.ExampleScores(metric="exact_match", points=[1.0] * self._visits)
        side = msgspec.structs.replace(whole.device_run, samples=samples, example_scores=scores)
        return msgspec.structs.replace(
            whole,
            run=msgspec.structs.replace(whole.run, id=f"run-{id(self)}-{next(self._ids)}", session=session),
            device=msgspec.structs.replace(whole.device, serial=self._serial),
            settings=msgspec.structs.replace(whole.settings, repeats=REPEATS),
            device_run=side,
            verdict=self._judging(plan),
        )


class Told(SuiteObserver):
    def __init__(self) -> None:
        self.kept_titles: list[str] = []
        self.unsound_words: dict[str, Sequence[str]] = {}
        self.parted_titles: list[Sequence[str]] = []
        self.failed_titles: list[str] = []

    def kept(self, title: str, run_id: str) -> None:
        self.kept_titles.append(title)

    def unsound(self, title: str, run_id: str, words: Sequence[str]) -> None:
        self.unsound_words[title] = words

    def parted(self, titles: Sequence[str], error: DevbenchError) -> None:
        self.parted_titles.append(titles)

    def failed(self, title: str, error: DevbenchError) -> None:
        self.failed_titles.append(title)

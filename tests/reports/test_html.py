"""One HTML file: it carries all that it shows, and what others wrote in it stays text."""

import base64
import gzip
import hashlib
import re
import shutil
import subprocess
from html import escape
from html.parser import HTMLParser
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from devbench.reports import html
from devbench.results import document
from devbench.results.schema import Result
from tests.sample_results import one_look, result, side, verdict, with_text_everywhere, wrong

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
HOSTILE = "</script><img src=x onerror=alert(1)>'\"`{{ 7*7 }}<!--\u202edeb\x00\x1b[2J]]>"


class Page(HTMLParser):
    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.source = content.decode()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, tag: str, **having: str) -> list[dict[str, str]]:
        return [attrs for name, attrs in self.elements if name == tag and having.items() <= attrs.items()]

    def kinds(self) -> set[tuple[str, ...]]:
        """All elements with the names of their attributes."""
        return {(tag, *sorted(attrs)) for tag, attrs in self.elements}


def render(*results: Result) -> bytes:
    return html.render([(each, document.encode(each)) for each in results])


def page(*results: Result) -> Page:
    return Page(render(*results))


def test_it_loads_nothing() -> None:
    shown = page(result())
    targets = [
        attrs[name] for _, attrs in shown.elements for name in ("src", "href", "action", "data") if name in attrs
    ]
    assert [target for target in targets if not target.startswith(("data:application/gzip;", "#"))] == []
    assert "@import" not in shown.source
    assert "url(" not in shown.source


def test_its_policy_allows_its_own_style_and_script_and_nothing_else() -> None:
    shown = page(result())
    (policy,) = shown.all("meta", **{"http-equiv": "Content-Security-Policy"})
    allowed = dict(part.strip().split(" ", 1) for part in policy["content"].split(";"))
    assert allowed.pop("default-src") == "'none'"
    for directive, tag in (("style-src", "style"), ("script-src", "script")):
        (content,) = re.findall(f"<{tag}>(.*?)</{tag}>", shown.source, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert allowed.pop(directive) == f"'sha256-{digest}'"
    assert set(allowed.values()) == {"'none'"}
    assert [
        tag for tag, attrs in shown.elements if "style" in attrs or any(name.startswith("on") for name in attrs)
    ] == []


@pytest.mark.parametrize("text", [HOSTILE, "plain\nlines", "{% raw %}", "&lt;b&gt;", "\ud7ff\uffff", "a:b"])
def test_what_others_wrote_stays_text(text: str) -> None:
    check_stays_text(text)


@pytest.mark.slow
@settings(max_examples=20, deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30))
def test_any_text_stays_text(text: str) -> None:
    check_stays_text(text)


def check_stays_text(text: str) -> None:
    hostile, harmless = (page(with_text_everywhere(each)) for each in (text, "x"))
    assert hostile.kinds() - harmless.kinds() == set()
    assert len(hostile.all("script")) == 1
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", hostile.source)
    seen = "".join(character if character.isprintable() else " " for character in text)
    assert all(word in hostile.text for word in seen.split() if word.isalnum())


def test_the_document_in_it_is_the_very_one(tmp_path: Path) -> None:
    content = document.encode(with_text_everywhere(HOSTILE))
    shown = Page(html.render([(document.decode(content, "it"), content)]))
    (link,) = [attrs for attrs in shown.all("a") if "download" in attrs]
    carried = gzip.decompress(base64.b64decode(link["href"].partition(",")[2]))
    assert carried == content
    assert document.decode(carried, "the page's") == document.decode(content, "it")


def test_every_chart_says_in_a_table_what_it_shows() -> None:
    source = page(result()).source
    figures = re.findall("<figure.*?</figure>", source, re.DOTALL)
    assert len(figures) == 6
    for figure in figures:
        assert re.search('role="img" aria-label="[^"]+"', figure)
        assert "<svg" in figure
        assert figure.count("<td>") >= 2


def test_figures_of_several_repeats_have_their_intervals() -> None:
    text = " ".join(page(result()).text.split())
    assert "20.9 ms invoke on the device, p50 [20.5, 21.4]" in text
    assert "2.50 [2.45, 2.55] device / host, with its 95 % interval" in text
    assert "22.8 ms [22.3, 23.6]23.8 ms17.9 ms" in text  # the upper bound of p95 lies beyond all samples


def test_one_look_has_no_interval_anywhere() -> None:
    text = " ".join(page(one_look()).text.split())
    assert "one look: 21.5 ms invoke on the device, p50" in text
    assert "2.50 device / host 80.0" in text
    assert not re.search(r"\[\d+\.", text)
    assert "interval" not in text


def test_the_verdict_has_a_colour_for_each_part() -> None:
    found = verdict("WRONG", "UNWATCHED", "VIRTUAL", partial=True)
    source = page(result(verdict=found)).source
    (line,) = re.findall(r'<p class="verdict">(.*?)</p>', source, re.DOTALL)
    assert re.findall(r'<span class="word (\w+)">(\w+)</span>', line) == [
        ("bad", "WRONG"), ("warn", "UNWATCHED"), ("info", "VIRTUAL"), ("bad", "partial"),
    ]  # fmt: skip
    assert re.sub(r"<.*?>", "", line).split("·") == [
        "answers WRONG ",
        " timing UNWATCHED ",
        " device VIRTUAL ",
        " partial",
    ]


def test_percentiles_are_those_of_the_samples() -> None:
    shown = page(result())
    assert "device: median of all invokes 21.0 ms, p90 22.8 ms" in shown.text
    assert "host: median of all invokes 8.43 ms" in shown.text


def test_what_the_device_did_is_shown_over_time() -> None:
    text = page(result()).text
    for words in ("Temperature, device", "Clock, device", "battery temperature", "skin (scripted)", "cpu4 frequency"):
        assert words in text


def test_a_quantity_that_never_moved_is_named_once_and_not_drawn() -> None:
    text = page(result()).text
    assert "80 % all the time" in text
    assert "Battery, device" not in text


def test_what_is_absent_is_not_shown() -> None:
    bare = side("device", series=[], stability=None, profile=[])
    repeats = [msgspec.structs.replace(each, heat=None, threads=None) for each in bare.repeats]
    bare = msgspec.structs.replace(bare, repeats=repeats)
    assert bare.latency_ms.invoke.outliers == 0
    text = page(result(device_run=bare, host_run=bare)).text
    for words in ("Conditions", "Operators", "Temperature", "Clock"):
        assert words not in text
    assert "None" not in text


def test_of_many_sensors_those_that_moved_most_are_drawn_and_the_table_has_all() -> None:
    found = side("device").series
    zones = [
        msgspec.structs.replace(
            each, name=f"zone_temperature:zone-{number}", values=[30.0 + number * (step % 2) for step in range(44)]
        )
        for number in range(1, 13)
        for each in result().device_run.series[:1]
    ]
    shown = page(result(device_run=side("device", series=[*found, *zones])))
    assert "Temperature, device (8 of 12, which moved most)" in shown.text
    drawn = re.findall(r'<span class="key color-\d" aria-hidden="true"></span>(zone-\d+)', shown.source)
    assert drawn == [f"zone-{number}" for number in range(5, 13)]
    assert all(f">zone-{number}</th>" in shown.source for number in range(1, 13))


def test_what_differs_stands_side_by_side_and_is_marked() -> None:
    shown = page(wrong())
    source = shown.source
    assert "Where does the river rise? | It rises in the Green Forest." in shown.text
    assert "<h5>expected</h5><p>the Green Forest</p>" in source
    assert "in the <mark>Black</mark> Forest" in source
    assert "in the <mark>Green</mark> Forest" in source


def test_where_one_text_holds_the_other_only_the_rest_is_marked() -> None:
    found = wrong()
    difference = msgspec.structs.replace(found.parity.differing[1], device="aa", host="aaa")
    source = page(
        msgspec.structs.replace(found, parity=msgspec.structs.replace(found.parity, differing=[difference]))
    ).source
    assert "<p>aa</p>" in source
    assert "<p>aa<mark>a</mark></p>" in source


def test_several_results_begin_with_a_table_that_leads_to_each() -> None:
    shown = page(result(), wrong(), result())
    assert len(re.findall(r'<td class="words">.*?answers', shown.source, re.DOTALL)) == 3
    targets = [attrs["href"] for attrs in shown.all("a") if attrs["href"].startswith("#")]
    assert targets == ["#result-1", "#result-2", "#result-3"]
    assert all(shown.all("article", id=target[1:]) for target in targets)


@pytest.mark.parametrize("samples", [1, 2])
def test_few_samples_make_a_page(samples: int) -> None:
    few = side("device")
    few = msgspec.structs.replace(few, samples=few.samples[:samples])
    assert "Distribution" in page(result(device_run=few)).text


# -- as it is seen -----------------------------------------------------------------------------------------------------


def palettes() -> list[dict[str, str]]:
    css = (Path(html.__file__).parent / "templates" / "report.css").read_text()
    return [dict(re.findall(r"--(\w+): (#\w{6})", block)) for block in re.findall(r":root \{(.*?)\}", css, re.DOTALL)]


def luminance(colour: str) -> float:
    """WCAG 2.2, relative luminance."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(a: str, b: str) -> float:
    lighter, darker = sorted((luminance(a), luminance(b)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("palette", palettes(), ids=["light", "dark"])
def test_contrast_is_that_of_wcag_aa(palette: dict[str, str]) -> None:
    for name in ("text", "subtle", "link", "good", "warn", "bad", "info"):
        for ground in ("page", "panel"):
            assert contrast(palette[name], palette[ground]) >= 4.5, f"{name} on {ground}"
    assert contrast(palette["text"], palette["mark"]) >= 4.5
    for number in range(8):
        assert contrast(palette[f"c{number}"], palette["page"]) >= 3, f"c{number}"


def browse(file: Path, profile: Path, *options: str) -> tuple[str, list[str]]:
    """What the document became in a browser, and what that said."""
    command = [
        CHROMIUM or "", "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
        "--enable-logging=stderr", f"--user-data-dir={profile}", "--virtual-time-budget=5000", *options,
        "--dump-dom", file.as_uri(),
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    return done.stdout, [line for line in done.stderr.splitlines() if "CONSOLE" in line]


needs_chromium = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium")


@needs_chromium
@pytest.mark.parametrize("text", ["harmless", HOSTILE], ids=["harmless", "hostile"])
def test_a_browser_has_nothing_to_complain_about_and_unpacks_the_document(tmp_path: Path, text: str) -> None:
    file = tmp_path / "report.html"
    file.write_bytes(render(result(), with_text_everywhere(text)))

    dom, said = browse(file, tmp_path / "profile")

    assert said == []
    assert len(re.findall(r'<a download="[\w-]+\.json" href="blob:', dom)) == 2


@needs_chromium
def test_nothing_is_wider_than_a_phone(tmp_path: Path) -> None:
    """Windows have a least width, frames have none."""
    shown = render(result(), wrong(), with_text_everywhere(HOSTILE + "x" * 200)).decode()
    file = tmp_path / "phone.html"
    file.write_text(
        f'<iframe width="360" height="800" style="border: 0" srcdoc="{escape(shown)}"></iframe><script>'
        "onload = () => (document.body.dataset.width = frames[0].document.documentElement.scrollWidth)</script>"
    )

    dom, _ = browse(file, tmp_path / "profile", "--hide-scrollbars")

    assert re.findall(r'data-width="(\d+)"', dom) == ["360"]

"""Whether the Kotlin tests notice mistakes in the tokenizers: each of MUTATIONS is made, compiled and tested.

``python -m tests.mutation.kotlin_tokenizers [WORD...]`` after ``gradle check``; with words, only the mutations that
have one of them in their line. Prints what survived, and the score. Takes about ten minutes on an idle machine.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from tests.mutation.kotlin_mutations import MUTATIONS, Mutation

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "android_harness"
SOURCES = BUILD / "core/src/main/kotlin/io/devbench/tokenize"
MAIN, TESTS = BUILD / "core/build/main.jar", BUILD / "core/build/test.jar"
TEST_SOURCES = BUILD / "core/src/test/kotlin"
TEST_CLASSES = [
    ".".join(path.relative_to(TEST_SOURCES).with_suffix("").parts)
    for path in sorted((TEST_SOURCES / "io/devbench/tokenize").rglob("*Test.kt"))
]
JVM = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"]
TIMEOUT_S = 120
"""A mutant that runs for so long loops forever: all tests take seconds."""

# Gradle's own compiler, flags and libraries, printed by a task that only this script adds.
SETTINGS = """
allprojects {
    task compilerSettings {
        doLast {
            println compileMain.tool.asPath
            println((compileMain.flags - '-Werror').join('\\t'))
            println compileTest.libraries.asPath
        }
    }
}
"""


class Compiler:
    """Gradle's Kotlin compiler in a JVM that stays."""

    def __init__(self, tool: str, flags: list[str], libraries: str) -> None:
        self.libraries = libraries
        self._flags = [*flags, "-nowarn", f"-Xfriend-paths={MAIN}", "-cp", libraries]
        # A source file by itself is compiled by Java on the way.
        command = ["java", *JVM, "-Xmx1g", "-cp", tool, str(Path(__file__).with_name("CompileLoop.java"))]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def compile(self, sources: Path, classes: Path) -> bool:
        self._stream(self._process.stdin).write("\t".join([*self._flags, "-d", str(classes), str(sources)]) + "\n")
        self._stream(self._process.stdin).flush()
        return self._stream(self._process.stdout).readline().strip() == "OK"

    def close(self) -> None:
        self._stream(self._process.stdin).close()
        self._process.wait()

    @staticmethod
    def _stream(stream: IO[str] | None) -> IO[str]:
        assert stream is not None
        return stream


@contextmanager
def compiler(folder: Path) -> Iterator[Compiler]:
    script = folder / "settings.gradle"
    script.write_text(SETTINGS)
    command = ["gradle", "--no-daemon", "--quiet", "--offline", "-I", str(script), ":core:compilerSettings"]
    printed = subprocess.run(command, cwd=BUILD, check=True, stdout=subprocess.PIPE, text=True).stdout
    tool, flags, libraries = printed.strip().split("\n")[-3:]
    opened = Compiler(tool, flags.split("\t"), libraries)
    try:
        yield opened
    finally:
        opened.close()


def survives(mutation: Mutation | None, compiled_by: Compiler, folder: Path) -> bool:
    """Whether all tests pass with the mutation, of which the sources in ``folder`` know nothing afterwards."""
    sources, classes = folder / "sources", folder / "classes"
    for path in (sources, classes):
        shutil.rmtree(path, ignore_errors=True)
    shutil.copytree(SOURCES, sources)
    if mutation:
        file = sources / mutation.file
        text = file.read_text(encoding="utf-8")
        if text.count(mutation.before) != 1:
            raise SystemExit(f"{mutation}: its text is {text.count(mutation.before)} times in the file, not once.")
        file.write_text(text.replace(mutation.before, mutation.after), encoding="utf-8")
    if not compiled_by.compile(_unit(sources, mutation), classes):
        raise SystemExit(f"{mutation}: does not compile.")
    classpath = os.pathsep.join([str(classes), str(TESTS), compiled_by.libraries])
    flags = [*JVM, f"-Ddevbench.vectors={ROOT / 'tests/vectors'}", "-cp", classpath]
    try:
        done = subprocess.run(
            ["java", *flags, "org.junit.runner.JUnitCore", *TEST_CLASSES], capture_output=True, timeout=TIMEOUT_S
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def _unit(sources: Path, mutation: Mutation | None) -> Path:
    """What is compiled anew: a file by itself, but those of MeCab together, where one has an inline function."""
    if mutation is None:
        return sources
    file = sources / mutation.file
    return file if file.parent == sources else file.parent


def main() -> None:
    chosen = [one for one in MUTATIONS if not sys.argv[1:] or any(word in str(one) for word in sys.argv[1:])]
    survivors = []
    with tempfile.TemporaryDirectory() as name, compiler(Path(name)) as compiled_by:
        if not survives(None, compiled_by, Path(name)):
            raise SystemExit("The tests fail without a mutation: run gradle check first.")
        for number, mutation in enumerate(chosen, 1):
            survived = survives(mutation, compiled_by, Path(name))
            survivors += [mutation] * survived
            print(f"{number}/{len(chosen)} {'SURVIVED' if survived else 'killed'}  {mutation}", flush=True)
    killed = len(chosen) - len(survivors)
    print(f"{killed} of {len(chosen)} killed: {killed / len(chosen):.0%}")
    sys.exit(bool(survivors))


if __name__ == "__main__":
    main()

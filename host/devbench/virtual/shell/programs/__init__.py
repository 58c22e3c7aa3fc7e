"""The toolbox of the device. Only the programs and options that somebody uses are there; others are refused by name."""

from devbench.virtual.shell.programs import files, system, text
from devbench.virtual.shell.programs.base import PROGRAMS, Context, Program, ProgramError, complain, out

__all__ = ["PROGRAMS", "Context", "Program", "ProgramError", "complain", "files", "out", "system", "text"]

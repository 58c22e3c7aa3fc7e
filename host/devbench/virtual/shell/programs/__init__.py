"""The programs of the device: those that devbench uses, with the options that it uses. Others are refused."""

from devbench.virtual.shell.programs import files, system, text
from devbench.virtual.shell.programs.base import PROGRAMS, Context, Program, ProgramError, complain, out

__all__ = ["PROGRAMS", "Context", "Program", "ProgramError", "complain", "files", "out", "system", "text"]

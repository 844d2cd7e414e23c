"""Starts the program that this package carries."""

import os
import subprocess
import sys
from pathlib import Path


def program() -> Path:
    """Where the program lies."""
    return Path(__file__).parent / "bin" / ("tajuk.exe" if os.name == "nt" else "tajuk")


def main() -> None:
    """Becomes the program; on Windows, which has no way to, waits for it."""
    command = [str(program()), *sys.argv[1:]]
    if os.name == "nt":
        sys.exit(subprocess.run(command).returncode)
    os.execv(command[0], command)

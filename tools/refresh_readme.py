"""Print the READMEs' result blocks anew, by running the commands that stand above them.

A block is a comment `<!-- printed by: sijill … -->` and the fenced text after it.
usage: refresh_readme.py [--check]   (--check: change nothing, exit with 1 if a block is out of date)
"""

import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
READMES = (ROOT / "README.md", ROOT / "README.ar.md")
BLOCK = re.compile(r"(<!-- printed by: sijill ([^\n]+) -->\n```(?:text|json)).*?(\n```)", re.DOTALL)


def printed(arguments: str) -> str:
    """What `sijill` prints for the arguments, run in the project's root."""
    command = [sys.executable, "-m", "sijill.cli.main", *shlex.split(arguments)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    return done.stdout.decode().rstrip("\n")


def refreshed(text: str) -> str:
    """The text with every block's content printed anew."""
    return BLOCK.sub(lambda block: f"{block[1]}\n{printed(block[2])}{block[3]}", text)


def main() -> int:
    """Refresh or check all READMEs; the number of blocks out of date is told."""
    stale = 0
    for path in READMES:
        text = path.read_text(encoding="utf-8")
        fresh = refreshed(text)
        if fresh == text:
            continue
        stale += 1
        print(f"{path.name}: {'out of date; run make readme' if '--check' in sys.argv else 'refreshed'}")
        if "--check" not in sys.argv:
            path.write_text(fresh, encoding="utf-8")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    sys.exit(main())

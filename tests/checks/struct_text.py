#!/usr/bin/env python3
"""struct_text.py FILE.pdf ... - does poppler read the tags whole and in order?

Compares the words that `pdfinfo -struct-text` finds in the structure tree with those that pdfua.py,
which shares no code with poppler, finds there. Exit 0 if they are the same in every file, else 1."""
import re
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent


def words(text):
    return re.sub(r"\s+", " ", text.replace("\u00ad", "").replace("\u200b", "")).strip()


def by_poppler(path):
    said = subprocess.run(["pdfinfo", "-struct-text", path], capture_output=True, text=True, check=True).stdout
    lines = (line.strip() for line in said.splitlines())
    return "".join(line[1:-1] for line in lines if len(line) > 1 and line[0] == line[-1] == '"')


def by_tags(path):
    said = subprocess.run(
        [sys.executable, HERE / "pdfua.py", "--text", "-q", path], capture_output=True, text=True
    ).stdout
    return said.split("\nPASS ")[0].split("\nFAIL ")[0]


def squeezed(text):
    """Poppler gives no space between tags."""
    return words(text).replace(" ", "")


wrong = 0
for path in sys.argv[1:]:
    one, other = squeezed(by_poppler(path)), squeezed(by_tags(path))
    if one != other:
        at = next((i for i, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))
        print(f"{path}: poppler reads …{one[max(0, at - 40):at + 40]!r}, the tags say …{other[max(0, at - 40):at + 40]!r}")
        wrong = 1
print(f"{len(sys.argv) - 1} files: " + ("not the same" if wrong else "poppler reads every tag whole and in order"))
sys.exit(wrong)

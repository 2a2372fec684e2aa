#!/usr/bin/env python3
"""Holds two builds of the program against each other: every output and every message, to the byte.

    tests/checks/same.py BEFORE AFTER [FOLDER…]

BEFORE and AFTER are programs. What is compared: the help, manual and schemas; the starters; every
sample in every theme and edition, with pages, proof and dump; sheets and reviews of PDFs of other
programs; texts and Word files taken in; everything that tests/fixtures holds; and every booklet in the
FOLDERs, such as the random ones that `cargo test --test random -- --ignored` writes to out/random.
Exit code 1 and a list if anything differs.
"""
import concurrent.futures
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
THEMES = ["memorial", "assembly", "pocket"]
EDITIONS = ["screen", "archive", "office"]
COMMANDS = ["build", "init", "watch", "check", "dump", "impose", "calibrate", "review", "extract",
            "fonts", "completions", "man", "schema", "explain"]


def cases(folders):
    """What is typed, each with a name: a list of lines that run one after the other in one folder."""
    found = {"help": [["--help"], ["-h"], ["--version"], ["nonsense"], ["man", "man"], ["fonts"]]}
    for command in COMMANDS:
        found[f"help {command}"] = [[command, "--help"], [command, "-h"], [command, "--nonsense"]]
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"]:
        found[f"completions {shell}"] = [["completions", shell]]
    for schema in ["booklet", "theme"]:
        found[f"schema {schema}"] = [["schema", schema]]
    for code in ["BF0104", "BF0310", "BF9999"]:
        found[f"explain {code}"] = [["explain", code]]
    for starter in sorted(ROOT.glob("assets/starters/*.yaml")):
        name = starter.stem
        found[f"starter {name}"] = [["init", "new", "--starter", name], ["check", "new"],
                                    ["build", "new", "--all"]]
    for text in [*sorted(ROOT.glob("tests/fixtures/**/*.txt")), *sorted(ROOT.glob("tests/fixtures/**/*.doc*"))]:
        found[f"from {text}"] = [["init", "new", "--from", text], ["check", "new"], ["build", "new"]]
    for booklet in sorted(ROOT.glob("content/*/booklet.yaml")):
        found |= sample(booklet.parent)
    for file in [*sorted(ROOT.glob("tests/fixtures/**/*.pdf"))]:
        found[f"pdf {file}"] = [
            ["review", file], ["review", file, "--as", "office"], ["extract", file, "-o", "attached"],
            ["impose", file, "-o", "sheets.pdf"],
            ["impose", file, "-o", "hand.pdf", "--duplex", "manual", "--marks", "--paper", "sra3"],
            ["impose", file, "-o", "dummy.pdf", "--dummy"],
            ["impose", file, "-o", "scaled.pdf", "--paper", "a4", "--fit", "--explain"]]
    for picture in [*sorted(ROOT.glob("tests/fixtures/attack/pics/*")), *sorted(ROOT.glob("tests/fixtures/attack/svg/*"))]:
        found[f"picture {picture}"] = ["picture", picture]
    for folder in [ROOT / "tests/fixtures", *map(Path, folders)]:
        for yaml in sorted(folder.resolve().glob("**/*.yaml")):
            name = yaml if yaml.name != "booklet.yaml" else yaml.parent
            found[f"booklet {name}"] = [["build", name, "-o", "it.pdf"], ["dump", name],
                                        ["check", name, "--format", "json"],
                                        ["check", name, "--format", "short"]]
    found["calibrate"] = [["calibrate", "-o", "page.pdf"]]
    return found


def sample(folder):
    """What a sample booklet gives."""
    found = {}
    for theme in THEMES:
        as_theme = ["--set", f"design.theme={theme}"]
        for edition in EDITIONS:
            file = f"{edition}.pdf"
            found[f"{folder.name} {theme} {edition}"] = [
                ["build", folder, *as_theme, "-e", edition, "-o", file, "--explain"],
                ["review", file], ["review", file, "--format", "json"], ["review", file, "--script"],
                ["extract", file, "-o", "attached"]]
        found[f"{folder.name} {theme} pages"] = [
            ["build", folder, *as_theme, "--png", "pages", "--proof", "-o", "a.pdf"],
            ["dump", folder, *as_theme], ["check", folder, *as_theme]]
    found[f"{folder.name} all"] = [["build", folder, "--all"], ["build", folder, "-o", "-"]]
    found[f"{folder.name} a4"] = [
        ["build", folder, "-e", "office", "--set", "editions.office.paper=a4", "-o", "sheets.pdf"]]
    return found


def picture_booklet(picture, folder):
    """A booklet of one page with a picture, and what is done with it."""
    shutil.copy(picture, folder / picture.name)
    (folder / "booklet.yaml").write_text(
        "bifolio: 1\nlanguage: en\ntitle: One picture\ndate: 2024-02-26\nsections:\n  - cover: {}\n"
        f"  - picture: {{file: {picture.name}, alt: A hall with high windows}}\n"
        f"  - logos: {{logos: [{{file: {picture.name}, alt: A mark of two rings}}]}}\n")
    return [["build", ".", "-o", "it.pdf"], ["check", "."], ["review", "it.pdf"]]


def run(program, lines):
    """What a program says and writes, as one list of names with digests."""
    with tempfile.TemporaryDirectory(prefix="same-") as folder:
        folder = Path(folder)
        # The same name in both, for what the program says of itself.
        (folder / "bin").mkdir()
        os.link(program, folder / "bin" / "bifolio")
        work = folder / "work"
        work.mkdir()
        if lines[0] == "picture":
            lines = picture_booklet(lines[1], work)
        said = []
        for line in lines:
            done = subprocess.run([folder / "bin/bifolio", *map(str, line)], cwd=work, timeout=300,
                                  stdin=subprocess.DEVNULL, capture_output=True)
            name = " ".join(map(str, line))
            said.append((f"{name}: exit", str(done.returncode)))
            for stream, text in [("stdout", done.stdout), ("stderr", done.stderr)]:
                text = text.replace(str(folder).encode(), b"FOLDER")
                said.append((f"{name}: {stream}", hashlib.sha256(text).hexdigest()))
        for file in sorted(path for path in work.rglob("*") if path.is_file()):
            digest = hashlib.sha256(file.read_bytes().replace(str(folder).encode(), b"FOLDER")).hexdigest()
            said.append((str(file.relative_to(work)), digest))
        return said


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    programs, folders = sys.argv[1:3], sys.argv[3:]
    base = Path(tempfile.gettempdir())
    copies = []
    for idx, program in enumerate(programs):
        copy = base / f"same-program-{os.getpid()}-{idx}"
        shutil.copy(program, copy)
        copies.append(copy)
    all_cases = cases(folders)
    n_compared, differing = 0, []
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        both = {name: [pool.submit(run, copy, lines) for copy in copies] for name, lines in all_cases.items()}
        for name, (before, after) in both.items():
            before, after = before.result(), after.result()
            n_compared += len(before)
            if before != after:
                what = sorted({it for it, _ in set(before) ^ set(after)})
                differing.append(f"{name}: {', '.join(what)}")
    for copy in copies:
        copy.unlink()
    print("\n".join(differing))
    print(f"{len(all_cases)} cases, {n_compared} outputs and messages compared, {len(differing)} cases differ")
    sys.exit(1 if differing else 0)


main()

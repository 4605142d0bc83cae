"""Write every form of export and open it with the programs of others, as far as they are installed.

    python tools/show_exports.py sqlite:///sijill.db /tmp/exports

LibreOffice (`soffice`), GDAL (`ogrinfo`) and Chromium are asked as a user would ask them; pandas and polars
read what they read.
"""

import shutil
import subprocess
import sys
from pathlib import Path

FILES = (
    *("e.jsonl", "e.csv", "e.xlsx", "e.geojson", "e.parquet"),
    *("e.acled.csv", "e.ucdp.csv", "e.hxl.csv", "e.rss", "ar.html", "en.html"),
)

AS_POINTS = ("-oo", "X_POSSIBLE_NAMES=longitude", "-oo", "Y_POSSIBLE_NAMES=latitude")


def main(database: str, folder: str) -> int:
    """Write and open; returns how many programs failed."""
    out = Path(folder)
    out.mkdir(parents=True, exist_ok=True)
    failed = 0
    for name in FILES:
        language = name.partition(".")[0] if name.endswith(".html") else "en"
        run = sijill("export", "--database", database, "--output", str(out / name), "--lang", language)
        print(f"{name}: {run.stderr.splitlines()[0] if run.stderr else run.returncode}")
        failed += run.returncode != 0
    for program, arguments in (
        ("soffice", ["--headless", "--convert-to", "ods", "--outdir", str(out), str(out / "e.xlsx")]),
        ("soffice", ["--headless", "--convert-to", "pdf", "--outdir", str(out), str(out / "e.acled.csv")]),
        ("ogrinfo", ["-so", "-al", str(out / "e.geojson")]),
        ("ogrinfo", ["-so", "-al", *AS_POINTS, str(out / "e.csv")]),
        (
            "chromium",
            ["--headless", "--no-sandbox", f"--print-to-pdf={out / 'ar.pdf'}", str(out / "ar.html")],
        ),
    ):
        failed += opened(program, arguments)
    import pandas
    import polars

    for name in ("e.csv", "e.acled.csv", "e.ucdp.csv", "e.hxl.csv"):
        print(f"pandas {name}: {pandas.read_csv(out / name).shape}")
    print(f"pandas e.parquet: {pandas.read_parquet(out / 'e.parquet').shape}")
    print(f"pandas e.xlsx: {pandas.read_excel(out / 'e.xlsx').shape}")
    print(f"polars e.parquet: {polars.read_parquet(out / 'e.parquet').shape}")
    return failed


def sijill(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command line."""
    return subprocess.run(
        [sys.executable, "-m", "sijill.cli.main", *arguments], capture_output=True, text=True, check=False
    )


def opened(program: str, arguments: list[str]) -> bool:
    """Open a file with a program and print the end of what it says; whether it failed."""
    if shutil.which(program) is None:
        print(f"{program}: not installed here")
        return False
    run = subprocess.run([program, *arguments], capture_output=True, text=True, check=False)
    lines = [line for line in (run.stdout + run.stderr).splitlines() if line.strip()]
    shown = [line for line in lines if line.startswith(("Feature Count", "Extent", "convert", "Geometry"))]
    print(f"{program} {Path(arguments[-1]).name}: {'; '.join(shown or lines[-1:])} (exit {run.returncode})")
    return run.returncode != 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))

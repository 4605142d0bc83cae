"""Write sijill-openapi.json anew: `python -m tools.openapi`, after the API has changed."""

import json
import tempfile
from pathlib import Path

from sijill import __version__
from sijill.engines.stamped import StampedReader
from sijill.reading import Reader
from sijill.store import Register, Stamp
from sijill.web.app import create_app
from sijill.web.settings import Settings

WRITTEN = Path(__file__).parents[1] / "sijill-openapi.json"


def _nobody() -> Reader:
    raise AssertionError("nothing is read here")


def main() -> None:
    """Make a desk on an empty register, and write down what it tells of its API."""
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{folder}/empty.db"
        Register.open(database).close()
        app = create_app(Settings(database=database), StampedReader(Stamp(__version__, "", "", ""), _nobody))
        told = app.openapi()
        app.state.desk.close()
    WRITTEN.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


if __name__ == "__main__":
    main()

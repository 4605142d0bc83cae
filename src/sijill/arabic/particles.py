"""Closed classes of Arabic words, folded: prepositions, conjunctions, relatives, complementisers."""

PREPOSITIONS = frozenset(
    "من الي علي في عن مع ضد بين نحو باتجاه تجاه صوب لدي عند قرب خلال عبر بعد قبل حتي منذ وسط داخل خارج"
    " حول فوق تحت امام بحق".split()
)
RELATIVES = frozenset("الذي التي الذين اللذان اللتان اللذين اللتين اللواتي اللاتي".split())
COMPLEMENTISERS = frozenset("ان انه انها انهم بان بانه بانها بانهم انهما".split())
# Words that open a clause of their own.
CLAUSE_OPENERS = frozenset(
    "فيما بينما حيث كما مما لكن ولكن وحيث حين حينما عندما اذ ريثما وبينما وفيما كذلك وكذلك".split()
)
DEMONSTRATIVES = frozenset("هذا هذه ذلك تلك هولاء هذين هاتين".split())
NEGATIONS = frozenset("لم لن لا ليس ليست غير دون عدم".split())
QUOTES = frozenset("\"'«»“”„‟‹›()[]")
SENTENCE_ENDS = frozenset(".!؟?…")
COMMAS = frozenset("،,؛;:-–—")

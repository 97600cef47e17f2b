"""Numbers in words, of both languages and of the Gulf's dialects."""

from bot.conversation.understanding.sheet import one_of

_UNITS = {
    1: "one|واحد|واحده|وحده|الواحده",
    2: "two|اثنين|اثنتين|ثنتين|ثنين|تنتين|اثنان|الثانيه",
    3: "three|ثلاث|ثلاثه|تلات|تلاته|الثالثه",
    4: "four|اربع|اربعه|الرابعه",
    5: "five|خمس|خمسه|الخامسه",
    6: "six|ست|سته|السادسه",
    7: "seven|سبع|سبعه|السابعه",
    8: "eight|ثمان|ثمانيه|ثماني|ثمن|تمان|تمانيه|الثامنه",
    9: "nine|تسع|تسعه|التاسعه",
    10: "ten|عشر|عشره|العاشره",
    11: "eleven|احدعش|احدعشر|احد عشر|احدي عشر|احدا عشر|حدعش|حداعش|ادعش|هدعش"
    "|الحاديه عشر|الحاديه عشره",
    12: "twelve|اثنعش|اثنعشر|اثني عشر|اثنا عشر|اثناعش|ثنعش|طنعش|اطنعش|اتناعش"
    "|الثانيه عشر|الثانيه عشره",
}
_TEENS = {
    13: "thirteen|ثلاثه عشر|ثلاثه عشره|ثلطعش|ثلاثطعش|تلتعش|تلطعش",
    14: "fourteen|اربعه عشر|اربعطعش|اربعتعش",
    15: "fifteen|خمسه عشر|خمسطعش|خمستعش",
    16: "sixteen|سته عشر|سطعش|ستعش",
    17: "seventeen|سبعه عشر|سبعطعش|سبعتعش",
    18: "eighteen|ثمانيه عشر|ثمنطعش|ثمنتعش|ثمانطعش",
    19: "nineteen|تسعه عشر|تسعطعش|تسعتعش",
    20: "twenty|عشرين|عشرون",
    30: "thirty|ثلاثين|ثلاثون",
    40: "forty|اربعين",
    50: "fifty|خمسين",
}
_ORDINALS = {
    1: "first|الاول|الاولي|اول",
    2: "second|الثاني|ثاني",
    3: "third|الثالث|ثالث",
    4: "fourth|الرابع|رابع",
    5: "fifth|الخامس|خامس",
    6: "sixth|السادس|سادس",
    7: "seventh|السابع|سابع",
    8: "eighth|الثامن|ثامن",
    9: "ninth|التاسع|تاسع",
    10: "tenth|العاشر|عاشر",
    11: "eleventh|الحادي عشر",
    12: "twelfth|الثاني عشر",
    13: "thirteenth|الثالث عشر",
    14: "fourteenth|الرابع عشر",
    15: "fifteenth|الخامس عشر",
    16: "sixteenth|السادس عشر",
    17: "seventeenth|السابع عشر",
    18: "eighteenth|الثامن عشر",
    19: "nineteenth|التاسع عشر",
    20: "twentieth|العشرين|العشرون",
    30: "thirtieth|الثلاثين|الثلاثون",
}
_ARABIC_UNITS = ("واحد", "اثنين", "ثلاثه", "اربعه", "خمسه", "سته", "سبعه", "ثمانيه", "تسعه")
_ENGLISH_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_ENGLISH_ORDINALS = (
    *("first", "second", "third", "fourth", "fifth"),
    *("sixth", "seventh", "eighth", "ninth"),
)
_ARABIC_ORDINALS = (
    *("الحادي", "الثاني", "الثالث", "الرابع", "الخامس"),
    *("السادس", "السابع", "الثامن", "التاسع"),
)


def _spelled(*tables: dict[int, str]) -> dict[str, int]:
    return {
        word: value for table in tables for value, all_ in table.items() for word in all_.split("|")
    }


def _compound(tens: dict[int, tuple[str, str]], ordinal: bool) -> dict[str, int]:
    """Twenty-one and its like."""
    found = {}
    for ten, (english, arabic) in tens.items():
        first = (
            (_ENGLISH_ORDINALS, _ARABIC_ORDINALS) if ordinal else (_ENGLISH_UNITS, _ARABIC_UNITS)
        )
        for unit, (in_english, in_arabic) in enumerate(zip(*first, strict=True), 1):
            found[f"{english} {in_english}"] = ten + unit
            found[f"{in_arabic} و{'ال' if ordinal else ''}{arabic}"] = ten + unit
    return found


_TENS = {20: ("twenty", "عشرين"), 30: ("thirty", "ثلاثين")}
_HIGHER = {40: ("forty", "اربعين"), 50: ("fifty", "خمسين")}
HOURS = _spelled(_UNITS)
CARDINALS = _spelled(_UNITS, _TEENS) | _compound(_TENS | _HIGHER, ordinal=False)
ORDINALS = _spelled(_ORDINALS) | _compound(_TENS, ordinal=True)

HOUR = rf"\d{{1,2}}|{one_of('|'.join(HOURS))}"
COUNT = rf"\d{{1,2}}|{one_of('|'.join(CARDINALS))}"
DAY_NUMBER = (
    rf"\d{{1,2}}(?: (?:st|nd|rd|th))?|{one_of('|'.join(ORDINALS))}|{one_of('|'.join(CARDINALS))}"
)


def value_of(said: str) -> int:
    """The number that one of the patterns above has found."""
    first = said.split()[0]
    if first.isdecimal():
        return int(first)
    return CARDINALS.get(said) or ORDINALS[said]

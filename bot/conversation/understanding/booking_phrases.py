"""How people ask for a visit, do not ask for one, or talk of one that is over."""

from bot.conversation.understanding.sheet import phrases

_P = r"[وف]?"
_WANT = (
    rf"{_P}(?:ابي|ابغي|ابغا|ابا|بغيت|ودي|اريد|بدي|عايز|عاوز|محتاج|محتاجه|حاب|حابه|اقدر|ممكن|نبي"
    rf"|نبغي|تكفي|ياليت|خلني|بغينا)"
)

NEGATED_BOOKING = phrases(
    r"""
    (?:do not|dont|not|without|no) (?:\w+ ){0,2}?(?:book|booking|reserve|reserving|
        schedule)(?: anything| me| it| yet)*
    (?:ما|مو|لا|مب|مش|ماني) (?:\S+ )?(?:احجز|تحجز|حجز|ابي احجز|ابغي احجز|تحجزين|تحجزون|ابي حجز|
        ابي موعد)
    just (?:asking|checking|looking|browsing|a question)
    بس (?:اسال|استفسر|سوال|استفسار|ابي اسال)
    """
)

BOOKS = phrases(
    rf"""
    book
    booking
    bookin
    reserve
    reservation
    schedule
    appointment
    appt
    apt
    slot
    come in
    stop by
    drop by
    squeeze me
    fit me in
    pencil me
    available
    availability
    free
    vacancy
    vacant
    openings?
    (?:can|could|may) (?:i|we) (?:\w+ )?(?:come|get|have|book)
    (?:i|id|we) (?:\w+ )?(?:want|need|like|wanna)
    want
    need
    get
    gimme
    give me
    put me(?: down)?
    lemme
    anything
    any chance
    do you have
    is \w+ (?:there|in|around|working|on duty)
    {_WANT}
    {_P}(?:احجز\S*|نحجز|حجز|موعد|موعداا|ميعاد|مواعيد|الحجز|بحجز|يحجز|تحجز|تحجزون|حجزي لي|سجلني|
        سجلوني|سجل|سجليني|اجيكم|اجيك|اجي|نجي|بجي|بجيكم|فاضي|فاضيه|فاضين|مجال|متاح|متاحه|متوفر|
        موجود|موجوده|عندكم|رتب لي|حطني|حطوني|خلوني|فيه|دور|دوري|يمديني|يمدي|استقبال)
    """
)

# What is asked about a visit without asking for one.
ABOUT = phrases(
    r"""
    (?:can|could|do|may|is it possible to|how do) (?:i|you|we|u)? ?(?:\w+ )?(?:pay|accept|park|
        bring|smoke|take (?:card|cash|visa|mada|apple pay))(?: \w+)*
    (?:do|should|must|will) (?:i|we) (?:need|have) to(?: \w+)*
    should (?:i|we) (?:wash|bring|shave|wear|come with|arrive|avoid)(?: \w+)*
    (?:by|with|in) (?:card|cash|installments?|apple pay|mada|visa|tabby|tamara)
    (?:wi ?fi|halal|gift (?:card|voucher)s?|vouchers?)(?: \w+)*
    (?:تقبلون|تاخذون) (?:بطاقه|بطاقات|كاش|شبكه|مدي|تابي|تمارا|فيزا|ابل باي)\S*(?: \S+)*
    (?:الدفع|ادفع|ندفع|اقساط|تقسيط|واي فاي)(?: \S+)*
    """
)

# A visit of long ago, told with words that ask for one elsewhere.
VISITED = phrases(
    r"""
    i was (?:there|at|with|in)
    my (?:last|previous) (?:visit|haircut|cut|appointment)
    كنت (?:عندكم|عندك|عند|امس|البارح)
    (?:جيتكم|جيت عندكم|زرتكم|مريتكم|حلقت عندكم|قصيت عندكم)
    """
)

PAST = phrases(
    r"""
    (?:was|were|yesterday|went|did|loved|liked|enjoyed|got) (?:\w+ ){0,3}?(?:great|good|amazing|
        awesome|perfect|nice|bad|terrible|awful|horrible|excellent|fantastic|wonderful|job|super|
        best|lovely|ok|okay)
    thanks? (?:\w+ ){0,5}?(?:for|haircut|work|job|service|yesterday)
    loved (?:the|my|it|his|her|how)(?: \w+)*
    (?:great|good|amazing|nice|awesome|excellent) (?:job|work|service|haircut|cut|experience|barber)
    (?:is|are) (?:the best|amazing|awesome|great|so good|very good)
    well done
    bravo
    ruined
    messed up
    disappointed
    not happy
    تسلم (?:يد|ايد|يده|ايده|يدينه|يدك|ايدك)\S*
    يسلمو
    (?:كان|كانت|طلع|طلعت|صار|صارت) (?:\S+ ){0,3}?(?:حلو|حلوه|روعه|ممتاز|ممتازه|جنان|تجنن|يجنن|سي|
        سيي|سييه|خايس|خايسه|تحفه|رهيب|رهيبه|زين|زينه|مره|مرا)
    [وف]?عجبت?(?:ه|ها|هم|نا)
    (?:عجبني|عجبتني|ما عجبني|ما عجبتني|حبيت|خرب|خربت|خربتوا|خربها|يجنن|تجنن|روعه|ما قصر\S*|
        ماقصرت\S*|ابدع|ابدعت|ابدعتوا|مبدع|مبدعه|الله يعطيه العافيه|بيض الله وجه\S*|كفو)(?: \S+)*
    """
)

"""What stands beside what is asked for: greetings, numbers of other things, small talk."""

from bot.conversation.understanding.sheet import phrases

GREETING = phrases(
    r"""
    (?:good|gud) (?:morning|afternoon|evening|night|day)
    morning all
    (?:يا )?(?:صباح|صباحك|مسا|مساك|مساكم|صباحكم|يسعد صباحك|يسعد مساك) (?:ال)?(?:خير|النور|ورد|
        الورد|الياسمين|سعاده|السعاده|الفل|عسل|العسل|الله بالخير)
    (?:السلام|سلام) عليكم(?: ورحمه الله)?(?: وبركاته)?
    وعليكم السلام
    جمعه مباركه
    جمعتكم مباركه
    جمعه طيبه
    رمضان (?:كريم|مبارك)
    مبارك عليكم الشهر
    كل عام وانتم بخير
    كل سنه وانتم طيبين
    عيد(?:كم)? (?:مبارك|سعيد)
    ramadan (?:kareem|mubarak)
    eid mubarak
    jummah? mubarak
    happy \w+
    h+i+
    hello+
    hey+
    salam
    salaam
    assalamu? ?alaikum
    مرحبا
    مراحب
    هلا
    هلا والله
    هلا وغلا
    ياهلا
    اهلا
    اهلين
    حياكم الله
    حياك الله
    الو
    how are (?:you|u)(?: doing)?
    how r u
    كيف (?:الحال|حالك|حالكم|الاحوال|حالكن)
    شلونك
    شلونكم
    اخبارك
    اخباركم
    شخبارك
    شخباركم
    عساكم بخير
    عساك طيب
    """
)

ASIDE = phrases(
    r"""
    \+? ?\d{7,}
    \+? ?966 \d+(?: \d+)*
    05\d \d{3} \d{4}
    \d{3} \d{3} \d{4}
    \d+ (?:sar|sr|riyals?|rials?|ريال|ريالات|ر س)
    (?:half an hour|an hour|\d+ (?:min|mins|minutes|hrs?|hours?)) (?:long|late|visit|session|
        appointment)
    (?:take|takes|for|lasts?|about) \d+ (?:min|mins|minutes)
    \d+ (?:years?|yrs?|yo|سنه|سنوات|سنين)(?: old)?
    (?:عمره|عمرها|عمري) (?:\d+|\S+)(?: (?:سنه|سنوات|سنين))?
    (?:he|she|who)? ?is \d+(?: years old)?(?= (?:,|years?) )
    (?<!و )\d+ (?:دقيقه|دقايق)(?: (?:تاخير|متاخر))?
    """
)

ANY_TIME = phrases(
    r"""
    any ?time
    whenever
    any hour
    اي وقت
    باي وقت
    الوقت اللي تبون
    اي ساعه
    any day
    اي يوم
    whatever (?:time|day)
    """
)

ADDS = phrases(
    r"""
    add
    also
    too
    as well
    plus
    on top
    besides
    and also
    in addition
    (?:yes|yeah|yep|ok|okay|sure|great|perfect)(?: ,)? (?:and|plus)
    كمان
    بعد
    زيد
    زيدي
    زيدوا
    اضف
    اضيف
    ضيف
    ضيفي
    ضيفوا
    ايضا
    برضو
    و?(?:معه|معها|كمان|ايضا)
    وياه
    زود
    زودي
    زيدلي
    """
)

NOT_TIMES = phrases(
    r"""
    once
    twice
    first time
    last time
    this time
    next time
    second time
    اول مره
    ثاني مره
    هالمره
    المره الجايه
    المره هذي
    اول مرة
    """
)

QUESTION = phrases(
    r"""
    \?
    (?:does|do|is|are|was|can|could|will|why|how|what|who|which|when)
    (?:هل|ليش|ليه|وش|ايش|كيف|مين|منو|شلون|شنو)
    """
)

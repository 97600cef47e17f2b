"""How people speak of a booking that they have, and of what is sent to them."""

from bot.conversation.understanding.sheet import phrases

_P = r"[وف]?"
_MY = r"(?:my|the|this|that|our|a|an|any|ال)"
_APPOINTMENT = r"(?:appointments?|bookings?|reservations?|apt|appt|visit|slot|app)"
_MAWED = (
    rf"{_P}[بل]?(?:ال)?(?:موعد|موعدي|حجز|حجزي|مواعيدي|حجوزاتي|حجوزات|مواعيد|المواعيد|حجزنا"
    rf"|موعدنا|الموعد|الحجز)"
)
_WANT = (
    rf"{_P}(?:ابي|ابغي|ابغا|ابا|بغيت|ودي|اريد|بدي|عايز|عاوز|محتاج|محتاجه|حاب|حابه|اقدر|ممكن|نبي"
    rf"|نبغي|تكفي|ياليت|خلني|بغينا)"
)

STOP = phrases(
    rf"""
    unsubscribe
    opt ?out
    stop all
    stop it all
    remove me(?: from (?:\w+ )*)?
    take me off(?: \w+)*
    (?:please )?(?:stop|quit|no more|
        enough)(?: with)?(?: (?:the|these|your|this|sending|texting|messaging|me|spamming))* (?:
        messages?|msgs?|texts?|ads?|adverts?|advertising|advertisements|marketing|promotions?|
        promos?|offers?|spam|spamming|reminders?|messaging|texting|sending|contacting)
    (?:do not|dont|never|stop) (?:ever )?(?:send|text|message|messaging|texting|contact|
        contacting|spam|sending)(?: me)?(?: \w+){{0,3}}
    stop (?:sending|texting|messaging|contacting) me
    {_P}(?:لا|لاعاد|لا عاد|بلا|بلاش|بطلوا|وقفوا|اوقفوا|وقف|ايقاف|اوقف|بدون|كفايه|خلاص لا|ما ابي|
        ما ابغي|مابي|ما اريد|لا احد) (?:عاد |كل |جميع )?(?:ترسلون|ترسلوا|ترسل|ترسلين|
        تراسلوني|تراسلني|تراسلونا|ارسال|الارسال|رسايل|الرسايل|رسائل|رسايلكم|اعلانات|الاعلانات|اعلاناتكم|اعلان|
        دعايات|الدعايات|عروض|العروض|عروضكم|الاشعارات|اشعارات|التنبيهات|تزعجوني|تزعجونا|ازعاج|
        اشتراكي|الاشتراك|يوصلني|توصلني|توصلني رسايل)(?: لي| علي)?(?: \S+)?
    (?:الغا|الغي|الغ|الغو|الغوا|ايقاف|وقف|فك) ?(?:ال)?(?:اشتراك|اشتراكي)
    (?:فكون[ايه]|فكني|ريحون[اي]|ارحمون[اي]|اعفون[اي]|خلصون[اي])\S* من (?:هال|ال)?(?:رسايل|اعلانات|
        عروض|دعايات|
        ازعاج|اشعارات|تنبيهات)\S*
    (?:شيلوني|شيلني|احذفوني|احذف رقمي|امسحوا رقمي|احذفوا رقمي|امسح رقمي)(?: \S+){{0,3}}
    """
)

# A booking that is made, not the one that is being chosen.
MY_BOOKING = phrases(
    rf"""
    my (?:\w+ )?{_APPOINTMENT}
    if i cancel
    {_P}[بل]?(?:موعدي|حجزي|مواعيدي|حجوزاتي|موعدنا|حجزنا)
    (?:لو|اذا|ان) (?:لغيت|الغيت|كنسلت)\S*
    """
)

# Beside the above: not only advertising.
EVERYTHING = phrases(
    r"""
    (?:stop|opt ?out(?: of| from)?|unsubscribe(?: me)?(?: from)?|no more) (?:it )?(?:all|everything)
    (?:any|all)(?: of)?(?: the| your| more)? (?:messages?|msgs?|texts?|reminders?|notifications?)
    anything
    ever
    (?:كل|جميع) (?:ال)?(?:رسايل\S*|اشعارات|تنبيهات|تذكيرات|شي)
    الكل
    (?:ابدا|نهاييا|نهايي|اي شي|ولا رساله|ولا شي)
    """
)

NEWS_AGAIN = phrases(
    r"""
    (?:re)?subscribe(?: me)?(?: again)?
    opt ?in
    (?:start|resume|continue|turn on|switch on) (?:sending |the |my |your |me )*(?:messages?|texts?|
        reminders?|notifications?)
    (?:turn|switch) (?:the |my |your )?(?:messages?|reminders?|notifications?) (?:back )?on
    (?:رجع|رجعوا|رجعي|فعل|فعلوا|فعلي|شغل|شغلوا|استانفوا) (?:لي )?(?:ال)?(?:رسايل|تذكيرات|تذكير|
        اشعارات|تنبيهات)
    (?:ذكروني|ذكرني) من جديد
    """
)

CANCEL = phrases(
    rf"""
    (?:cancel|cancell|cancle|canceling|cancelling|call off|delete|
        drop)(?: {_MY})*(?: \w+)? {_APPOINTMENT}
    (?:want|need|like|have|going|wish|how|can i|could you|please|pls|plz|late|if i|when i|must|
        to) (?:\w+ ){{0,2}}?(?:cancel|cancle)
    cancel(?: it| please| pls| that| everything| for)
    i cancel
    {_P}(?:الغي|الغ|الغو|الغوا|الغا|تلغي|تلغون|تلغوا|يلغي|كنسل|كنسلي|كنسلوا|اكنسل|تكنسل|تكنسلون|
        كنسلها|الغيه|الغيها|احذف|شيل|امسح|يتلغي|يتكنسل|الغيت|الغاء) (?:\S+ )?{_MAWED}
    {_WANT} (?:ان )?(?:الغي|اكنسل|اكنسله|الغيه|الغيها)
    (?:الغيه|الغيها|كنسله|كنسلها|كنسليه|كنسل|كنسلوا|الغوه|الغيلي|الغي)
    (?:i )?(?:cant|cannot|can not|couldnt|wont|will not|am unable to|im unable to|not able to|
        unable to|wont be able to|will not be able to|cant be able to|
        not going to) (?:\w+ ){{0,2}}?(?:make it|make|come|attend|be there|show up|make the|reach|
        get there)(?: \w+)*
    (?:im|i am|were) not (?:coming|going to come|able to come)
    something (?:came|has come) up
    {_P}(?:ما|مو|مب|مش|ماني|مني|موب|لن) ?(?:\S+ )??(?:اقدر|قادر|قادره|راح|رح|بقدر|استطيع|اقدراجي|
        يمديني|امداني|عاد)? ?(?:اجي|جاي|جايه|بجي|اجيكم|احضر|جايين|جايتكم|بحضر|اكون موجود|الحضور|
        اجيك|بجيكم|اوصل)
    (?:مقدر|ماقدر|ماراح|مااقدر|مراح|مارح|ماني|ماقدرت|ما يمديني|مايمديني) (?:\S+ )?(?:اجي|جاي|جايه|
        بجي|اجيكم|احضر|اوصل)
    (?:مقدر|ماقدر) اجي
    صار (?:لي|عندي) ظرف\S*
    عندي ظرف
    (?:لو|اذا|ان) (?:لغيت|الغيت|كنسلت|الغي|اكنسل)\S*
    مستحيل (?:اقدر|اجي|احضر|اوصل)(?: \S+)*
    طلع لي شغل
    طرا علي ظرف
    """
)

MOVE = phrases(
    rf"""
    (?:reschedule|re schedule|rescheduling|postpone|postponing)(?: \w+)*
    (?:move|change|shift|push|switch|modify|edit|update|bring|rebook|delay|swap|
        adjust)(?: {_MY})*(?: \w+)? (?:{_APPOINTMENT})(?: \w+)*
    (?:move|change|push|shift) it (?:to|from|back|forward)
    (?:change|move|push|shift|bring) (?:the |my )?(?:time|day|date|hour) of (?:my|
        the) {_APPOINTMENT}
    (?:another|different|other) (?:day|time) (?:for|instead of) (?:my|the) {_APPOINTMENT}
    (?:make|do) it another (?:day|time)
    (?:change|switch|swap) (?:the |my )?(?:service|treatment|stylist|barber|time|day|
        date|hour)(?: \w+)*
    (?:تغيير|تعديل|اغير|اعدل|غير|غيروا|غيري|ابدل|تبديل) (?:ال)?(?:وقت|يوم|تاريخ|ساعه|
        خدمه|موظف|موظفه|حلاق|كوافيره)(?: \S+)*
    (?:come|make it|be there) (?:(?:in )?(?:a|an|half an|\d+|one|two) (?:bit|little|hour|hours|
        minutes|mins)|a little bit|much)? ?(?:later|earlier)(?: \w+)*
    (?:can|could|may) (?:i|we) (?:come|do it|have it)(?: \w+){{1,6}} instead
    (?:earlier|later) (?:time|slot)? ?for my {_APPOINTMENT}
    {_P}(?:نغير|نعدل|ناجل|نوجل|ننقل|نحول|نبدل|نقدم|ناخر|بغير|باجل|بنقل|بعدل|ببدل|بقدم|باخر|
        اغير|تغير|تغيرون|غير|غيري|غيروا|تغيير|اعدل|تعدل|تعديل|عدل|عدلوا|اجل|ااجل|اوجل|تاجيل|
        تاجل|تاجلون|تاجلوا|ياجل|نقل|انقل|تنقل|حول|احول|تحويل|بدل|ابدل|تبديل|اقدم|تقديم|قدم|قدموا|
        تقدمون|اخر(?! (?:موعد|حجز) )|ااخر|تاخير|اخروا|رحل|ترحيل|خل|خلو|خلوا) (?:لي |وقت |يوم |
        تاريخ )*{_MAWED}(?: \S+)*
    {_MAWED} (?:\S+ ){{0,4}}?(?:{_WANT} )?(?:اقدمه|ااجله|اجله|اوجله|اغيره|انقله|اعدله|ابدله|ااخره|
        اخره|تغيرونه|تاجلونه|تقدمونه|اجلوه|قدموه|غيروه|انقلوه)
    (?:{_WANT}) (?:ااجل|اجل|اوجل|اقدم|ااخر|انقل|اغير|اعدل)(?:ه|ها)? ?(?:الوقت|اليوم|التاريخ|
        الساعه)?(?: \S+)*
    (?:اجي|بجي|نجي) (?:ابكر|ابدر|بدري|متاخر اكثر|بعدها ب|بعده ب|قبلها ب|قبله ب)\S*(?: \S+)*
    (?:اجلوه|اجله|قدمه|قدموه|نخليها يوم ثاني|نخليه يوم ثاني|يوم ثاني بدال)
    """
)

BOOKINGS = phrases(
    rf"""
    (?:when|what time|what day|where|whats the time|what|which day|which) (?:is|are|was|s|
        do i have|time is|day is) (?:\w+ )??(?:my|our) (?:\w+ )??{_APPOINTMENT}
    (?:when|whens|wheres) (?:my|our) (?:\w+ )??{_APPOINTMENT}
    (?:show|see|check|view|list|confirm|find|details of|status of|remind me of|
        tell me)(?: me)?(?: about)? (?:my|our|all my) (?:\w+ )??{_APPOINTMENT}
    my {_APPOINTMENT}(?: (?:details|time|status|list))?
    (?:am i|are we|was i|im i) (?:still )?(?:booked|confirmed|scheduled)(?: \w+)*
    (?:do|did) (?:i|we) (?:still )?(?:have|book|get|make|has|got) (?:\w+ )??(?:{_APPOINTMENT}|
        booked|anything|something|reserved)(?: \w+)*
    what (?:did i|have i|do i have|i have) (?:book|booked|got)(?: \w+)*
    is my {_APPOINTMENT}(?: \w+)*
    missed my {_APPOINTMENT}
    (?<!can )(?<!could )(?<!may )(?<!should )(?<!to )(?:i|we|he|she|they|my \w+) (?:have|has|had|
        already have|already has) (?:an? |my )?{_APPOINTMENT}
    is my (?:\S+ ){{1,8}}?(?:confirmed|booked|reserved|still on)
    (?:i|ive|i have|we|weve) (?:already |just )?(?:booked|reserved|
        made an? {_APPOINTMENT})(?!.* (?:again|another|want|like to|need|book) )(?: \w+)*
    (?:is|are|are we) (?:it|that|this|we|my \w+) still (?:on|happening|confirmed|valid|
        good)(?: \w+)*
    still on(?= (?:\?|,|for|tomorrow|today) )
    {_P}(?:متي|وش|ايش|شنو|كم|وين|شو|ايمتي|اي وقت|اي يوم|الساعه كم) (?:يكون |هو |كان |وقت |
        صار )?{_MAWED.replace("|حجز|", "|").replace("موعد|", "", 1)}
    {_P}(?:عنده|عندها|عندهم) {_MAWED}(?: \S+)?
    {_P}(?:موعدي|حجزي) (?:\S+ ){{0,8}}?(?:موكد|ماكد|مثبت|ثابت|اكيد)
    {_P}(?:عندي|لي|فيه لي|هل لي|هل عندي|هل لدي|لدي|عندنا) (?:اي )?{_MAWED}(?: \S+)?
    (?:شوف|شوفي|شيك|شيكي|تاكد|تاكدي|اتاكد|اشوف|ابي اشوف|ورني|اعرف|ذكرني|ذكريني|طلع|
        راجع) (?:لي )?(?:من |ب|علي )?{_MAWED}
    {_P}(?:اكد|ااكد|اكدي|اكدوا|تاكيد|تاكد|تاكدون|تثبيت|اثبت|ثبتوا) (?:لي )?(?:علي )?(?:موعدي|حجزي|
        موعدنا)
    (?:حجوزاتي|مواعيدي)
    (?<!لو )(?<!اذا )(?<!ان )(?:انا |قد |كنت )*(?:حجزت|حاجزين|سويت حجز|سويت موعد|
        اخذت موعد)(?!.* و?(?:ابي|ابغي|ابا|بغيت|ودي|اريد|ثانيه|جديد) )(?: \S+)*
    {_P}(?:موعدنا|موعدي|حجزي) (?:علي حاله|ما تغير|لسه قايم|لسي قايم|قايم|زي ماهو|زي ما هو)
    (?:موعدي|حجزي) (?:متي|كم|الساعه كم|اي يوم|اي ساعه|وش|باقي|موجود|مثبت|مؤكد|موكد|اكيد|ثابت|تمام|
        وينه|لسه)(?: \S+)?
    {_P}هل (?:موعدي|حجزي)(?: \S+)*
    (?:انا )?(?:محجوز|محجوزه|حاجز|حاجزه)(?: عندكم| لي)?(?: \S+)?
    """
)

# One is asked for, whatever else its words may mean: "book me an appointment" has "my appointment".
WANTS_ONE = phrases(
    rf"""
    (?:{_WANT}|{_P}(?:(?:ا|ت|ن|ي|ب)?حجز(?:ي|وا|ون|ين|و)?|
        (?:ا|ت|ن|ي|ب)?(?:سو|رتب|ترتب|حط|سجل|شوف|دور|عط|عطي|اعط|جيب|ضبط|لقي|لاقي|
        طلع)(?:ي|وا|ون|ين|و|ني|وني|يني)?|احتاج|ناخذ|
        اخذ))(?: لي| لنا| له| لها| معاك| معك)? (?:موعد|حجز|مواعيد|دور)
    (?:ال)?(?:مواعيد|موعد|اوقات|وقت) (?:ال)?(?:متاح|فاضي|متوفر|خالي|ممكن)\S*
    """
)

DONT_CANCEL = phrases(
    r"""
    (?:do not|dont|never|not|please dont) (?:want to )?(?:cancel|cancell)(?: \w+)*
    (?:لا|ما ابي|ما ابغي|مو|لاتلغي|مابي|لاتلغون|لا احد) ?(?:الغي|تلغي\S*|تلغوا|تلغون|الغا|الغاء|
        اكنسل|تكنسل\S*|يلغي)(?: \S+)*
    لاتلغ\S*(?: \S+)?
    لاتكنسل\S*(?: \S+)?
    """
)

LATE = phrases(
    r"""
    (?:running|be|am|im|bit|little|minutes?|mins?|a) (?:\w+ ){0,4}?late
    late by
    on my way
    be there
    (?:yes|yeah|yep|sure|ok|okay|definitely|of course)(?: ,)? (?:i am |im |we are )?coming
    (?:اكيد|ايه|اي|نعم|ايوه|تمام|اوكي|ابشر|ابشروا|ان شا الله)(?: انا)? (?:جاي|جايه|جايين|بجي|بنجي)
    stuck in traffic
    see you(?: \w+)*
    as (?:booked|agreed|planned|scheduled)
    see u
    coming now
    im outside
    i am outside
    i m here
    im here
    i have arrived
    almost there
    5 minutes away
    minutes? away
    traffic
    (?:بتاخر|راح اتاخر|متاخر|متاخره|بتاخرت|اتاخر|رح اتاخر|باتاخر|تاخرت)(?: \S+)*
    (?:انا )?(?:بالطريق|في الطريق|جاي بالطريق|جايكم|وصلت|عند الباب|برا|قدام المحل|جاي لكم)(?: \S+)*
    (?:اشوفكم|نشوفكم|نراكم|نلتقي|الملتقي)(?: \S+)*
    """
)

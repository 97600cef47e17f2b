"""How people ask: for a person, a language, prices, the place, the hours."""

from bot.conversation.understanding.sheet import phrases

_P = r"[وف]?"

PERSON = phrases(
    rf"""
    (?:(?:talk|speak|chat|connect|transfer)(?: me)?(?: to| with)? ?(?:a |an |the |some |any |
        real |live |your )*(?:human|person|agent|someone|somebody|manager|owner|staff|employee|
        representative|rep|receptionist|reception|supervisor|operator|team|boss|support|man|woman|
        lady))
    (?:human|agent|representative|operator|receptionist|customer (?:service|support|
        care))(?: please| pls)?
    real person
    (?:في |فيه |ممكن |ابي |ابغي )?(?:احد|حد) (?:يرد|يكلم|يتصل|يساعد|يتواصل)\S*(?: \S+)*
    live (?:agent|chat|person)
    are you (?:a |an )?(?:bot|robot|human|real|machine|ai)(?: \w+)*
    not a (?:bot|robot|machine)
    (?:call|ring|phone) (?:me|us)(?: back| please)?
    (?:can|could|may) (?:someone|somebody|anyone|you|i) (?:please )?(?:call|ring|phone)(?: \w+)*
    give me a call
    (?:phone|contact|telephone|your|mobile) number
    what(?: i)?s (?:your|the) (?:number|phone)
    (?:a |make a |file a |have a )?complaint
    complain
    {_P}(?:ابي|ابغي|ابا|بغيت|ودي|اريد|ممكن|اقدر|بدي|خلني|حولني|حولوني|وصلني|وصلوني|احتاج|
        نبي)? ?(?:اكلم|بكلم|اتكلم|اتواصل|تواصل|تحويل|احد يكلمني|كلم|اتحدث|التحدث|التكلم|حولني|
        حولوني|وصلني|وصلوني)(?: مع| الي| علي| ل)* ?(?:ال)?(?:موظف|موظفه|شخص|احد|انسان|بشر|اداره|
        الاداره|مدير|مديره|المدير|المديره|المسوول|المسووله|مسوول|صاحب|صاحبه|خدمه|خدمه العملا|
        الاستقبال|استقبال|رييس|موظفين|حد|الموظف|الموظفه|واحد|وحده)
    {_P}(?:ابي|ابغي|ابا|بغيت|ودي|اريد|بدي|احتاج|نبي|وين|عطني|نادي|نادوا)(?: لي)? (?:ال)?(?:موظف|
        موظفه|مدير|
        مديره|مسوول|مسووله|اداره|استقبال|صاحب المحل|صاحبه المحل)(?= (?:\?|,|لو|من|الحين|ضروري|
        بسرعه|$))
    (?:خدمه (?:ال)?عملا|موظف الاستقبال|دعم فني|الدعم)
    (?:ابي|ابغي|اريد|عطني|عطوني|اعطني|ارسل|وش|كم|ايش|ممكن|شنو|ابا)? ?(?:رقم|رقمكم|جوال|جوالكم|
        هاتف|تلفون|تلفونكم|رقمك) ?(?:كم|الجوال|الصالون|التواصل|المحل|الهاتف|ال\S+)?
    (?:اتصل|اتصلوا|كلموني|كلمني|دقوا|دق|اتصلي|كلميني|يتصل|يكلمني|
        تكلموني)(?: علي| فيني| بي| لي| احد)?
    (?:انت|انتي|هل انت) (?:بوت|روبوت|انسان|حقيقي|اله|بشر)
    (?:شكوي|اشتكي|شكاوي|اقدم شكوي|عندي شكوي)
    """
)

LANGUAGE = phrases(
    r"""
    (?:in |speak |switch to |use |change to |talk |change (?:the )?language to |reply in |to |
        write in |can (?:you|we|i) (?:speak|talk|use|continue in|write) (?:in )?)*(?:english|
        inglish|arabic|arabi)(?: please| pls| plz| language| only)?
    (?:change|switch|select|other|another) (?:the )?languages?
    language
    do you (?:speak|understand) (?:english|arabic)
    (?:تكلم|تكلمي|كلمني|كلميني|ممكن|حول|غير|ابي|ابغي|اكتب|بال|رد|ردوا|خلها|نتكلم|تتكلم|تتكلمون|
        تحكي|حكي|تعرف|تعرفون|اللغه)* ?(?:باللغه |لغه |اللغه |ال|بال|ب)?(?:عربي|العربي|العربيه|
        عربيه|انجليزي|الانجليزي|الانجليزيه|انقليزي|انجليزيه|انكليزي|انقلش|
        انجلش)(?: لو سمحت| من فضلك)?
    (?:غير|تغيير|بدل|اغير|تبديل) (?:ال)?لغه
    """
)

PHOTOS = phrases(
    rf"""
    (?:photos|pictures|pics|images)
    (?:photo|picture|pic|image)s? of
    (?:show|see|send|view)(?: \w+){{0,3}} (?:photo|picture|pic|image)
    (?:show|see|view|look at)(?: \w+){{0,3}} (?:past )?work
    {_P}(?:ال)?صور(?:كم|ها|هم|ك)?
    (?:اشوف|شوف|وريني|ورني|ارني|ورونا|عندكم)(?: \S+){{0,2}} (?:ال)?(?:شغل|اعمال|
        نماذج)(?:كم|ها|هم|ه|ك)?
    """
)

PRICES = phrases(
    rf"""
    how much(?: \w+)*
    (?:whats|what is|what are|tell me|send me|know|see|show me|list of|your|the|
        give me)? ?(?:the |your )?(?:price|prices|pricing|cost|costs|rate|rates|fee|fees|
        price ?list|charges?|menu of services)(?: \w+)?
    (?:what|which)(?: \w+)? (?:services?|treatments?) (?:do |are |you |have|offer|there|provide|
        available)(?:\w| )*
    (?:your |the |list of |show me )(?:services|treatments)(?: list)?
    services? (?:list|menu)
    what do you (?:offer|do|have|provide|charge)
    how long (?:does|is|do|will|would)(?: \w+)*
    (?:is it|are you) (?:expensive|cheap)
    cheapest
    discounts?
    any offers
    \d+ (?:riyals?|sar|sr) for
    expensive
    {_P}(?:كم|بكم|قديش|شقد|بقديش|ابكم|چم|جم) (?:سعر\S*|تكلف\S*|يكلف\S*|تكلفه|قيمه|حق|سعره\S*|
        الاسعار|اسعار\S*|تاخذون|تحسبون|تسوون|الحساب|يطلع|تطلع|عندكم|ال\S+|\S+ عندكم|حلاقه|حلاقة|
        قص|تحديد|صبغه|مناكير|بديكير|مكياج|استشوار|تنظيف|بروتين|حواجب)(?: \S+)*
    {_P}بكم(?: \S+)*
    {_P}بقديش(?: \S+)*
    كم(?=(?: \?)? $)(?<! دوامكم كم)
    {_P}[بل]?(?:ال)?(?:سعر|اسعار|اسعاركم|الاسعار|سعره|سعرها|تكلفه|قايمه الاسعار|المنيو|منيو|
        قايمه الخدمات|التسعيره)(?: \S+)*
    (?:وش|ايش|شنو|ما|ماهي|شو|وشو|ايشهي|ما هي|عرض|اعرف|ارسل|كل)? ?(?:هي |
        لي )?(?:ال)?خدمات\S*(?: (?:اللي|التي|الموجوده|المتوفره|المقدمه|عندكم))*
    (?:وش|ايش|شنو|شو) (?:عندكم|تسوون|تقدمون|تعملون|يتوفر|متوفر|موجود عندكم)(?: \S+)?
    كم (?:تاخذ|ياخذ|تطول|يطول|مده|وقت|مدتها|مدته|تستغرق|يستغرق|دقيقه|من وقت)(?: \S+)*
    (?:عندكم|فيه|في) (?:خصم|خصومات|عروض|عرض)(?: \S+)?
    غالي(?:ه|ين)?
    ارخص
    """
)

OFFERS = phrases(
    r"""
    do you (?:do|offer|have|provide|charge|also do)(?! (?:anything|any |time|space|availability|
        a slot|slots|an? appointment|room|something|free|appointments|openings?|parking|wifi|
        a branch|another branch|branches))(?: \w+){1,4}
    """
)

WHERE = phrases(
    rf"""
    where (?:are|is|r|do|can|exactly|s)(?: you| u| the| your| i)?(?: (?:salon|shop|located|
        location|place|find|park|branch|guys|based|barbershop|barber|store|at|entrance|
        address))*(?: you)?
    (?:your |the |send |share |give me |whats |what is )*(?:address|location|directions|pin|maps?|
        google maps?)(?: please| pls| of)?(?: \w+)?
    how (?:do|can|to) (?:i |we )?(?:get|reach|find|come)(?: to)?(?: there| you| your| the)*(?: \w+)?
    parking(?: \w+)*
    which (?:street|area|district|city|mall|branch)
    located
    near you
    nearest branch
    what street
    {_P}(?:وين|فين|اين|وينكم|فينكم|وينكن|بوين|باي|اي) (?:موقع\S*|مكان\S*|انتم|انتو|انتوا|الصالون|
        المحل|الفرع|عنوان\S*|صالون\S*|محل\S*|حي|شارع|القاك\S*|تقعون|الحلاق|جهه|منطقه|بالضبط|مول|
        فرع\S*|اللوكيشن|لوكيشن\S*)(?: \S+)?
    {_P}(?:وينكم|فينكم|وينكن|وينك)(?: \S+)?
    {_P}[بل]?(?:ال)?(?:موقع|موقعكم|عنوان|عنوانكم|لوكيشن|اللوكيشن|لوكيشنكم|لوكشن|مكانكم|خريطه|
        الخريطه|المكان|قوقل ماب)(?: \S+)?
    كيف (?:اوصل|اجي|اجيكم|اوصلكم|نوصل|الوصول|اروح)(?: \S+)?
    (?:فيه|عندكم|في|يوجد) (?:مواقف|موقف|باركنق|باركنج|مواقف سيارات)(?: \S+)?
    مواقف
    باي (?:حي|شارع|مدينه)
    """
)

HOURS = phrases(
    rf"""
    (?:opening|working|business|operating|your|open|the|salon|ramadan|eid|weekend|
        friday)(?: \w+)? (?:hours|times|timings?|schedule)
    (?:hours|timings?)(?: of (?:operation|work|opening))?(?: please| \?)
    what(?: are)? (?:your )?(?:hours|timings?)
    (?:what|which|until what|till what|at what) (?:time|times|hours|days)(?: \w+)? (?:do|are|does|
        is|will|you|did|r)(?: you| u| the| salon| shop| guys)*(?: (?:open|close|opened|closed|
        start|finish|work|working|available|there|closing|opening|shut))(?: \w+)*
    (?:when|whn|until when|till when) (?:do|are|does|is|will|r|
        did)(?: you| u| the| salon| shop| guys| your)*(?: (?:open|close|opened|closed|start|
        finish|closing|opening|shut|working))(?: \w+)*
    (?:are|r|is|will) (?:you|u|the salon|the shop|the barber|it|ya|the place)(?: \w+)? (?:open|
        closed|working|opened|opening|close)(?: \w+)*
    (?:do|does|will) (?:you|u|the salon|the shop) (?:open|close|work)(?: \w+)*
    how late (?:are|do|r)(?: \w+)*
    (?:open|closed) (?:on|at|today|tomorrow|now|fridays?|during)(?: \w+)* \?
    (?:still )?open now
    closing time
    opening time
    {_P}(?:متي|ايمتي|وقتيش|الساعه كم|اي ساعه|كم|لين كم|الي كم|لحد كم|لمتي|لين متي|الي متي|حتي متي|
        من متي|من كم|اي وقت|لاي ساعه|لين الساعه كم|الي اي ساعه) ?(?:الساعه |وقت )?(?:تفتح\S*|
        تقفل\S*|تسكر\S*|تغلق\S*|تبد\S*|تشتغل\S*|يفتح\S*|يقفل\S*|يسكر\S*|فاتح\S*|تداوم\S*|الدوام|
        دوام\S*|مفتوح\S*|تخلص\S*|افتتاح|يبدا|ينتهي|تبندون|تبند\S*|يبند\S*|تصكون|تصك\S*|مواعيدكم|
        اوقاتكم)(?: \S+)*
    (?<!اول ما ){_P}(?:تفتح|تفتحون|تفتحوا|فاتح|فاتحين|فاتحه|تداومون|مداومين|مفتوح|مفتوحين|مسكرين|
        مقفلين|مقفل|
        تشتغلون|شغالين|تسكرون|تقفلون|دوامكم|مقفله|مفتوحه|يفتح|مبندين)(?: \S+)*
    {_P}(?:ال)?(?:دوام|دوامكم|اوقات|ساعات|مواعيد) ?(?:الدوام|العمل|عملكم|دوامكم|الصالون|المحل|
        دوام|عمل|العيد|رمضان|الزياره|الافتتاح)(?: \S+)*
    اوقاتكم
    مواعيدكم
    مواعيد (?:ال)?عمل\S*
    دوامكم(?: \S+)?
    """
)

# A question at the end of a wish: the wish counts, and its confirmation answers the question.
AND_HOW_MUCH = phrases(
    r"""
    (?:and|,|\+) (?:how much|what(?:s| is) the (?:price|cost))(?: (?:is|does|will|would|it|that|be|
        cost|please)){0,4}(?: \?)*(?= $)
    (?:وكم|وبكم|, كم|, بكم)(?: (?:سعر\S*|السعر|يطلع|تطلع|الحساب|يكلف\S*|التكلفه)){0,2}(?: \?)*(?= $)
    """
)

ENGLISH_SAID = phrases(
    r"""
    english
    inglish
    (?:بال|لل|ال|ب|ل)?(?:انجليزي|انقليزي|انكليزي)\S*
    انقلش
    انجلش
    """
)

ARABIC_SAID = phrases(
    r"""
    arabic
    arabi
    (?:بال|لل|ال|ب|ل)?عربي(?:ه)?
    """
)

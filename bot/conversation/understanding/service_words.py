"""What services are called: words of the trade that mean the same, in both languages."""

# A word stands for one thing (an object, an action, whom it is for) or for two ("haircut").
_MEANINGS = {
    "hair": "hair شعر شعري شعره شعرها الشعر",
    "beard": "beard beards لحيه لحيتي لحيته دقن دقني دقنه ذقن ذقني سكسوكه",
    "moustache": "moustache mustache شنب شارب شنبي",
    "head": "head راس",
    "nails": "nail nails اظافر اظافري ظوافر اظفار ضوافر",
    "hands": "hand hands يد ايدي يدين",
    "feet": "foot feet قدم اقدام رجول قدمين",
    "face": "face وجه وجهي",
    "skin": "skin بشره بشرتي بشرتها",
    "brows": "brow brows eyebrow eyebrows حواجب حواجبي حاجب",
    "lashes": "lash lashes eyelash eyelashes رموش رموشي",
    "body": "body جسم جسمي",
    "cut": "cut cuts cutting trim trims trimmed trimming shave shaved shaving حلاقه حلاقتي احلق"
    " يحلق"
    " تحلق حلق قص قصه قصات اقص يقص تقص تقصير تشذيب ازين يزين زيان تزيين",
    "hair cut": "haircut haircuts hairdo hircut hairct haricut",
    "line": "تحديد احدد يحدد تحدد تحديده lineup edging",
    "color": "color colour colors colours colouring coloring dye dyeing dyed tint صبغه صبغ صبغات"
    " اصبغ تصبغ يصبغ تلوين لون صباغ",
    "highlights": "highlight highlights balayage هايلايت هاي لايت خصل خصلات بالياج",
    "roots": "root roots جذور",
    "blowdry": "blowdry blowdrying blowout استشوار سشوار تسشير اسشور سيشوار سشوارر استشور",
    "wash": "wash washing غسيل غسل",
    "straightening": "straightening straighten تمليس فرد",
    "keratin": "keratin كيراتين كرياتين",
    "protein": "protein بروتين البروتين",
    "style": "style styling hairstyle updo تسريحه تسريحات اسرح تسريح شنيون",
    "perm": "perm curls تجعيد ويفي",
    "manicure": "manicure manicur mani manikure مناكير منكير مانيكير مونيكير منيكير",
    "pedicure": "pedicure pedicur pedi pedikure بديكير باديكير بدكير بديكور باديكر",
    "polish": "polish طلا مناكيره",
    "gel": "gel gelish shellac جل جلش شيلاك",
    "acrylic": "acrylic اكريليك اكرليك",
    "removal": "removal remove ازاله",
    "extension": "extension extensions تركيب وصلات اكستنشن",
    "facial": "facial facials فيشل فيشيال",
    "clean": "cleaning cleansing cleanup تنظيف تنضيف",
    "hydra": "hydrafacial هايدرافيشل هيدرافيشل هايدرا",
    "mask": "mask ماسك قناع",
    "thread": "thread threading خيط فتله بالخيط",
    "wax": "wax waxing شمع واكس حلاوه سويت",
    "laser": "laser ليزر",
    "makeup": "makeup مكياج ميكب ميكاب مكيااج ماكياج",
    "massage": "massage massages مساج تدليك",
    "bath": "bath hammam حمام حمامات",
    "moroccan": "moroccan مغربي",
    "henna": "henna حنا حنه",
    "botox": "botox بوتكس بوتوكس",
    "filler": "filler fillers فلر",
    "tattoo": "tattoo tattoos تاتو تاتوا وشم",
    "piercing": "piercing تخريم",
    "cupping": "cupping hijama حجامه",
    "tan": "tan tanning تان",
    "child": "kid kids kiddo child children boy boys toddler baby babies طفل اطفال الطفل طفلي"
    " اطفالي"
    " عيال صغار بيبي اولاد childs boyz",
    "girl": "girl girls بنات",
    "man": "man men mens gents رجالي رجال",
    "woman": "woman women womens ladies نسايي نسا حريمي",
    "bride": "bride bridal brides عروس عروسه عرايس زفاف",
    "treatment": "treatment treatments علاج معالجه",
    "session": "session جلسه",
    "full": "full كامل كامله",
}
PAIRS = {
    ("make", "up"): "makeup",
    ("blow", "dry"): "blowdry",
    ("blow", "out"): "blowdry",
    ("ميك", "اب"): "makeup",
    ("هاي", "لايت"): "highlights",
    ("line", "up"): "line",
    ("hydra", "facial"): "hydra",
}
MEANING = {
    word: tuple(meaning.split()) for meaning, words in _MEANINGS.items() for word in words.split()
}
# What a word says already: "hair cut" is a cut, "facial for the face" a facial.
IMPLIED = {
    "hair": frozenset(
        {"cut", "protein", "keratin", "blowdry", "style", "straightening", "highlights", "perm"}
    ),
    "face": frozenset({"facial", "skin", "hydra", "makeup"}),
    "nails": frozenset({"manicure", "pedicure", "acrylic", "polish"}),
    "body": frozenset({"massage"}),
}
# Whom a service is for; named alone they are no service.
QUALIFIERS = frozenset(
    {"child", "girl", "man", "woman", "bride", "session", "full", "treatment", "removal"}
)
# Words of other talk as well: alone they only count where the salon's own names have them.
WEAK = QUALIFIERS | {
    *("line", "body", "hands", "feet", "face", "head", "skin", "style", "wash", "clean", "mask"),
    *("man", "roots", "perm", "polish", "color", "moroccan", "cut", "hair", "beard", "bath"),
}
UNIMPORTANT = frozenset({"treatment", "session", "full"})
_SMALL = """
    the a an my his her our for of to and with و مع في من حق service خدمه on
"""
EMPTY = frozenset(_SMALL.split())

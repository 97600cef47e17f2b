"""Given names that are common around the Gulf: who is named is not mistaken for somebody else."""

_NAMES = """
    محمد احمد عبدالله عبدالرحمن عبدالعزيز سعود سعد فهد فيصل خالد سلطان تركي بندر نايف ماجد
    ناصر سلمان سلمي مشاري مشعل متعب نواف راكان ريان يزيد زياد عمر علي حسن حسين يوسف ابراهيم
    اسماعيل طارق طلال وليد وايل ياسر يحيي هاني هشام هيثم حمد حمود حمدان جاسم جابر صالح صلاح
    فواز فارس فراس باسم بدر بسام انس اسامه ايمن امجد ايوب ثامر جمال رامي رايد ربيع سامي سامر
    سالم سيف شادي عادل عاصم عامر عصام عمار غازي قاسم كريم لوي مازن مالك مجد محمود مروان
    مصطفي معاذ منصور موسي مهند مؤيد مويد نادر نبيل هادي خليل خليفه راشد زايد سهيل عيسي مبارك
    غانم حاتم حازم داود دانيال ساره نوره نوف نور نورا نجلا نجود ناديه نادين ندي نهي هدي هند
    هنوف العنود الجوهره لطيفه لمي لما لميا لين لينا ليان ليلي لولوه لولو لجين مها مي ميساء
    ميسا مريم مرام منال مني منيره ملاك مشاعل موضي امل اماني اميره امنه اسما اسيل اروي ابرار
    افنان الاء الا ايمان ايناس بسمه بشاير بدور جود جوري جواهر جميله حصه حنان حليمه خديجه
    خلود خوله دانه دانا داليا دلال ديمه دينا رنا رنيم رهف روان روابي ريم ريما ريماس رغد رزان
    زينب زهره سحر سلوي سمر سميره سمية سميه سندس سهي شذي شروق شهد شوق شيخه شيماء شيما صفا
    عايشه عبير عهود غاده غلا غيدا فاطمه فاتن فرح فوزيه كوثر وجدان وعد وفا ولا هاجر هيفا هيا
    يارا ياسمين ياسمينه تالا جنا تولين سديم الين ايلين mohammed mohammad muhammad mohamed
    mohamad ahmed ahmad abdullah abdulla abdulrahman abdulaziz saud saad fahad fahd faisal
    khalid khaled sultan turki bandar naif nayef majed majid nasser naser salman mishari
    mishal meshal nawaf rakan rayan yazeed ziad ziyad omar umar ali hassan hasan hussain
    hussein husain yousef yusuf youssef ibrahim ismail tariq tarek talal waleed walid wael
    yasser yahya hani hisham haitham hamad hamdan jassim jaber saleh salah fawaz faris fares
    firas basim bader badr bassam anas osama usama ayman amjad thamer jamal rami raed sami
    samer salem saif seif shadi adel asim amer issam ammar ghazi qasim kareem karim louay
    mazen malik mahmoud marwan mustafa moaz mansour moussa musa muhannad nader nabil hadi
    khalil khaleel khalifa rashid rashed zayed suhail eissa isa mubarak ghanem hatem hazem
    dawood john james david michael adam daniel peter paul george mark tom sam alex sara
    sarah noura nora norah nouf noor nour najla nada nadia nadine noha huda hoda hind hanouf
    anoud latifa lama lamia leen lina leena layan layla laila leila lulu lujain maha mai
    maysa mariam maryam maram manal mona muna munira malak mashael modi amal amani amira
    amna asma aseel arwa abrar afnan iman eman inas basma bushra jood joud jori jawaher
    jamila hessa hanan halima khadija kholoud khulood khawla dana danah dalia dalal deema
    dima dina rana raneem rahaf rawan reem rima rimas raghad razan zainab zahra sahar salwa
    samar samira sumaya suha shatha shorouq shahad shahd shouq sheikha shaima safa aisha
    aysha abeer ohoud ghada ghala ghaida fatima fatma fatin farah kawthar wijdan waad wafa
    walaa hajar haifa haya yara yasmin yasmine jasmine tala jana mary anna emma lisa maria
"""
GIVEN_NAMES = frozenset(_NAMES.split())

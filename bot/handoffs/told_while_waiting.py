"""What somebody who waits in danger tells: what was done to them, what they did, how it is; answered before the next question.

Known by fixed words, never by a trained guess: a wrong guess at such a moment is worse than plain company.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Final

from bot.fixed_words import plain_end_of

_FAR_ENOUGH: Final = 400
"""Of a longer text the end counts: what was said last, in characters."""


class Told(StrEnum):
    """What is told; the sentences are heard.…_1 and heard.…_2 in config/wording/. The heavier stand first."""

    HIGH_PLACE = "high_place"
    """A balcony, a roof, a window, a bridge."""
    BY_WATER = "by_water"
    """A river, the sea, the tracks."""
    BLACKMAIL = "blackmail"
    """With pictures."""
    EXTORTED = "extorted"
    """For money."""
    OUTSIDE = "outside"
    """Whoever hurts them is close by …"""
    COMES_BACK = "comes_back"
    """… or will be soon."""
    SILENCED = "silenced"
    """They were told what would happen if they told."""
    HARMED = "harmed"
    """Somebody hurts, threatens or humiliates them."""
    PUT_AWAY = "put_away"
    """What could hurt them is out of reach now, or whoever could is shut out."""
    FOUND = "found"
    """Somebody else was in danger, and help is with them."""
    HELP_CALLED = "help_called"
    """… and help is on the way."""
    SAYS_FINE = "says_fine"
    """Somebody else was in danger, and says that it is nothing."""
    SILENT = "silent"
    """Somebody else is in trouble, and does not answer any more."""
    NO_ADDRESS = "no_address"
    """It is not known where they are."""
    TOLD_ON_THEM = "told_on_them"
    """They feel bad about having told somebody."""
    GUILT = "guilt"
    """They think they should have seen it."""
    GOT_WORSE = "got_worse"
    """What was meant to help made it worse."""
    SOMEBODY_CAME = "somebody_came"
    COMING = "coming"
    """Somebody is on the way."""
    HAS_TOLD = "has_told"
    """An adult has been told."""
    GOES_TO = "goes_to"
    """They will go to somebody, or call them."""
    SOMEBODY_THERE = "somebody_there"
    """Somebody else is in trouble, and an adult is with them now."""
    STAYS_WITH = "stays_with"
    """They keep somebody else company."""
    BY_THEMSELF = "by_themself"
    """Nobody is with them."""
    ADULT_KNOWS = "adult_knows"
    """An adult knows, and it goes on."""
    NOT_TOLD = "not_told"
    """Nobody else knows yet."""
    LITTLE_ONE = "little_one"
    """A small brother or sister is in it too."""
    BURDEN = "burden"
    """Others would be better off without them."""
    FAULT = "fault"
    CUTS = "cuts"
    """Wounds of their own making, seen or told."""
    HEALED = "healed"
    """An older wound."""
    INJURED = "injured"
    """Bruises, scratches: what is graver is the screen's and the questions' affair."""
    CALLED_NAMES = "called_names"
    WORTHLESS = "worthless"
    HOPELESS = "hopeless"
    ASHAMED = "ashamed"
    LOSS = "loss"
    AFRAID = "afraid"
    TIRED = "tired"
    NUMB = "numb"
    SPEECHLESS = "speechless"
    """They do not know how to say it."""
    LONELY = "lonely"
    ANGRY = "angry"
    SLEEPLESS = "sleepless"
    PAIN = "pain"
    FAMILY = "family"
    EXAMS = "exams"
    SCHOOL = "school"
    PEOPLE = "people"
    """Friends, classmates, somebody loved."""


_OF_WORRIES_ALONE: Final = {
    Told.FOUND,
    Told.HELP_CALLED,
    Told.GUILT,
    Told.SAYS_FINE,
    Told.SILENT,
    Told.NO_ADDRESS,
    Told.TOLD_ON_THEM,
    Told.SOMEBODY_THERE,
    Told.STAYS_WITH,
}
OF_WHOEVER_WORRIES: Final = frozenset(
    {
        Told.HIGH_PLACE,
        Told.BY_WATER,
        *_OF_WORRIES_ALONE,
        Told.AFRAID,
        Told.GOES_TO,
        Told.HAS_TOLD,
        Told.SOMEBODY_CAME,
        Told.GOT_WORSE,
        Told.HEALED,
        Told.CUTS,
    }
    | {Told.PUT_AWAY, Told.COMING, Told.PAIN, Told.TIRED}
)
"""What may be answered where somebody else is in danger; the other sentences speak to the one it happens to."""
_OF_THEMSELF: Final = frozenset(Told) - _OF_WORRIES_ALONE
_OF_HARMED: Final = frozenset({Told.COMES_BACK, Told.OUTSIDE, Told.SILENCED})
# Who hurts them came home: no comfort.
_BACK_HOME: Final = re.compile(
    "(?:他|他们|我爸|爸爸?|继父|后爸|后妈).{0,3}(?:来了|回来|到家|到了|在旁边|在我身边|抱着我)|(?:她|我妈|妈妈).{0,3}(?:回来|到家)"
    r"|\b(?:he|dad|stepdad|stepmum)(?:s| is| just)? (?:here|home|back|came|coming|with me)\b|\b(?:she|mum|mom)(?:s| is| just)? (?:home|back)\b"
)
_BY: Final = "(?:他们?|她们?|我?爸爸?|我?妈妈?|爸妈|我哥|继父|后爸|后妈|老师|同学|男朋友|女朋友|前任|那个人|有人)"
# Of a text in lower case and Simplified characters, without apostrophes. Bounded repeats only.
_WORDS: Final[Mapping[Told, re.Pattern[str]]] = {
    Told.HIGH_PLACE: re.compile(
        r"阳台(?!门)|天台|楼顶|窗台|窗边|栏杆|桥上|桥边|\b(?:balcony|rooftop|ledge|window ?sill|on the (?:roof|bridge)|by the window)\b"
    ),
    Told.BY_WATER: re.compile(
        r"(?:在|到|去|坐|站).{0,4}(?:河边|江边|湖边|海边|水边|铁轨|轨道)|\b(?:at|by|near|in|on|to) the (?:river|lake|sea|water|tracks|railway|cliff|bridge)\b"
    ),
    Told.BLACKMAIL: re.compile(
        "(?:照片|裸照|视频|截图|图片|啲相|些相|我的相).{0,8}(?:发|传|放|曝光|公开|威胁|勒索|给(?:他|她|别人|大家)看|上网)|(?:发|传|放).{0,4}(?:我的)?(?:裸照|照片|私密|视频)"
        r"|\b(?:pics?|pictures?|photos?|nudes?|videos?)\b.{0,30}\b(?:post|send|share|leak|everyone|online|money|threat\w*)\b|\b(?:post|send|share|leak|sent)\b.{0,16}\b(?:pics?|pictures?|photos?|nudes?|videos?|it to everyone)\b|\b(?:posts?|sends?|leaks?) (?:it|them|those)\b|\bi sent (?:them|it|him|her)\b|pictures of me|blackmail"
    ),
    Told.EXTORTED: re.compile(
        "(?:问|管|跟|找|向|逼)我(?:要|交|拿|借)(?:钱|保护费)|(?:勒索|敲诈)|保护费|要我(?:给|交|拿)(?:他们?|她们?)?钱"
        r"|\b(?:extort\w*|(?:make|makes|making|force|forces) me (?:pay|give)|give (?:them|him|her) (?:my )?money|take my money|took my money)\b"
    ),
    Told.OUTSIDE: re.compile(
        "(?:他|她|他们|我爸|我妈|爸爸|妈妈|继父).{0,4}(?:还)?(?:在|就在)(?:门口|门外|外面)|(?:在)?(?:敲|砸|踢|撞)(?:我)?(?:的)?(?:门|房门)|锁(?:了|上|住)?(?:房)?门|躲在|他会听到|她会听到"
        r"|\b(?:(?:he|she|they|dad|mum|mom|stepdad)(?: is|s|re| are)? (?:still |right )?(?:outside|at the door)|banging on|locked (?:my|the) door|locked myself|hiding in|(?:he|she)(?: will|ll)? hear)\b"
    ),
    Told.COMES_BACK: re.compile(
        "(?:他|她|我爸|我妈|爸|妈|继父|后爸|那个人)(?:一会|等下|等会|待会|马上|快|就|快要|今晚|晚上|.{1,3}点)(?:就|要)?(?:会|要)?(?:回来|回家|到家|下班|过来)"
        r"|\b(?:he|she|dad|mum|mom|stepdad|stepmum|father|mother|they)(?:s|ll| is| will|s going to)? (?:be |come |comes |coming |get |gets |getting )?(?:back|home)(?: home)? (?:at|in|soon|any|around|tonight|from work|before|by)\b"
    ),
    Told.SILENCED: re.compile(
        "(?:不许|不准|不让|叫我不要|让我别|叫我别|要我别)(?:我)?(?:告诉|跟|说)|(?:说|讲)(?:出去|了)?(?:我们|我)?(?:家)?(?:就|会).{0,4}(?:散|没人信|毁|打死|离婚|坐牢|被抓)|(?:是)?我们(?:之间|俩)?的秘密"
        r"|\b(?:if i (?:tell|say|told)|if (?:anyone|anybody) (?:finds|found) out)\b.{0,30}\b(?:split|break up|lose|take|taken|prison|jail|kill|nobody|no one|believe|my fault|hurt)\w*|\bour (?:little )?secret\b|\b(?:says?|said|told me|tells me) (?:not to|i (?:cant|mustnt|shouldnt)) tell\b"
    ),
    Told.HARMED: re.compile(
        f"{_BY}.{{0,10}}(?:打|揍|踢|掐|扇|欺负|威胁|逼|骂|羞辱|侮辱|侵犯|偷拍|强迫)(?:了|过|着|完)?我"
        "|(?:要|会|说要)(?:打死|弄死|杀了?|打|揍)我|被.{0,6}(?:打|揍|踢|欺负|虐|威胁|逼|骂|羞辱|侮辱|侵犯|偷拍|霸凌|欺凌)|蝦我|虾我"
        r"|\b(?:will|would|gonna|going to|hell|shell|wants to) (?:hurt|beat|hit) me\b|\b(?:he|she|hell|shell|they)(?: (?:will|would|is gonna|is going to|wants to|said (?:he|she|they)(?:d|ll| will| would)?))? kill me\b|\b(?:hits|hit|beats?|kicks?|slaps?|hurts|bull(?:y|ies)|threatens?|touch(?:es|ed)) me\b"
        r"|\b(?:bullied|beaten|threaten(?:ed|ing)|harass(?:ed|ing)?)\b"
    ),
    Told.PUT_AWAY: re.compile(
        "(?:刀|药|它|那个|东西|放|收|丢|扔|锁|交|给).{0,6}(?:放到|放在|放回|收起来|收好|收走|扔了|扔掉|丢了|丢掉|锁起来|交给|放远|放低|放客厅|门外)|放(?:到|在|去)?(?:客厅|外面|妈妈那|抽屉)了|门(?:我)?(?:都)?(?:锁|关)(?:上|好)了|锁上了|拉黑了|删了他"
        r"|\b(?:put (?:it|them|the \w+) (?:away|down|outside|in the (?:kitchen|living room|hall|drawer))|gave (?:it|them|the \w+) to|threw (?:it|them) (?:away|out)|flushed|blocked (?:him|her|them)|locked (?:it|them))\b"
    ),
    Told.FOUND: re.compile(
        "(?:找到|见到|看到)(?:她|他|ta|人)了|(?:救护车|医生|警察|急救)(?:已经|都)?(?:到了|来了|在了)|(?:她|他|ta).{0,4}(?:在医院|送(?:到|去|进)医院|送医|在急诊|被救|醒着|醒了|脱离危险)|医生说(?:她|他|ta)?(?:没事|没有?(?:生命)?危险|会好)"
        r"|\bfound (?:her|him|them)\b|\b(?:ambulance|paramedics?|police|doctors?) (?:is|are|has|have|just)? ?(?:there|here|arrived|with (?:her|him|them))\b|\b(?:shes|hes|theyre|she is|he is|they are) (?:\w+ )?(?:awake|in (?:the )?(?:hospital|ambulance|er|a&e)|at the hospital)\b|\b(?:taking|took|taken) (?:her|him|them) to (?:the )?(?:hospital|er|a&e)\b|\bdoctors? sa(?:ys|id)\b"
    ),
    Told.HELP_CALLED: re.compile(
        "(?:我)?(?:已经|刚|刚刚)?(?:打了|打过|打通了?)(?:120|110|119|999|急救|救护车|报警电话)|(?:已经)?(?:报了?警了|报警了)|(?:救护车|警察|急救).{0,4}(?:在路上|马上到|出发|过去了|正在去|往.{0,4}赶)|(?:他们|对方|120|110)(?:说)?(?:会|马上|已经)?派人"
        r"|\b(?:i |ive |i have |already |just )?(?:called|rang|phoned)(?: already)?(?: (?:120|110|119|999|911|112|1925|the police|the ambulance|an ambulance|them|emergency))?\b(?=.{0,40}\b(?:sending|way|coming|ambulance|someone|police)\b)|\b(?:called|rang|phoned) (?:120|110|119|999|911|112|the police|the ambulance|an ambulance)\b|\b(?:they|the police) (?:are|re|were)? ?sending\b|\b(?:ambulance|police|paramedics?|help) (?:is|are|s)? ?(?:already )?(?:on (?:its|the|their) way|coming)\b|\btheyre sending (?:someone|somebody|an ambulance|help)\b"
    ),
    Told.SAYS_FINE: re.compile(
        "(?:她|他|ta|孩子|女儿|儿子|朋友)(?:现在|又|刚才|后来)?(?:又|却)?(?:说|回我|回)(?:她|他|自己)?(?:没事|好了|没什么|开玩笑|是玩笑|只是说说|随便说说)"
        r"|\b(?:she|he|they) (?:now |just |then )?(?:says?|said|told me|texted|replied)(?: that)? (?:shes|hes|theyre|she is|he is|they are|its|it was|im|everything is|nothing is) (?:now )?(?:fine|ok|okay|good|a joke|joking|nothing|just a joke|wrong)\b"
    ),
    Told.SILENT: re.compile(
        "(?:她|他|ta|朋友|同学)(?:一直|也|都|还|已经|就|突然){0,2}(?:没|不|没有)(?:再)?(?:回(?!家|来|去|学校)|接电话|接)|(?:发|打)(?:了)?(?:消息|电话|微信)?(?:她|他)?(?:都|也)?(?:没回|不回|没人接|不接)|失联|关机了?|打不通|联系不上|找不到(?:她|他|人)|已读不回"
        r"|\b(?:stopped|not|isnt|hasnt|wont|wasnt|didnt|doesnt|never|quit)(?: been)? (?:repl\w+|answer\w*|respond\w*|text(?:ing|ed)? back|pick(?:ing|ed)? up|writ\w+ back)\b|\bno (?:answer|reply|response)\b|\b(?:left me on|on) (?:read|seen|delivered)\b|\bphone is off\b|\bcant (?:reach|find|get hold of) (?:her|him|them)\b"
    ),
    Told.NO_ADDRESS: re.compile(
        "不知道(?:她|他|ta)?(?:家)?(?:住|在)(?:哪|哪里|哪儿|什么地方)|(?:没有?|不知道)(?:她|他)?(?:家)?(?:的)?地址|不认识(?:她|他)(?:的)?(?:家人|爸妈|父母)|网友|网上认识"
        r"|\b(?:dont|do not|didnt) (?:have|know) (?:her|his|their) (?:address|parents|family|number)\b|\b(?:dont|no idea|not sure) (?:know )?where (?:she|he|they) (?:is|are|lives?|s)\b|\bmet (?:her|him|them)? ?online\b|\bonline friend\b"
    ),
    Told.TOLD_ON_THEM: re.compile(
        "(?:出卖|背叛|对不起)(?:了)?(?:她|他|ta|朋友)|(?:不该|不应该)(?:说|讲|告诉)(?:出去|的|老师|别人)?|(?:后悔|内疚).{0,4}(?:说|讲|告诉)|打小报告|答应(?:过|了)?(?:她|他|ta)?(?:不|保密|替)"
        r"|\b(?:guilty|bad|regret|wrong)\b.{0,12}\b(?:for|about|of) (?:telling|saying|snitching)\b|\b(?:betray\w*|snitch\w*)\b|\bpromised (?:her|him|them)?.{0,12}(?:not|wouldnt|secret)\b|\bmade me promise\b"
    ),
    Told.GUILT: re.compile(
        "(?:内疚|愧疚|自责|对不起(?:她|他))|(?:早知道|我(?:要是|如果)(?:早|多)|(?:没有?|应该)(?:早(?:一)?点|及时)(?:发现|回|看出|问)|(?:没|没有)(?:好好|认真)?(?:回|理|陪|听)(?:她|他))"
        r"|\b(?:so |feel |really )guilty\b|\b(?:should have|shouldve|shouldnt have|wish i had|wish id|if only i)\b"
    ),
    Told.GOT_WORSE: re.compile(
        "(?:更|越来越|反而)(?:糟|严重|生气|厉害|难受了)|(?:她|他)(?:生气了|生我的?气|不理我了|骂我)|\\b(?:made it worse|worse now|mad at me|angry (?:at|with) me|yelled at me|blocked me)\\b"
    ),
    Told.SOMEBODY_CAME: re.compile(
        "(?:妈妈?|爸爸?|爷爷|奶奶|外婆|外公|姐姐?|哥哥?|老师|宿管|辅导员|校医|保安|警察|室友|朋友|同学|阿姨|叔叔|邻居|他|她)[^快要会班下]{0,3}(?:来了|回来了|到了|抱着?我|陪着?我|在陪我|来接我|来接|在旁边|在我身边|陪我)|到(?:了)?(?:外婆|奶奶|朋友|同学|邻居).{0,2}家"
        r"|\b(?:(?:mum|mom|dad|grandma|grandpa|sister|brother|roommate|friend|teacher|aunt|uncle|neighbou?r) (?:is|s|just) (?:here|home|coming|with me|came|hugging)|(?:im|i am) (?:at|with) (?:my )?(?:grandma|grandpa|aunt|uncle|friend|neighbou?r|mum|mom|dad)s?)\b"
    ),
    Told.COMING: re.compile(
        "(?:他|她|我爸|我妈|爸爸?|妈妈?|老师|室友|朋友|同学|姐姐?|哥哥?|奶奶|爷爷|外婆|阿姨|警察|宿管)(?:说)?(?:他|她)?(?:等下|等会|一会|马上|现在|这就|正在|在路上)(?:就)?(?:会|要)?(?:过来|来(?!电)|赶来|赶过来|回来陪|到|接我)|(?:说|回我?)(?:了)?(?:她|他)?(?:马上|现在|这就|等下|一会|尽快)(?:就)?(?:来|过来|到|赶)|在(?:过来|来的|赶来)的?路上"
        r"|\b(?:mum|mom|dad|sister|brother|friend|teacher|aunt|uncle|grandma|grandpa|roommate|neighbou?r|police|he|she|they)(?: is|s| are|re)? (?:coming(?: over| now)?|on (?:his|her|their|the) way)\b"
    ),
    Told.HAS_TOLD: re.compile(
        "(?:联系|告诉|通知|打给|发给|发消息给|发信息给|跟|和)(?:了)?(?:她|他|ta|我)?的?(?:老师|班主任|妈妈?|爸爸?|爸妈|家长|家里人?|父母|[小大二三]?姨(?:妈)?|阿姨|姑姑|姑妈|舅舅|舅妈|叔叔|婶婶|伯伯|表姐|表哥|姐姐?|哥哥?|邻居|奶奶|爷爷|姥姥|外婆|外公|宿管|辅导员|校医|室友)(?:说|讲|发)?(?:过)?了|(?:已经)?(?:报警|报了警|打了110|打了120)了?(?:,|，|。|$)"
        r"|\b(?:i |i just |i already |just |we |ive )(?:told|texted|called|messaged|rang|wrote to|talked to|spoke to|informed) (?:my |her |his |their |the |a |our )?(?:aunt|uncle|mum|mom|dad|mother|father|parents|teacher|counsell?or|nurse|roommate|sister|brother|grandma|grandpa|police|school|neighbou?r)\b"
    ),
    Told.GOES_TO: re.compile(
        "(?<![不没敢想])(?:去|找|叫|喊|打给|打电话给|告诉)(?:一下|下)?(?:我)?(?:的)?(?:外婆|外公|奶奶|爷爷|姥姥|邻居|阿姨|叔叔|老师|班主任|姐姐?|哥哥?|表哥|表姐|妈妈|爸爸|她妈|他妈|她爸|他爸|室友|宿管)"
        r"|\b(?:go|going|call|calling|tell|telling|ask|text|get) (?:down )?(?:to )?(?:my |her |his |their |the )?(?:grandma|grandpa|mum|mom|dad|neighbou?rs?|teacher|sister|brother|aunt|uncle|roommate|counsell?or)\b"
    ),
    Told.SOMEBODY_THERE: re.compile(
        "(?:她|他|ta)(?:的)?(?:爸妈|父母|妈妈?|爸爸?|家人|家里人|老师|室友|姐姐?|哥哥?)(?:已经|现在|刚|都|也|正|就){0,2}(?:在(?:她|他|家|那|旁边|身边)|陪着|陪在|赶到|到了|过去了|赶过去|守着|(?:说)?(?:马上|正在|正|现在)(?:就)?(?:过去|赶过去|去了|来))"
        r"|\b(?:her|his|their) (?:mum|mom|dad|parents|sister|brother|aunt|grandma|teacher|roommate)(?:s|'s| is| are)? (?:now )?(?:with (?:her|him|them)|there|on (?:her|his|their) way|going there)\b"
    ),
    Told.STAYS_WITH: re.compile(
        r"(?:在)?(?:跟|和)(?:她|他)(?:打电话|通话|说话|聊)|陪(?:着)?(?:她|他|ta|孩子|儿子|女儿)|我(?:就|都|会|一直)?(?:在(?:客厅|家|隔壁|旁边|外面|门外)|(?:和|跟)(?:她|他|孩子)(?:在)?一起)|(?:我)?请了?假|(?:坐|守)在?.{0,4}门口|今晚.{0,3}陪|和(?:她|他|孩子)一起睡|\b(?:stay(?:ing)?|sit(?:ting)?|be) with (?:her|him|them)|(?:talking|speaking|texting) (?:to|with) (?:her|him|them)|on the phone with (?:her|him|them)|(?:im|i am) with (?:her|him|them)|(?:hes|shes|theyre|is) with (?:her|him|them) now\b"
    ),
    Told.BY_THEMSELF: re.compile(
        "我?(?:现在|就我|只有我|自己){0,2}一个人(?:在|待|呆|坐|住|喺)|(?:家里|宿舍|屋企|房间里?)(?:现在)?(?:没人|没有人|冇人|就我|只有我)|没人在(?:家|旁边|身边)"
        r"|\b(?:home|here|house|room|dorm) alone\b|\balone (?:at home|in|here|right now)\b|\bby myself\b|\b(?:nobody|no one)(?: is|s)? (?:home|here|around|with me)\b|\bjust me (?:here|at home)\b"
    ),
    Told.ADULT_KNOWS: re.compile(
        "(?<!让)(?<!给)(?<!怕)(?<!被)(?:我妈|妈妈|我爸|爸爸|奶奶|爷爷|老师|班主任|家里人?|他们|大人)(?:都|也|其实|早就|是)?知道(?:的|啊|了)?(?: |但|可|,|，|。|$)|(?:我妈|妈妈|老师|他们)(?:也|都)?(?:不管|没管|装作没|当没|看见了也)"
        r"|(?<!will )(?<!would )(?<!if )(?<!do )(?<!does )(?<!let )(?<!can )\b(?:my )?(?:mum|mom|dad|mother|father|teacher|nan|grandma|sister|brother|they|parents) (?:already |does |do )?knows?\b(?! (?:how|what|that|why|if|where|me))|\b(?:mum|mom|she|they) (?:doesnt|dont|does nothing|do nothing|wont) (?:do anything|care|stop (?:it|him|her)|help)\b|\bdoes nothing\b"
    ),
    Told.LITTLE_ONE: re.compile(
        r"(?:丢下|留下|不管|扔下|离开)(?:我)?(?:弟|妹|弟弟|妹妹|妈妈|我妈)|\bleave (?:my |his |her )?(?:little |baby |younger )?(?:brother|sister|mum|mom)s?\b|\b(?:brother|sister) (?:alone )?with (?:him|her)\b|(?:弟弟|妹妹|弟妹|细佬|细妹).{0,6}(?:哭|怕|吓|小|躲|睡)|我弟(?:弟)?也|(?:他|她)才[一二两三四五六七八九十\d]+岁|\b(?:little|baby) (?:brother|sister)\b"
    ),
    Told.NOT_TOLD: re.compile(
        "(?:没|没有|从没|从来没|还没|都没|也没)(?:有)?(?:跟|和|对|告诉)?(?:任何|别|其他)?(?:人)?(?:说|讲|告诉)(?:过)?(?:任何人|别人|谁|人)?|谁也没(?:说|告诉|讲)|没人知道|冇人知"
        r"|\b(?:havent|have not|never|didnt) (?:told|tell) (?:anyone|anybody|someone|a soul|my|any)\b|\b(?:nobody|no one) knows\b"
    ),
    Told.BURDEN: re.compile(
        "拖累|累赘|(?<!不)是.{0,4}负担|成了负担|(?:我|自己).{0,3}多余|没有?我.{0,6}(?:更好|会更|过得好|轻松)|冇咗我"
        r"|\b(?:a burden|better off without me|(?:everyone|everybody|they) would be better off|nobody would miss me|no one would miss me)\b"
    ),
    Told.FAULT: re.compile(
        "(?:都|全)(?:是|系|怪)我(?:的错|不好|害|自己|$)|(?<!不)(?:是|系)我(?:的错|活该|害的|唔好)|怪我自己|我活该|自找的|我害了"
        r"|(?<!not )\b(?:my (?:own )?fault|i deserve (?:it|this)|blame myself|i ruined everything)\b"
    ),
    Told.CUTS: re.compile(
        "(?:刀痕|划痕|割痕|血痕|一道一道|口子)|(?:胳膊|手臂|手腕|手上|腿上|大腿).{0,6}(?:伤|疤|痕)|割的伤"
        r"|\b(?:cuts|scars|marks|scratches) (?:on|all over|up) (?:my|his|her|their) (?:arms?|wrists?|legs?|thighs?)\b"
    ),
    Told.HEALED: re.compile(
        r"^(?!.*(?:又|裂|新的?伤|有新)).*(?:结痂|(?:旧|以前|之前|好久以前|上次|上周|上个月|很久以前)的?(?:伤|疤|伤口|痕)|(?:伤|疤|伤口|口子).{0,4}(?:好了|愈合|长好|是旧的|是以前)|(?:伤|口子).{0,6}已经(?:好|愈合|长好)了)|^(?!.*\b(?:new|again|reopen\w*|fresh)\b).*\b(?:healed|healing|scabs?|scabbed|old (?:scars?|cuts?|wounds?|marks?)|(?:scars|cuts|marks) (?:are|look) old|(?:scars?|cuts?|marks?|wounds?)\b.{0,16}\bfrom (?:last|a few) (?:week|month|weeks|months|days ago))\b"
    ),
    Told.INJURED: re.compile(
        r"印子|淤青|瘀|青了|有?点青|(?<!哭)(?<!眼)(?<!眼睛)(?<!眼睛都)(?<!眼睛也)(?<!眼睛又)(?<!眼睛很)肿|破皮|擦伤|红印|\b(?:bruis\w*|swollen|scratch(?:es|ed)|marks on|a bit sore|black eye)\b"
    ),
    Told.CALLED_NAMES: re.compile(
        f"{_BY}.{{0,6}}(?:说|骂|叫|话)我.{{0,3}}(?:是|就是|不如|没用|废|蠢|笨|丑|垃圾|有病|恶心|矫情)|生我不如|后悔生我|不该生我|白养"
        r"|\b(?:mum|mom|dad|mother|father|he|she|they|teacher) (?:just )?(?:called|calls|said|says|told me) (?:that )?(?:me|im|i am|i was)\b"
    ),
    Told.WORTHLESS: re.compile(
        "我.{0,4}(?:没用|冇用|废物|废柴|垃圾|一无是处|什么都做不好|好蠢|真蠢|太蠢|什么都不是|不配|失败者|很失败|太失败|好失败)|(?:讨厌|恨|憎)(?:我)?自己"
        r"|\b(?:worthless|useless|hate myself|a failure|(?:im|so) stupid|not good enough|piece of (?:trash|garbage|shit))\b"
    ),
    Told.HOPELESS: re.compile(
        "没(?:有)?(?:什么)?(?:意义|意思|希望|出路|盼头)|冇(?:咩)?(?:意思|希望|用)|(?:都|也)没(?:有)?用|(?:改变|好)不了|不会好的?|看不到头"
        r"|\b(?:hopeless|no hope|pointless|no point|whats the point|no way out|nothing (?:helps|works|will change|ever changes)|never get better)\b"
    ),
    Told.ASHAMED: re.compile(
        "丢脸|丢人|没脸|羞耻|好羞|觉得.{0,4}(?:脏|恶心)|抬不起头|见不得人"
        r"|\b(?:ashamed|embarrass(?:ed|ing)|disgusting|feel dirty|humiliat(?:ed|ing))\b"
    ),
    Told.LOSS: re.compile(
        f"走了(?:以后|之后|后)|(?<!原地)去世|过世|离世|分手|(?:被|{_BY})甩|不要我了|飞咗我"
        r"|\b(?:passed away|broke up|break ?up|dumped me|left me|(?:mum|mom|dad|grandma|grandpa|friend|dog|cat) died)\b"
    ),
    Told.AFRAID: re.compile(
        r"\bfeel sick when\b|一听到.{0,6}(?:开门|回来|脚步|声音)|(?<![不别唔])害怕|我[很好真的太特别也都]{0,3}怕|好怕|很怕|好惊|我惊|吓到|不敢|\b(?<!not )(?:scared|afraid|terrified|frightened)\b"
    ),
    Told.TIRED: re.compile(
        "(?<!不)累(?:了|啊|$|[,，。!！])|[好很太真]累|好攰|撑不|撑唔|坚持不|熬不|受不了|顶唔顺|顶不住"
        r"|\b(?:tired|exhausted|worn out|cant (?:go on|take (?:it|this)|do this|cope|keep going)|had enough)\b"
    ),
    Told.NUMB: re.compile(
        r"麻木|没有?(?:什么)?感觉|感觉不到|心里?(?:是)?空|空空的|\b(?:numb|(?<!head )empty|feel nothing|dont feel anything)\b"
    ),
    Told.SPEECHLESS: re.compile(
        "说不(?:出|清|上来)|不知道(?:该)?(?:怎么|从哪)(?:里)?(?:说|讲|开)|不想说|唔知点讲|讲唔出"
        r"|\b(?:(?:dont|do not) know (?:how|what) to (?:say|explain|write|put)|cant (?:explain|say it)|hard to (?:say|explain)|dont want to talk)\b"
    ),
    Told.LONELY: re.compile(
        "没(?:有)?(?:一个)?人(?:看见|看到|懂|理解|在乎|管|帮|要|陪|爱|喜欢|听|发现|相信|明白?)|冇人(?=明|理|帮|睬|关心|锡|钟意|陪|要)|孤单|孤独|(?:有|被)(?:个)?人看见我|家里没人|没有?朋友|只有我一个|一个人(?:扛|撑)"
        r"|\b(?:nobody|no one) (?:\w+ )?(?:understands|cares|helps|listens|believes|likes|loves|noticed)\b|\b(?:lonely|no friends|all alone|so alone|no one to come)\b"
    ),
    Told.ANGRY: re.compile(
        r"气死|好气|很气|生气|愤怒|好嬲|恨(?:死)?(?:他|她|爸|妈|所有)|\b(?:angry|furious|hate (?:him|her|them|my|everyone|everybody))\b"
    ),
    Told.SLEEPLESS: re.compile(r"睡不着|失眠|瞓唔着|做噩梦|\b(?:cant sleep|nightmares?|insomnia|awake all night)\b"),
    Told.PAIN: re.compile(
        "难受|难过|痛苦|好痛|心[好很]?[痛疼]|想哭|在哭|一直哭|喺度喊|喊咗|眼泪|崩溃|绝望|煎熬|辛苦|委屈|压抑|抑郁"
        r"|\b(?:sad|hurts|crying|cry|overwhelmed|panic(?:king)?|depressed|miserable|awful|in pain|upset|breaking down)\b"
    ),
    Told.FAMILY: re.compile(
        r"(?:爸|妈|父母|家里|家人|屋企).{0,8}(?:吵|闹|打|骂|逼|管|离婚|不让|不懂|失望|压力|偏心|不理|冷战|嘈)"
        r"|\b(?:parents?|mum|mom|dad|family)\b.{0,24}\b(?:fight\w*|argu\w*|yell\w*|shout\w*|angry|disappoint\w*|divorc\w*|pressure|drunk|again)\b"
    ),
    Told.EXAMS: re.compile(
        r"考试|考砸|考差|没考好|不及格|成绩|分数|作业|高考|中考|学测|dse|\b(?:exams?|grades?|homework|failed|test)\b"
    ),
    Told.SCHOOL: re.compile(
        r"老师.{0,6}(?:说|骂|批评|针对|不喜欢|讨厌)|(?:不想|怕|讨厌|不敢).{0,3}(?:上学|去学校|回学校|上课)|学校.{0,6}(?:难|累|烦|压力|可怕)|\b(?:hate|scared of|dont want to go to|cant go to) school\b|\bteachers?\b.{0,16}\b(?:yell\w*|shout\w*|hates?|picks? on|said)\b"
    ),
    Told.PEOPLE: re.compile(
        "(?:同学|朋友|室友|班里|班上|群里|男友|女友|闺蜜).{0,8}(?:不理|孤立|吵|背叛|笑|嘲|走|骂|骗|冷|绝交|排挤|踢)"
        r"|\b(?:friends?|classmates?|roommates?|boyfriend|girlfriend)\b.{0,24}\b(?:left|ignor\w*|laugh\w*|hates?|fight|lied|made it|without me|block\w*|mean)\b"
    ),
}


_SOON: Final = re.compile(r"快|等下|等会|一会|马上|要回来|下班|点|\b(?:soon|at|tonight|in|later|coming)\b")
# What is asked, wished or denied has not been done.
_NOT_DONE: Final = re.compile(
    r"[?？]|(?<!行)(?<!可以)(?<!好)[吗么]|不敢|不想|不要|不能|没法|不会|没有|会不会|要不要|\b(?:do|does|did|will|would|should|could|can|if|dont|didnt|cant|wont|not|never|dont want|scared|afraid|promised?)\b"
)
_OF_THE_DEAD: Final = re.compile("去世|走了|过世|离世|不在了|天堂|天上|死|heaven|passed away|died|dead")
_DONE: Final = (
    Told.FOUND,
    Told.HELP_CALLED,
    Told.HAS_TOLD,
    Told.GOES_TO,
    Told.PUT_AWAY,
    Told.SOMEBODY_CAME,
    Told.SOMEBODY_THERE,
)
_CLAUSE: Final = re.compile(r"(?<=[?？])|[,.;!，。；！\n…]+")


def told_in(text: str, *, is_about_other: bool = False, is_harmed: bool = False) -> Told | None:
    """The heaviest that is told in `text` and fits, or None: about another, what fits whoever worries about them.

    That somebody will be back is only a fright where somebody hurts them (`is_harmed`).
    """
    plain = plain_end_of(text, length=_FAR_ENOUGH)
    fits = OF_WHOEVER_WORRIES if is_about_other else _OF_THEMSELF
    if not is_harmed:
        fits -= _OF_HARMED
    elif _BACK_HOME.search(plain) is not None:
        return Told.COMES_BACK if _SOON.search(plain) else Told.OUTSIDE
    return next((told for told in _all_told(plain) if told in fits), None)


def tells_of_help(text: str) -> bool:
    """Whether help is called for somebody else, or is with them: whoever says so is not urged to call."""
    return not all_told_in(text).isdisjoint({Told.FOUND, Told.HELP_CALLED})


def all_told_in(text: str) -> frozenset[Told]:
    """Everything that is told in `text`."""
    return frozenset(_all_told(plain_end_of(text, length=_FAR_ENOUGH)))


def _all_told(plain: str) -> Iterator[Told]:
    done = "\n".join(clause for clause in _CLAUSE.split(plain) if not _NOT_DONE.search(clause))
    for told, words in _WORDS.items():
        if told in {Told.GOES_TO, Told.HAS_TOLD} and _OF_THE_DEAD.search(plain):
            continue  # whom they are going to is dead
        if words.search(done if told in _DONE else plain):
            yield told

"""What somebody who waits for a person asks the line, so that it is answered and not passed over. Never a trained guess."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final

from bot.asking_what_to_do import asks_for_something_to_try, asks_what_to_do
from bot.crisis.plain_answers import is_still_dark
from bot.fixed_words import LONGEST, is_just, meaning_of, meaning_of_a_clause, plain_end_of
from bot.kit.text import clauses
from bot.language.script import to_simplified


class Wish(StrEnum):
    """What is asked; all but SOMETHING_TO_TRY have a sentence of their own (waiting_room.py)."""

    HOW_LONG = "how_long"
    ANYBODY = "anybody"
    """Is anybody there?"""
    COST = "cost"
    CHECK_IN = "check_in"
    """To be asked after again, later."""
    PRIVACY = "privacy"
    """Who will be told."""
    WHETHER_TO_PAY = "whether_to_pay"
    """Whoever blackmails or extorts them."""
    WHY_ASK = "why_ask"
    """Too many questions."""
    SORRY = "sorry"
    ALREADY_SAID = "already_said"
    """What was asked had been told before."""
    MISTAKEN = "mistaken"
    """The line has misunderstood; there is no danger, they say."""
    DOCTOR = "doctor"
    """Whether it is a matter for a hospital."""
    ALONE = "alone"
    """Nobody understands, nobody helps."""
    BETTER = "better"
    """Better now, or not meant like that."""
    THANKS = "thanks"
    CANNOT_CALL = "cannot_call"
    """They dare not, or nobody answers."""
    CALLED = "called"
    """They are calling for help."""
    IN_CARE = "in_care"
    """In hospital, or help has come."""
    GOODBYE = "goodbye"
    NO_PERSON = "no_person"
    """They did not ask for anybody, or do not want anybody any more."""
    WHAT_TO_DO = "what_to_do"
    SOMETHING_TO_TRY = "something_to_try"


# Of a text without blanks and signs, in Simplified characters. Bounded repeats only: no text is slow to read. What could
# be an answer ("someone is here", "not yet", "they want money") is not among them.
_AS_ASKED: Final[Mapping[Wish, re.Pattern[str]]] = {
    Wish.HOW_LONG: re.compile(
        "(?:请问|那|我|大概|大约){0,2}(?:还|仲)?(?:要|得|需要|需|有)?(?:等|排|排队)?(?:多久|几久|多长时间|几分钟|几耐)(?:才|先)?"
        "(?:有人|能有人|轮到我|到我|能来|会来|有人来|有人接)?(?:啊|呀|呢|吗)?"
        "|(?:我)?(?:现在)?(?:排|排到|排在)第?(?:几|几位|几个|几号)(?:位)?(?:了|啊|呢)?"
        "|(?:前面|我前面)?还有(?:多少|几个)人(?:啊|呢|吗)?|(?:什么时候|几时|啥时候)(?:才|会|能)?(?:有人|轮到我|到我)(?:来|接)?(?:啊|呀|呢)?"
        "|(?:真的|怎么|为什么|是不是)?(?:没|没有|冇|都没|都没有)(?:人|志愿者)(?:(?:值班|在值班)(?:吗|么|啊|呀|呢)?|来?(?:吗|么))|(?:为什么|怎么)(?:都)?没有?人(?:值班)?"
        "|(?:isthere)?(?:really)?(?:nobody|noone)onduty|isthere(?:nobody|noone)there|(?:isanyone|isanybody)onduty"
        "|(?:志愿者|真人)(?:怎么)?(?:还没|还不)(?:来|到)(?:吗|啊|呀|呢)?|怎么(?:还没|还不)(?:有人)?(?:来|到|轮到我)(?:啊|呀|呢)?"
        "|(?:so|and|but)?howmuchlonger(?:doihavetowait|willittake|isit|now)?|howlong(?:doihavetowait|doiwait|willittake|isthewait|now)?"
        "|whenwill(?:somebody|someone|aperson|avolunteer)(?:come|behere|answer)|whatnumberami|whereami(?:intheline|inthequeue|inline)"
    ),
    Wish.ANYBODY: re.compile(
        "(?:你)?(?:会|能|可以)(?:一直|陪)(?:在|陪着?我)(?:这里|这儿)?(?:吗|么)|(?:is|will)(?:anybody|anyone|somebody|someone)(?:coming|come|reading(?:this)?)|willyoustay(?:withme|here)?|areyoustayingwithme|(?:你|你们)?(?:还)?在(?:吗|么|不在|不)(?:啊|呀)?|(?:请问|喂|还|这里)?(?:有|有没有)人(?:吗|么|在吗|在不在)(?:啊|呀)?"
        "|喂{1,8}|有冇人(?:啊|呀|喺度)?|(?:你)?(?:仲)?喺唔喺度(?:啊|呀)?"
        "|(?:我)?(?:只是|只|好|很|真的)?想(?:有|要|找)(?:一?个)?人(?:可以)?(?:陪|同|和|跟)(?:我|下我)?(?:说说话|说话|聊聊天|聊聊|聊天|聊|倾偈|倾下)?(?:一?下|啊|呀)?|(?:陪|同)我(?:说说话|说话|聊聊|聊天|倾偈|倾下)(?:好吗|吧|好不好)?"
        "|i(?:just)?(?:want|need)(?:someone|somebody|aperson)to(?:talkto|talkwith|bewithme|listen|betherewithme)"
        "|(?:hello)?(?:is|isthere)(?:anyone|anybody|somebody|someone)(?:there|here)|anybodythere|anyonethere|(?:hello)?areyou(?:still)?(?:there|here)"
        "|youthere"
    ),
    Wish.COST: re.compile(
        "(?:请问|那|这个|这里|打电话|聊天|找志愿者|找真人){0,2}(?:要|需要|会|用)?(?:钱|付钱|收钱|收费|花钱|交钱|付费)(?:吗|么|不|的吗)(?:啊|呀)?"
        "|(?:是|这是)?免费(?:的)?(?:吗|么|吧)|(?:在)?这里(?:要)?(?:多少钱|收多少钱)(?:啊|呀)?|使唔使(?:俾|畀)?钱(?:啊|呀)?"
        "|(?:is|does)(?:this|it|that)(?:cost|costmoney|costanything|free)(?:anything|money)?|howmuch(?:does|is)(?:it|this)(?:cost)?"
        "|doihavetopay"
    ),
    Wish.CHECK_IN: re.compile(
        "(?:你们?)?(?:能|可以|可不可以|能不能|会|会不会)?(?:明天(?:早上|下午|晚上)?|后天|过几天|下周|以后|之后|晚点|改天)(?:你们?)?(?:还|再|会|能|可以){0,2}"
        "(?:来)?(?:问问|找|联系|看看)(?:一下)?我(?:吗|好吗|好不好|可以吗|行吗)"
        "|(?:你们?)?(?:能|可以|可不可以|能不能)(?:明天|后天|过几天|下周|以后|之后|晚点|改天)(?:再)?(?:来)?(?:问问|找|联系|看看)(?:一下)?我"
        "|(?:明天(?:早上|下午|晚上)?|后天|过几天|下周)(?:再)?来?问问我(?:吧)?"
        "|(?:can|could|will)you(?:check(?:in)?onme|askme(?:again)?|writetome|textme)(?:again)?(?:tomorrow|later|nextweek|inafewdays)?"
    ),
    Wish.PRIVACY: re.compile(
        "(?:(?:会|要)(?=.{1,12}吗$)|(?:你们?|志愿者|这里)(?:会不会|会|要)|会不会|(?:你们?|请|求你|求求你)?(?:(?:能不能|可不可以|可唔可以|可以|能)(?:不|唔好|不要|别)|千万别|别|不要|唔好)|(?:你)?会唔会)(?:把这个|把这些|把我说的)?(?:告诉|跟|和|同|通知|话畀|话俾|话给|讲给|讲俾)"
        "(?:我)?(?:爸妈|爸爸|妈妈|我爸|我妈|父母|家长|家里人?|家人|阿妈|阿爸|老师|学校|班主任|同学|别人|其他人|屋企人?)(?:听)?(?:和|跟)?(?:学校|老师)?(?:说|讲)?(?:这件事|这些|吗|吧|好吗|啊|呀|知)?"
        "|(?:你们?|请|求你|求求你)?(?:(?:能不能|可不可以|可唔可以|可以|能)(?:不|唔好|不要|别)|千万别|别|不要|唔好|会不会|会唔会|会)报警(?:吗|啊|呀|好吗)?"
        "|我?(?:不想|唔想|不要|不能)(?:让|给|俾|畀)(?:我)?(?:爸妈|爸爸|妈妈|爸|妈|父母|家里人?|家人|阿妈|阿爸|老师|学校|同学|别人|屋企人)(?:知道|知)"
        "|(?:but)?i(?:really)?(?:dont|donot)want(?:the|any)?(?:police|cops|anyone)(?:involved|tocome|toknow)?|will(?:you|u)callthem|(?:pls|please)?(?:just)?tellmeif(?:you|u)(?:will)?tellmyparents|will(?:you|u)tellmyparentstho"
        "|(?:and|so|but|or)?(?:do|will|would|are|can)(?:you|u|they)(?:goingto|gonna)?(?:tell|call|text|contact|inform|ring)(?:my|the|her|his)?(?:parents|mom|mum|mother|dad|father|stepdad|family|school|teachers?|anyone|anybody|someone|somebody|police|cops|people)(?:aboutthis|aboutit)?"
        "|(?:wait|so|and|but)?(?:is|are)(?:this|it|that|you)(?:like|really|actually|all)?(?:private|confidential|secret|anonymous|safe)|(?:这里|你们?|说的话|这个)?(?:会|是|能)?(?:替我|帮我|给我)?(?:保密|匿名)(?:的)?(?:吗|么|吧)"
        "|(?:ok|but|im(?:so|really)?scared)?(?:please|pls|plz)?(?:dont|donot)(?:tell|call)(?:my|the)?(?:parents|mom|mum|dad|school|teacher|anyone|anybody|police|cops)(?:please|pls|plz|hewillkillme|hellkillme|shewillkillme|theywillkillme)?"
    ),
    Wish.WHETHER_TO_PAY: re.compile(
        "(?:那)?我?(?:要不要|该不该|应不应该|应唔应该|是不是(?:要|该)|是不是应该|要|应该|可以|能不能)(?:给|俾|畀|转|付)(?:他们?|她们?|佢哋?|对方|那个人)?(?:钱|转钱|打钱|转账)?(?:给|俾)?(?:他们?|她们?|佢哋?)?(?:吗|呢|啊|呀|好)?"
        "|(?:should|do)i(?:just)?(?:haveto)?(?:pay|givehimthemoney|givethemthemoney|sendhimmoney|sendthemmoney|giveher(?:the)?money)(?:him|her|them)?"
    ),
    Wish.WHY_ASK: re.compile(
        "(?:你|你们)?(?:能不能|可不可以|可以|请)?(?:别|不要|唔好)(?:再)?(?:一直|总是|老是|总|老)?(?:再)?问(?:我)?(?:这些|这么多|这个)?(?:了)?(?:好吗|好不好|行吗)?"
        "|(?:你|你们)?(?:为什么|干嘛|干吗|点解|怎么)(?:你|你们)?(?:要)?(?:一直|总是|老是|总|老|成日)?问(?:我)?(?:这个|这些|这么多|同样的)?(?:问题)?(?:啊|呀)?|(?:你们?都一样)?(?:就|只)会问(?:问题)?|你们?好烦"
        "|why(?:do|are)you(?:keep|always|even)?ask(?:ing)?(?:me)?(?:that|this|these|somanyquestions|thesamething)?|(?:please)?stopasking(?:me)?(?:that|questions)?|somanyquestions"
    ),
    Wish.MISTAKEN: re.compile(
        "(?:你|你们)(?:是不是)?(?:坏掉|坏|当机)了(?:吗|吧)?|(?:你|你们)(?:一直|只会|就会)(?:嗯|好|说|回){1,4}|答非所问|(?:是不是)?(?:你|你们)(?:是不是)?(?:搞错|弄错|误会|理解错|听错|看错|读错|没看懂|没读懂|没听懂)(?:我)?(?:的意思|说的)?(?:了)?(?:吧|吗|啊|啦)?|我(?:真的|现在|很)?(?:没有危险|没危险)(?:啊|啦|的)?"
        "|(?:我)?(?:不是|没有|没)(?:要|想)?(?:自杀|寻死|想不开|伤害自己)(?:啊|啦|的意思)?|就是(?:个)?误会|唔系(?:咁|呢个)意思|你搞错咗(?:啦)?"
        "|(?:no)?(?:you|u)(?:misunderstood|gotitwrong|gotmewrong|misread(?:that|me)?)|i(?:m|am)notindanger|nothingiswrong|nothingswrong|(?:theres|thereis)nothingthatcouldhurtme(?:here)?|i(?:m|am)notsuicidal"
    ),
    Wish.SORRY: re.compile(
        "(?:真的|我)?(?:对不起|抱歉|不好意思)(?:啊|我刚才语气不好|打扰了|打扰你了|麻烦你了)?|(?:im|iam)?(?:so|really)?sorry(?:forbotheringyou|ifimannoying|aboutthat)?"
    ),
    Wish.DOCTOR: re.compile(
        "(?:我|她|他|孩子)?(?:要不要|需不需要|用不用|是不是要|该不该|要|需要)(?:我)?(?:带|送)?(?:她|他|孩子|我)?(?:去|送|看|上|叫)(?:医院|医生|急诊|救护车)(?:看看)?(?:吗|啊|呀|呢)?"
        "|(?:should|do)(?:i|we)(?:need)?(?:to)?(?:go|takeher|takehim|takethem|call|see)(?:to)?(?:the|a|an)?(?:hospital|doctor|ambulance|er|emergencyroom)"
        "|doesshe(?:needa)(?:doctor)|doi(?:needa)(?:doctor)"
    ),
    Wish.ALONE: re.compile(
        "(?:根本|从来|都|真的|反正){0,2}(?:没|没有|冇|无)人(?:能|会|真的|肯)?(?:懂我|理解我|明白我|帮我|管我|在乎我|关心我|要我|明我)(?:了|的|啊)?"
        "|(?:nobody|noone)(?:really)?(?:understands|getsme|cares|caresaboutme|helpsme|ishelping)(?:me)?"
    ),
    Wish.CANNOT_CALL: re.compile(
        "我?(?:真的|还是)?(?:不想|不敢|不能|不要|害怕|怕|没法|没办法|打不了|不方便)(?:打|打电话|叫救护车|报警)?(?:120|110|12356|电话|那个电话)?"
        "|我?(?:打了|打过)?(?:120|110|12356|12355|电话)?(?:了)?(?:但|可是|都|一直)?(?:没人接|打不通|没接|占线|接不通)(?:啊|呀)?|我?(?:没有|没)(?:手机|电话)"
        "|i(?:cant|cannot|dontwantto|dontdareto|amscaredto|mscaredto)(?:call|callthem|call120|callanyone|talkonthephone)|(?:nobody|noone)(?:answers|answered|pickedup|ispickingup)|theydontanswer"
    ),
    Wish.CALLED: re.compile(
        "(?:好|好的|嗯)?我?(?:正在|在|已经|刚|刚刚|现在)?打(?:了|通了|过了)?(?:120|110|999|119|12356|12355|急救)?(?:电话)?(?:了)?"
        "|(?:ok|okay)?(?:i(?:m|am|ll)|imgonna)?(?:just)?(?:call|calling|called|icalled)(?:999|911|120|110|119|112|them|anambulance|thehotline)(?:now)?"
    ),
    Wish.IN_CARE: re.compile(
        "(?:我|她|他|我们)?(?:现在|已经|刚|刚刚){0,2}(?:在|到|送到|来到|进了|去了)(?:了)?(?:医院|急诊|急诊室|救护车上)(?:里)?(?:了)?(?:洗了?胃)?(?:了)?"
        "|(?:医生|护士|救护车|警察|120|110|大人|我妈|我爸|妈妈|爸爸|老师|室友)(?:已经|都)?(?:来了|到了|在这里了?|陪着我了?|在旁边了?)"
        "|(?:i|we|she|he)(?:m|am|re|are|is|s)?(?:now)?(?:at|in)(?:the)?(?:hospital|er|emergencyroom|ambulance)(?:now)?|(?:the)?(?:ambulance|doctor|police|mymom|mymum|mydad)(?:is|s)?(?:here|came|arrived|withme)(?:now)?"
    ),
    Wish.BETTER: re.compile(
        "(?:我)?(?:感觉|觉得|现在)?(?:已经)?(?:下来|落返嚟|走开|走远|到家|回到家|安全)了(?:谢谢)?|我落返嚟(?:喇|啦)?|(?:谢谢你?|多谢你?|唔该)?(?:我)?(?:感觉|觉得|现在)?(?:好|舒服|平静|冷静)(?:点|一点|些|一些|多)(?:儿)?(?:了)(?:谢谢)?(?:你)?"
        "|(?:哈|嘻){0,8}(?:我)?(?:真的)?(?:只是|就是|刚才是|刚刚是|刚才|都是|跟你)?(?:开玩笑|说笑|讲笑|随便说说|随口说说|说说而已|闹着玩|逗你玩|说着玩)(?:的)?(?:啦|而已|啊|的啦)?(?:别当真|别担心|不用当真)?|(?:我)?(?:真的)?(?:没有|没|冇|不是)(?:那个|这个|嗰个)?意思(?:啦|啊|的)?"
        "|(?:omg|lol|haha|no)?(?:i(?:was|m|am)?)?(?:just|only|literally)?(?:kidding|joking)|(?:it(?:was|s))?(?:just|only)?ajoke|i(?:didnt|dont|didnot)meanit(?:likethat)?"
        "|(?:that|it)(?:really)?helped(?:alittle|abit|alot)?(?:thanks|thankyou)?|(?:thanks|thankyou)?i(?:feel|mfeeling)(?:alittle|abit)?(?:better|calmer)(?:now)?"
    ),
    Wish.THANKS: re.compile(
        "(?:好的|嗯)?(?:谢谢|多谢|唔该|谢了)(?:你|你们|啦|晒)?|(?:ok|okay)?(?:thanks|thankyou)(?:you)?"
    ),
    Wish.GOODBYE: re.compile(
        "(?:好|好吧|好的|那|嗯){0,2}我?(?:先)(?:睡了|去睡了|去睡觉了|睡觉了|下了|下线了|不说了|不聊了|忙去了|去上课了)(?:啊|哈|拜拜|晚安)?"
        "|(?:好|好吧|好的|那|嗯){0,2}我?(?:去睡了|去睡觉了|下线了|不聊了|去上课了)(?:啊|哈|拜拜|晚安)?"
        "|(?:好|好吧|好的|那|嗯){0,2}我?(?:要|得|该)(?:下了|睡了|去睡了|下线了|训喇|训了|瞓喇|瞓了|上课了)(?:啊|哈|拜拜|晚安)?"
        "|(?:好|好吧|好的|那|嗯){0,2}(?:拜拜|晚安|明天见|回头见|早抖)(?:啊|啦|了)?"
        "|(?:ok|okay)?(?:bye|byebye|goodnight|goodnite|gnight|gnite|gn|night|nite|nighty|cya|seeyou|ttyl)(?:then|now|later)?|(?:ok|okay)?i(?:have|ve|got|gotta)(?:got)?(?:to)?go(?:now)?(?:bye)?|gottago(?:bye)?"
        "|im(?:going|gonna|goingto|gonago)?(?:to)?(?:go)?(?:to)?(?:bed|sleep)(?:now)?|imoffto(?:bed|sleep)|im(?:gonna|goingto)(?:putmyphoneaway|trytosleep|trysleep)(?:n|and)?(?:tryto|try)?(?:sleep)?(?:now)?"
    ),
}


# Known wherever it stands in a short text, written in lower case, without apostrophes and in Simplified characters.
_ANYWHERE: Final[Mapping[Wish, re.Pattern[str]]] = {
    Wish.HOW_LONG: re.compile(
        "(?:到底)(?:有没有|会不会有)(?:真人|志愿者|人)|(?:有|会有|有没有)(?:真人|志愿者)(?:会)?(?:来|在|接)(?:吗|么|我|$)|(?:今晚|今天).{0,6}(?:有没有|会有)(?:真人|人|志愿者)|(?:会)?有人会?来(?:找我|帮我|陪我)?(?:吗|么|到底)|(?:志愿者|真人|有人|人)(?:到底|究竟|真的)?会不会来|(?:是不是|真的)(?:真的)?(?:会)?有人(?:会)?来|等到(?:什么时候|几点|啥时候)|(?:志愿者|真人|有人|人).{0,4}(?:什么时候|几时|多久|啥时候).{0,3}(?:来|到|接|在)|(?:还要|要等|还得|要)(?:等)?(?:多久|几久|多长时间)|(?:多久|什么时候)(?:才|能|会){0,2}(?:有人|来人|轮到我|到我|能来)"
        r"|\bhow (?:much )?long(?:er)?\b.{0,24}\b(?:wait|someone|somebody|anyone|volunteer|person|human)\b|\bwhen (?:will|is) (?:someone|somebody|anyone|a (?:person|volunteer|human))\b"
    ),
    Wish.PRIVACY: re.compile(
        "(?:会不会|(?<![我想])别|(?<![我要])不要|你们会|你会)(?:去)?(?:告诉|通知|联系)(?:我们?)?(?:的)?(?:爸妈|爸爸|妈妈|爸|妈|父母|家长|家里|老师|学校|班主任|同学|别人)|(?:爸妈|爸爸|妈妈|我爸|我妈|父母|家长|家里人?|老师|学校|班主任|同学|别人)(?:们)?(?:会不会|会|能)(?:看到|看见|知道|收到|晓得)(?:吗|么|我|这|[?？啊呀]|$)"
        r"|\b(?:will|would|can|could|do|does|are|is) (?:my |the )?(?:parents?|mum|mom|dad|mother|father|family|school|teachers?|anyone|anybody|they)(?: going to| gonna)? (?:ever )?(?:find out|know|see|hear|read|get told|be told)\b"
        r"|\b(?:would|will|do|are|can) (?:you|u) (?:going to |gonna |have to |ever )?(?:ring|call|phone|tell|text|contact|report|inform) (?:my|the|her|him|them|on|anyone|anybody|somebody|someone)\b"
    ),
    Wish.WHETHER_TO_PAY: re.compile(
        r"(?:给|付|转)(?:了)?(?:他|她|他们|对方)?(?:钱|了).{0,4}(?:就|会|是不是)(?:会)?(?:停|放过|删|没事|算了)|\bif i (?:just )?pay\b.{0,24}\b(?:stop|stops|leave|leaves|delete|deletes|over|go away)\b"
    ),
    Wish.WHAT_TO_DO: re.compile(
        r"我(?:该|要|应该|现在|到底){0,2}怎么办|\bwhat (?:do|should|can) i (?:even )?do(?! (?:wrong|to|for|about|with|if))\b"
    ),
    Wish.NO_PERSON: re.compile(
        "(?:没|不|没有|不用|不要|别)(?:要|用|让|叫|想要|需要)?(?:转|找|叫|请|排)?(?:志愿者|真人|人工|人来|排队)|取消(?:排队|志愿者)"
        r"|\b(?:didnt|dont|do not|did not) (?:ask|need|want) (?:for )?(?:a |any |the )?(?:volunteer|person|human|anyone to come)\b|\btake me (?:out of|off) the (?:line|queue|list)\b"
    ),
    Wish.ANYBODY: re.compile(
        "(?:你)?(?:能|会|可以)(?:一直)?(?:陪(?:着)?我|在这里吗|一直在)|(?:别|不要)(?:走|离开|丢下我)"
        r"|\b(?:is (?:the|this) chat over|can i (?:still |keep )?(?:talk\w*|writ\w*))\b|\b(?:can|will|could) you (?:please )?stay\b|\b(?:dont|please dont) (?:leave|go)\b|\bstay with me\b"
    ),
    Wish.DOCTOR: re.compile(
        "(?:需要|需不需要|要不要|用不用|该不该|应不应该|是不是要|要)(?:带|送|陪)?(?:他|她|ta|孩子|我)?(?:去|看|送|找){1,2}(?:一下)?(?:医院|医生|急诊|心理科|精神科)|挂(?:什么|哪个|哪一?)(?:个)?科|(?:看|去)(?:什么|哪个)科"
        r"|\b(?:should|do|does|need|have) (?:i|we|she|he|to)\b.{0,24}\b(?:hospital|doctor|a&e|er|emergency room|therapist)\b"
    ),
    Wish.BETTER: re.compile(
        r"\b(?:a bit|a little|bit|little|much|feeling|feel) (?:calmer|better)\b|(?:平静|冷静|好受|缓过来|舒服)(?:了)?(?:一?点|一些|多)|(?:好像|感觉|心里)(?:好了|好)(?:一)?(?:点|些)|没(?:有)?(?:刚才|之前)?那么(?:强烈|难受|慌|怕)"
    ),
    Wish.THANKS: re.compile(
        r"^(?:谢谢|多谢)(?:你|你们)?(?:听我说|陪我|陪着我|帮我|告诉我|的话)?[!。~ ]*$|^(?:ok |okay )?(?:thanks|thank you|thx|ty)(?: so much| a lot)?(?: for .{1,24})?[!. ]*$"
    ),
    Wish.ALREADY_SAID: re.compile(
        "^(?:我)?(?:刚才|刚刚|前面|上面|不是)(?:都|就|已经)?(?:跟你)?(?:说|讲|回答|告诉你)(?:过)?(?:了|过)(?!再见|拜拜)|^(?:又问|问过了)|(?:你|这个|都|已经)?(?:问|说)过(?:这个|我|这些|好几次|几次|很多)(?:了|遍)?|第[二三四五两234]次(?:问)?了|都(?:说|讲|写)了(?!再见|拜拜|句)"
        r"|\b(?:i|we) (?:just |already |literally |literally just )(?:told|answered|said)(?: you| that| it| this)?(?: already)?[.! ]*$|\bi (?:just |already )told you\b|\byou (?:already|just) asked\b"
    ),
    Wish.WHY_ASK: re.compile(
        "(?:别|不要|唔好)(?:再|一直|老)?问(?:我)?(?:了|这些|这个)|(?:说|说了|讲了)(?:好)?不(?:再)?问(?:了)?(?:又|还)|(?:你)?(?:到底)?(?:有没有|有在)(?:在)?(?:听|看)(?:我)?(?:说|写|讲)?|像(?:在)?(?:填表|审问|查户口|做问卷|审犯人)|(?:你|你们)(?:的)?问题(?:好|太|这么|那么)多"
        r"|\b(?:this|its|it is|that) (?:is |feels |s )?(?:just )?like (?:a|filling in a|filling out a) (?:form|survey|questionnaire|test|interrogation)\b"
    ),
}
# Known in one clause of a text as well: the rest explains them. The others would take a part for the whole.
_IN_A_CLAUSE: Final = {
    wish: _AS_ASKED[wish]
    for wish in (
        Wish.HOW_LONG,
        Wish.CHECK_IN,
        Wish.PRIVACY,
        Wish.WHETHER_TO_PAY,
        Wish.WHY_ASK,
        Wish.MISTAKEN,
        Wish.CANNOT_CALL,
    )
}


_FAR_ENOUGH: Final = 300
_SPEAKS_TO_US: Final = re.compile(r"你|\byou\b|\bu\b")


def wish_in(texts: Sequence[str]) -> Wish | None:
    """What the latest of these messages that asks for something asks for, or None; a goodbye only as the last of them."""
    wishes = [_wish(text) for text in texts]
    if wishes and wishes[-1] is Wish.GOODBYE:
        return Wish.GOODBYE
    return next((wish for wish in reversed(wishes) if wish not in {None, Wish.GOODBYE}), None)


def _wish(text: str) -> Wish | None:
    asked = meaning_of(text, _AS_ASKED)
    if asked is not None:
        return asked
    if len(text) <= LONGEST and asks_for_something_to_try(text):
        return Wish.SOMETHING_TO_TRY
    if len(text) <= LONGEST and asks_what_to_do(text):
        return Wish.WHAT_TO_DO
    in_a_clause = meaning_of_a_clause(text, _IN_A_CLAUSE)
    if in_a_clause is Wish.MISTAKEN and not speaks_to_us(text):
        in_a_clause = None  # "not suicidal, i just can't go on" takes nothing back
    return in_a_clause or _last_word(text) or _anywhere(text)


# Said where a person was called because somebody did not answer with a no. Of clauses without blanks and signs.
_NO_DOUBT: Final = re.compile(
    "我(?:刚才|刚刚)?(?:说|回)(?:的是|了|的)没有(?:啊|呀)?|(?:我)?(?:就是|只是)(?:想)?(?:聊聊|问问|说说)(?:而已|.{1,6})?|(?:你)?(?:怎么)?(?:突然|忽然)?(?:怎么)?(?:发|给我发|给我)(?:了)?(?:一堆|这么多|那么多)?电话(?:啊|干嘛)?|(?:你)?别吓我(?:啊)?|我没有不想活"
    "|i(?:just|literally|literallyjust|already)?saidno|its(?:just|only|literally)?about(?:a|an|my|the|this)(?:photo|pic|picture|class|school|exam|test|slides|presentation|breakup|ex|game|movie|show|song|joke|crush|homework|meme)(?:ofmyex)?"
    "|i(?:just|only)?want(?:ed)?totalkabout(?:my|the|a|this)?(?:breakup|ex|photo|pic|class|school|exam|test|slides|presentation|game|crush|homework|tomorrow)|(?:pls|please)?(?:canwe|can you|canyou)?stop(?:with)?(?:the|these)?(?:safety)?questions(?:pls|please)?|why(?:120|110)(?:now)?"
)
_BESIDE: Final = re.compile(
    "(?:啊|嗯|呃|等等|没有|没有啊|没有啦|不是|不是啦|哈|真的|安全|我很安全|我没受伤|没受伤|我在家)|(?:wait|waitwhat|what|no|nope|omg|lol|lmao|um|ok|okay|imsafe|imnothurt|imfine|imok|iminmyroom)"
)


def speaks_to_us(text: str) -> bool:
    """Whether it says "you"."""
    return _SPEAKS_TO_US.search(text.lower()) is not None


_EXPLAINS: Final = re.compile(
    "(?:我)?(?:真的|根本|从来)?没(?:有)?(?:说|想)(?:过)?(?:要)?(?:不想活|想死|死|自杀|这个意思|那个意思)|没(?:有)?人(?:打|骂|伤害|欺负|逼)我|(?:我)?不是(?:那个|这个)意思|(?:^|[，。,.!！ ])(?:我)?(?:真的)?(?:没事|没有危险|没危险|挺好的)(?:[，。,.!！ 啦啊的]|$)"
    "|(?:为什么|干嘛|怎么)(?:突然)?(?:要|就)?(?:给|发|报).{0,4}(?:电话|号码|110|120|警)|(?:就是|只是|是)(?:在)?(?:夸张|开玩笑|玩笑|说着玩|随口)|不是真的(?:想)?(?:死|要死)|(?:能不能|可不可以|可以|我们)(?:还是)?(?:接着|继续|就)?(?:聊|说|讲)(?:刚才|回|我)"
    r"|\b(?:i never said|i didnt say|i dont want to die|im not suicidal|im not in danger|nobodys? (?:is )?hurt\w* me|nothing like that|its not that|thats (?:all|it)|(?:its|thats|it is|that is) just how i talk|(?:i was|im|i am|was) (?:just |only |obviously )?(?:joking|kidding|exaggerating)|it was (?:just |only )?a joke|way of speaking"
    r"|why (?:are|r|do) (?:you|u) (?:\w+ )?(?:giv|send|ask|tell)\w*|(?:can we|lets|id like to|i want to|i wanna) (?:just |please )?(?:talk|go back))\b"
)


def takes_a_doubt_back(text: str) -> bool:
    """Whether it says that nothing was meant, to a doubt that rests on no words of danger: and nothing else, or in so many words."""
    if _EXPLAINS.search(plain_end_of(text, length=_FAR_ENOUGH)) and not is_still_dark(text):
        return True
    said = clauses(text)
    taken = [is_just(clause, _NO_DOUBT) for clause in said]
    return any(taken) and all(
        is_taken or is_just(clause, _BESIDE) for is_taken, clause in zip(taken, said, strict=True)
    )


def asked_of_the_line(clause: str) -> Wish | None:
    """What `clause` asks of the line, where it asks that and nothing else."""
    return meaning_of(clause, _AS_ASKED)


def _anywhere(text: str) -> Wish | None:
    if len(text) > LONGEST:
        return None
    plain = to_simplified(text.lower()).replace("’", "").replace("'", "")
    return next((wish for wish, words in _ANYWHERE.items() if words.search(plain)), None)


def _last_word(text: str) -> Wish | None:
    """A goodbye after something else: "mum is home, I have to go"."""
    last = clauses(text)[-1:]
    return meaning_of(last[0], {Wish.GOODBYE: _AS_ASKED[Wish.GOODBYE]}) if last else None

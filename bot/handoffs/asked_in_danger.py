"""What somebody in danger, or afraid for another, asks about what to do: answered before anything more is asked of them.

Known by fixed words in what sounds like a question, never by a trained guess. What is asked of the line itself (how long,
who will be told) is in asked_while_waiting.py.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bot.fixed_words import plain_end_of

_FAR_ENOUGH: Final = 300
"""Of a longer text the end counts: what was asked last, in characters."""


class Asking(StrEnum):
    """What is asked; the answers are asked.… in config/wording/, some in words of their own for another's danger."""

    DYING = "dying"
    """Whether they will die of what they did."""
    SAFE_AFTER_ALL = "safe_after_all"
    """The other has been found, or answers: what to write now."""
    HOTLINE = "hotline"
    """Whether anybody answers at the numbers, what it costs, and whom they tell."""
    AFTER_AMBULANCE = "after_ambulance"
    """What happens once an ambulance is called."""
    NEED_CARE = "need_care"
    """Whether help must be called although they feel fine."""
    MAY_SLEEP = "may_sleep"
    """Whether to sleep it off."""
    WORTH = "worth"
    """Whether they are worth nothing."""
    BLOCK = "block"
    """Whether to answer or to block whoever threatens them."""
    KEEP_PROOF = "keep_proof"
    """Whether to delete the chat."""
    COMES_HERE = "comes_here"
    """Whether somebody will stand at their door."""
    CONDITIONS = "conditions"
    """What a yes would bring, and who would learn of it."""
    CAN_YOU = "can_you"
    """Whether the line itself could call, come, or tell somebody."""
    SAY_TO_POLICE = "say_to_police"
    AFTER_POLICE = "after_police"
    """What happens once the police are called."""
    POLICE = "police"
    POSTED = "posted"
    """What if the pictures are shown after all?"""
    WAKING = "waking"
    """Whether to wake the other."""
    WHERE_TO_GO = "where_to_go"
    TEMPER = "temper"
    """Whether to tell a parent who may hit the child."""
    SAY_TO_PARTNER = "say_to_partner"
    """To the child's other parent."""
    SAY_TO_PARENT = "say_to_parent"
    WHICH_ADULT = "which_adult"
    FACE_PEOPLE = "face_people"
    """How to meet the others tomorrow."""
    REFUSES_DOCTOR = "refuses_doctor"
    """The other does not want to see a doctor."""
    DOCTOR_FIRST = "doctor_first"
    """Whether one may ask a doctor without them."""
    LEAVE = "leave"
    """Whether to stay away from school."""
    WHAT_TO_SAY = "what_to_say"
    """To somebody who could help, or to the one they are afraid for."""
    CONTACT = "contact"
    """Whether to call the other, or go there."""
    PUT_AWAY = "put_away"
    """Whether to put dangerous things away."""
    ASK_THEM = "ask_them"
    """Whether asking about it makes it worse."""
    SHOULD_TELL = "should_tell"
    WILL_TELL = "will_tell"
    """Whether whom they tell will tell others."""
    THINK_OF_ME = "think_of_me"
    SERIOUS = "serious"
    """Whether it is bad enough."""
    FAULT = "fault"
    THEY_OK = "they_ok"
    """Whether the other will be all right."""
    ANGRY = "angry"
    """Whether telling makes it worse."""
    BELIEVED = "believed"
    USE = "use"
    """What talking is good for."""
    NORMAL = "normal"
    REAL = "real"
    """Who it is that they are writing to."""
    WHY_THEY = "why_they"
    """Why the other does it."""
    SLEEP = "sleep"
    """How to get to sleep."""
    LAW = "law"
    """Whether what is done to them is against the law."""
    UNKNOWN = "unknown"
    """A question that no words here know."""


# Of a text in lower case and Simplified characters, without apostrophes. Bounded repeats only.
_SOUNDS_ASKED: Final = re.compile(
    "[?？]|[吗么呢嘛](?:[，。!！,. …]|$)|总不能|怎么|怎样|如何|为什么|为啥|什么|哪|谁|多久|要不要|该不该|应不应该|能不能|可不可以|会不会|是不是|有没有|用不用|点解|点样|点算|咩"
    r"|(?:^|[.,;:!\n]\s*|\b(?:and|but|so|or|ok|like|then|idk|well|pls|please) )(?:should|do|does|did|will|would|can|could|is|are|am|was|what|whats|why|how|when|where|who|what if)\b"
    r"|\bif i\b.{0,30}\b(?:what|who|will|would|do|does)\b|\b(?:dont|do not|no idea|not sure|idk|unsure) (?:know )?(?:what|how|where|who|whether|if)\b"
)
# Plainly a question, of whatever: not "I don't know what to think". Of the last sentence: what is asked before it has passed.
_IS_QUESTION: Final = re.compile(
    "[?？][^a-z\u3400-\u9fff]*$|(?:[吗嘛]|(?<![什怎这那多])么)(?:[，。!！,. …]|$)|要不要|该不该|应不应该|能不能|可不可以|会不会|是不是|为什么|为啥|点解"
    r"|(?:^|[.,;:!\n]\s*|\b(?:and|but|so|or|ok|like|then|well|pls|please) )(?:should|do|does|did|will|would|can|could|is|are|am|what|whats|why|how|when|where|who) (?!matter|ever)"
)
_SENTENCE: Final = re.compile(r"[^.!?。！？\n]+[.!?。！？\n]*")
_THEY: Final = "(?:她|他|ta|孩子|儿子|女儿|朋友|同学|学生|妹妹|弟弟)"
_ANSWERED_IF_ASKED: Final[Mapping[Asking, re.Pattern[str]]] = {
    Asking.DYING: re.compile(
        r"我(?:会不会|会)死|会(?:不会)?死(?:掉|吗|么)|\b(?:will|am|would) i (?:going to |gonna )?(?:die|be dead)\b|\bhow long\b.{0,16}\b(?:works?|kicks? in|die|hurts?)\b|(?:多久|多长时间)(?:会|才|能)?(?:起作用|发作|死|见效)"
    ),
    Asking.COMES_HERE: re.compile(
        "(?:有人|你们|警察|志愿者)(?:会不会|会|要)(?:真的)?(?:来|到|上)(?:我家|学校|宿舍|家里|找我)"
        r"|\b(?:is|will) (?:someone|somebody|anyone|anybody|a person|u|you) (?:be |gonna |going to |really )*(?:com(?:e|ing)|show(?:ing)? up)\b"
    ),
    Asking.AFTER_AMBULANCE: re.compile(
        "(?:120|119|急救|救护车).{0,10}(?:会怎么样|会怎样|会发生什么|会不会|会问|然后|以后|之后|告诉|要钱)"
        r"|\b(?:120|119|ambulance|999|911|112)\b.{0,24}\b(?:what happens|what will|then what|what do they)\b|\bwhat happens\b.{0,24}\b(?:120|119|ambulance|999|911|hospital)\b"
    ),
    Asking.NEED_CARE: re.compile(
        "(?:真的|一定|必须|非)?(?:要|得|需要|有必要|用)(?:不用|不要)?(?:去|叫|打)(?:医院|急诊|救护车|120|119)(?:吗|么|不可)|(?:可以|能)不(?:去|打)(?:医院|吗|120)"
        r"|\bdo i (?:\w+ )?(?:need|have) to (?:\w+ )?(?:go|call|ring)\b(?! to (?:the )?(?:police|school|class|him|her|them)| (?:the )?police| back| home)|\bis it (?:\w+ )?(?:necessary|needed)\b"
    ),
    Asking.MAY_SLEEP: re.compile(
        "(?:可以|能|能不能|可不可以|要不要|是不是可以)(?:先)?(?:去)?(?:睡(?:觉|了|一觉|吗|一会)?)(?:吗|么|嘛|啊|$)|睡一觉(?:是不是|会不会)(?:会)?(?:好|没事)"
        r"|\b(?:can|should|could|may) i (?:just |now )?(?:go to (?:sleep|bed)|sleep)\b"
    ),
    Asking.WORTH: re.compile(
        "(?:我)?(?:是不是|难道|真的)(?:就是|真的|很|个|一个|是|真){0,3}(?:废物|废柴|没用|垃圾|失败|差劲|多余|累赘|烂人|不值得)(?:的)?(?:人)?(?!了)"
        r"|\bam i (?:\w+ ){0,2}(?:worthless|useless|a failure|pathetic|a burden|a loser|a waste|disgusting)\b"
    ),
    Asking.BLOCK: re.compile(
        "(?:要不要|该不该|能不能|可不可以|可以|应该)(?:把)?(?:他|她|对方|那个人)?(?:回|拉黑|删|屏蔽|回复|理)(?:他|她|对方|复)?"
        r"|\b(?:should|do|can|shall) i (?:just )?(?:block|answer|reply|ignore|respond)\b|\bblock (?:him|her|them)? ?or\b"
    ),
    Asking.KEEP_PROOF: re.compile(
        "(?:聊天|记录|截图|照片|证据).{0,8}(?:删|留|保存)|(?:要不要|该不该|可以|先)(?:把)?.{0,6}(?:删掉|删了|留着)"
        r"|\b(?:keep|delete|save|erase)\b.{0,24}\b(?:chats?|messages?|screenshots?|it first|proof|evidence|pics?|photos?|him|her|them)\b"
    ),
    Asking.CONDITIONS: re.compile(
        "(?:说|回|讲|答|告诉你).{0,10}(?:会怎么样|会怎样|会咋样|会发生什么|会有什么后果|你们会|你会怎么|然后呢)|谁(?:会|能)(?:看到|看见|知道)|(?:然后|之后|接下来)(?:会|你们)(?:怎么样|怎样|怎么做|做什么|发生什么)"
        r"|\bwhat (?:happens|will happen|would happen|do (?:you|they|u) do|will (?:you|they) do|would (?:you|they) do|are you going to do)\b.{0,24}\b(?:if|when|then|next|now|with|after)\b"
        r"|\bif (?:i|u|you) (?:say|tell|answer)\b.{0,30}\b(?:what happens|what will|will you|who will|do you|who do)\b|\bwho (?:will|would|gets to|can|else) (?:know|see|read|find out|sees|reads)\b"
    ),
    Asking.SAY_TO_POLICE: re.compile(
        "(?:110|120|警察|报警|119|999).{0,12}(?:怎么说|说什么|要说|说啥)"
        r"|\b(?:110|120|119|911|999|police|ambulance)\b.{0,40}\bwhat (?:do|should) i (?:say|tell)|\bwhat (?:do|should) i (?:say|tell)\b.{0,24}\b(?:110|120|119|999|911|police)\b"
    ),
    Asking.AFTER_POLICE: re.compile(
        "报警.{0,8}(?:会怎么样|会怎样|然后|以后|之后|会不会|有用)|警察.{0,6}(?:会(?!不会管)|抓|带走)|(?:会不会|会).{0,3}(?:把我)?(?:带走|送走|抓走)"
        r"|\b(?:police|cops|911|999|110)\b.{0,24}\b(?:what happens|what will|then what|take me|take him|arrest|what do they do)\b|\b(?:what happens|what will happen)\b.{0,24}\b(?:police|cops)\b|\b(?:take|send) me away\b|\btake (?:him|her|my \w+) away\b"
    ),
    Asking.POLICE: re.compile(
        "报警|警察|报110|打110"
        r"|\b(?:call|calling|ring|go to|tell|involve|get|contact)\b.{0,10}\b(?:911|999|110|119|120|ambulance)\b|\b(?:police|cops)\b"
    ),
    Asking.POSTED: re.compile(
        "(?:真的|还是|万一|要是|如果).{0,6}(?:发|传|曝光|放)(?:出去|出来|到|了|上|给)"
        r"|\b(?:what if|if) (?:he|she|they)\b.{0,10}\b(?:posts?|sends?|leaks?|shares?|shows?)\b"
    ),
    Asking.SLEEP: re.compile(
        "(?:怎么|怎样|点样|如何|有什么办法|有没有办法).{0,6}(?:睡着|入睡|睡得着|睡觉|瞓着)|(?:睡不着|失眠|瞓唔着).{0,6}(?:怎么办|咋办|点算)|助眠"
        r"|\b(?:how (?:do|can|could) i|anything|something|a trick|tricks?|tips?|help\w*)\b.{0,30}\b(?:sleep|sleeping|asleep)\b"
    ),
    Asking.LAW: re.compile(
        "(?:违法|犯法|犯罪|合法|法律)(?:的|吗|么|啊|管|上|不|允许)|\\b(?:illegal|against the law|a crime|is it legal|the law)\\b"
    ),
    Asking.WAKING: re.compile(r"(?:叫醒|喊醒|吵醒|弄醒)|\bwake (?:her|him|them)\b"),
    Asking.WHERE_TO_GO: re.compile(
        "(?:去|躲|住|待|走到)(?:哪|哪里|哪儿)|没(?:有)?(?:地方|哪里)(?:可以)?(?:可?去|住|躲|待)|冇地方去"
        r"|\bwhere (?:would|could|can|should|do|else) i (?:even )?(?:go|stay|sleep)\b|\bnowhere (?:else )?to go\b|\bwhere to go\b"
    ),
    Asking.WHICH_ADULT: re.compile(
        "(?:找|告诉|叫|问)(?:谁|哪个|哪位)|哪个大人|哪个老师"
        r"|\bwhich (?:adult|one|teacher|person)\b|\bwho (?:do|should|can|could|would) i (?:even )?(?:tell|call|ask|text|go to|talk to)\b"
    ),
    Asking.CONTACT: re.compile(
        "(?:要不要|该不该|可以|应该|能不能|是不是该).{0,4}(?:打(?:电话)?给|去)(?:她|他)(?:家)?|(?:去(?:她|他)(?:家|宿舍|那)|去找(?:她|他)|(?:去)?(?:看看?|探望|陪)(?:她|他)(?:吗|呢|$|[?？]))"
        r"|\bshould i\b.{0,24}\b(?:call|phone|ring|text|go to|go over|visit|find) (?:to )?(?:her|him|them|there|his|their)\b"
    ),
    Asking.PUT_AWAY: re.compile(
        r"(?:收|藏|拿|锁)(?:起来|走|掉|好|光|得完)|(?:全|都)(?:要)?收|没收|\b(?:put|take|hide|lock)\b.{0,16}\b(?:away|knives|knife|blades?|pills|scissors|sharp)\b"
    ),
    Asking.ASK_THEM: re.compile(
        r"(?:直接)?问(?:他|她|孩子|ta|出来)?.{0,12}(?:反而|会不会|不会|让(?:他|她)|更|刺激|想)|\b(?:asking|ask|mention\w*|talking about)\b.{0,24}\b(?:worse|idea|ideas|trigger|make (?:her|him|them))\b"
    ),
    Asking.SAY_TO_PARTNER: re.compile(
        "(?:跟|和|对|劝|说服)(?:他爸|她爸|孩子爸|孩子他爸|孩子爸爸|老公|我老公|爱人|孩子妈|他妈|她妈|老婆|家里老人|爷爷奶奶)"
        r"|\b(?:my (?:husband|wife)|(?:his|her) (?:dad|father|mum|mom|mother)\b.{0,24}\b(?:say|tell|freak|explain))\b"
    ),
    Asking.SAY_TO_PARENT: re.compile(
        "(?:怎么|怎样|如何|点样?)(?:去)?(?:跟|和|同|对|向)(?:我)?(?:爸妈?|妈妈?|爸爸|父母|家里人?|老豆|老母|阿爸|阿妈)(?:说|讲|开口|谈|提)|(?:跟|和|对)(?:我)?(?:爸妈?|妈妈?|爸爸|父母|家里人?)(?:该|要)?(?:怎么|怎样)(?:说|讲|开口)"
        r"|\b(?:what|how)\b.{0,20}\b(?:tell|say to|talk to|explain to)\b.{0,6}\bmy (?:mum|mom|dad|parents|mother|father|family)\b"
    ),
    Asking.FACE_PEOPLE: re.compile(
        "(?:怎么|怎样|如何)(?:去)?(?:面对|见)(?:同学|大家|别人|他们|老师|人|班里)|(?:明天|后天|下周|周一)(?:去)?(?:学校|上学|上课).{0,8}(?:怎么办|咋办|怎么面对)"
        r"|\b(?:how|what)\b.{0,20}\bface (?:everyone|people|them|school|my class|anyone|the others)\b|\bwhat (?:do|will|should) i (?:say|do)\b.{0,12}\b(?:at|in) school\b"
    ),
    Asking.REFUSES_DOCTOR: re.compile(
        "(?:不肯|不愿意?|不想|不要|死活不|拒绝|不去|不同意)(?:让我)?(?:去|看|见){1,2}(?:医生|医院|心理|精神科|咨询)"
        r"|\b(?:refuses?|wont|doesnt want|does not want|will not|dont want)\b.{0,12}\b(?:see|go|talk|visit)\b.{0,12}\b(?:doctor|therapist|hospital|psychiatrist|counsell?or|anyone)\b"
    ),
    Asking.DOCTOR_FIRST: re.compile(
        "我(?:能|可以|可不可以|能不能)?(?:自己|一个人)(?:先)?(?:去)?(?:问|看|找|咨询).{0,4}(?:医生|医院|心理)"
        r"|\bcan i\b.{0,20}\b(?:doctor|therapist|counsell?or|psychiatrist)\b.{0,20}\b(?:alone|first|without|myself|on my own)\b"
    ),
    Asking.TEMPER: re.compile(
        "(?:脾气|暴躁|动手|发火|打孩子|打他|打她).{0,30}(?:爸|妈|告诉|说)|(?:爸|妈|老公|丈夫|老婆).{0,24}(?:脾气(?:爆|暴|差|大|不好)|打孩子|会打|动手)"
        r"|\b(?:his|her|their|my) (?:dad|father|husband|mum|mom|wife)\b.{0,40}\b(?:temper|hit (?:him|her|them)|violent|hits|lose it)\b"
    ),
    Asking.LEAVE: re.compile(
        "(?:要不要|该不该|能不能|可不可以|需不需要|可以|应该|要|想).{0,5}(?:请.{0,3}假|休学|不去(?:上学|学校)|在家(?:休息|歇))"
        r"|\b(?:should|can|could|do)\b.{0,20}\b(?:stay (?:at )?home|skip school|miss school|days? off|out of school|go to school)\b"
    ),
    Asking.WHAT_TO_SAY: re.compile(
        f"(?:怎么|怎样|如何|点样?)(?:去)?(?:跟|和|同|对|向|给)(?:{_THEY}|.{{1,5}})(?:说|讲|开口|谈|提|聊|解释|发)|(?:跟|和|对|向)(?:{_THEY}|.{{1,5}})(?:该|要|应该)?(?:怎么|怎样|如何)(?:说|讲|开口|谈|聊)|(?:怎么|如何)(?:告诉|开口|开这个口)|(?<!知道)(?<!知道该)(?<!不会)怎么(?:说|讲)(?:啊|呀|呢|才好|[?？])|说不出口|(?:跟|和|对|发)(?:{_THEY}|.{{1,4}})(?:说|发|讲)(?:点|些)?什么"
        r"|\b(?:what|how) (?:do|should|can|could|would|am|to|i)\b.{0,24}\b(?:say|tell|talk|explain|write|text|put|word|ask|bring|raise)\b"
        r"|\b(?:dont know|idk|no idea|unsure) how to (?:even )?(?:start|begin|say|tell|bring|ask|put)\b"
        r"|\bhow (?:do|should|can|could|would) i (?:even )?(?:start|bring it up|say it|raise it|begin)\b|\bwhat (?:do|should|can|would|am) i (?:even )?(?:supposed to )?say\b"
    ),
    Asking.WILL_TELL: re.compile(
        "(?:老师|班主任|校医|心理老师|医生|她|他|警察)会(?:不会)?(?:告诉|跟|和|通知)(?:我|别人|家|他|她)"
        r"|\b(?:will|would|does|do|wont) (?:she|he|they|the teacher|teachers?|the counsell?or|the doctor|ms \w+|mr \w+)\b.{0,8}\b(?:tell|call|inform)\b"
    ),
    Asking.THINK_OF_ME: re.compile(
        r"会(?:不会)?(?:觉得|以为|认为)我|\b(?:will|would|might) (?:he|she|they|people|everyone)\b.{0,6}\bthink (?:i|im|that i|less)\b"
    ),
    Asking.SERIOUS: re.compile(
        r"(?:算|是不是|会不会|这)(?:很|太)?严重(?:吗|么|啊)|够(?:不够)?严重|\bis (?:it|this|that) (?:that |really |even )?(?:serious|bad enough|bad)\b"
    ),
    Asking.FAULT: re.compile(
        "(?:是不是|是)(?:都)?(?:因为)?(?:全)?我.{0,12}(?:的错|错了|害|逼|不好|造成|没做好|没教好|太严|太凶|的问题|的原因)|我.{0,3}做错(?:了)?什么|怪我吗|都怪我|(?:哪里|什么)做(?:错|得不好)"
        r"|\b(?:is|was|isnt|wasnt|maybe) (?:it|this|that) (?:all )?(?:my|our|partly my) (?:fault|doing)\b|\bdid i (?:do|cause|make)\b|\bbecause of (?:me|something i)\b|\bam i (?:a )?(?:bad|terrible|awful|horrible|the reason|to blame)\b|\bwhat did i do wrong\b"
    ),
    Asking.THEY_OK: re.compile(
        f"{_THEY}.{{0,6}}(?:会没事|没事吧|没事吗|会好|能好|好起来|会不会死|会不会出事|会不会有事|会死|会出事|还活着|有危险吗)"
        r"|\b(?:will|is|are|would) (?:she|he|they)\b.{0,12}\b(?:ok|okay|alright|all right|fine|safe|die|dead|alive|recover|get better)\b|\b(?:she|he|they)(?:s|re| is| are| will|ll| gonna| going to)? (?:gonna |going to )?be (?:ok|okay|fine|alright|safe)\b"
    ),
    Asking.ANGRY: re.compile(
        "会(?:不会)?(?:更|很|再|就)?(?:生气|恨我|怪我|讨厌我|不理我|打得更|变本加厉|更糟|更严重|发火|激动|刺激到|逆反)"
        r"|\b(?:be|get|make|makes|making)\b.{0,14}\b(?:angr\w*|mad|worse|upset|furious)\b|\bhates? me\b"
    ),
    Asking.HOTLINE: re.compile(
        "(?:12356|12355|热线|那个电话|这些电话|上面的电话).{0,14}(?:有人接|会接|接吗|打得通|要钱|收费|免费|告诉|保密|靠谱|有用)|(?:打电话|打过去).{0,6}(?:要钱|收费|有人接)"
        r"|\b(?:hotline|helpline|12356|12355|those numbers|the number)\b.{0,24}\b(?:free|cost|answer|pick up|open|private|tell|real|work)\b"
    ),
    Asking.CAN_YOU: re.compile(
        "(?:你|你们)(?:能|可以|可不可以|能不能|会不会|会).{0,4}(?:打电话|报警|叫人|来救|来接|过来|派人|联系|去找|救|告诉(?:他|她))"
        r"|\bcan (?:you|u|someone|somebody) (?:please |pls )?(?:call|come|send|talk to|tell|contact|get)\b"
    ),
    Asking.USE: re.compile(
        "(?:说|讲|写|聊|问)(?:这些|这个|了|出来|给你听|这么多)?(?:又|还)?(?:有什么|有啥|有)(?:用|意义)|你们?(?:又|还)?(?:能|可以)(?:帮|做)(?:我|到)?(?:什么|啥)?"
        r"|\b(?:whats|what is) the point (?:of|in) (?:talking|telling|this|writing|saying)\b|\b(?:how|what) (?:can|do|will|would|could) (?:you|this|talking|that)\b.{0,12}\b(?:help|do)\b|\b(?:does|will|would|can) (?:this|talking|it|you|u) (?:even |actually |really )?help\b"
    ),
    Asking.NORMAL: re.compile(
        "(?<!你)(?<!你们)(?<!你是不)(?:是不是|是)(?:就是|即是)?(?:我)?.{0,3}(?:不正常|有病|有问题|疯了|很奇怪|变态|神经病|矫情|想太多|小题大做|坏掉)|正常吗|我是不是.{0,4}(?:疯|病|坏掉|怪)|有什么毛病|我怎么了"
        r"|\bam i (?:normal|crazy|weird|broken|insane|going mad|sick|overreacting|being dramatic|stupid)\b|\bis (?:it|this|that) normal\b|\bwhats wrong with me\b|\bsomething wrong with me\b"
    ),
    Asking.REAL: re.compile(
        "(?:你|这|那边)(?:到底)?(?:是)?(?:谁|什么人|真人|机器人|人工|ai|程序|人吗)|真人吗|机器人吗"
        r"|\bare you (?:a |an )?(?:real|human|person|bot|robot|ai|computer)\b|\bwho (?:are|is) (?:you|this)\b|\bis this (?:a |an )?(?:bot|robot|person|ai|real)\b"
    ),
    Asking.WHY_THEY: re.compile(
        f"(?:为什么|为啥|怎么会|干嘛).{{0,8}}(?:{_THEY}|这样|这么|割|伤害|要)|{_THEY}.{{0,6}}(?:为什么|为啥|怎么会)|(?:疼|痛)(?:吗|不疼|不痛|么)"
        r"|\bwhy (?:do|does|would|is|are|did|wont|cant)\b|\bdoes it hurt\b|\bdont (?:get|understand) why\b"
    ),
    Asking.SHOULD_TELL: re.compile(
        "(?:要不要|该不该|应不应该|能不能|可不可以|是不是(?:该|要|应该)|可以|应该|该).{0,4}(?:告诉|跟|和|找|联系|打给|通知)"
        r"|\b(?:should|do|can|could|shall|must) i (?:have to |need to |just )?(?:tell|talk to|call|text|go to(?! (?:sleep|bed|school|class|work))|ask|contact|message)\b"
    ),
}
# Told as often as asked, and answered alike.
_ANSWERED_ANYHOW: Final[Mapping[Asking, re.Pattern[str]]] = {
    Asking.COMES_HERE: re.compile(
        r"别(?:让|叫|派)人(?:过)?来|不要(?:让|叫|派)人(?:过)?来|\b(?:dont|do not) send (?:anyone|anybody|someone|people)\b"
    ),
    Asking.MAY_SLEEP: re.compile(r"睡一觉(?:就|应该|可能|大概|会)?(?:会)?(?:好|没事|过去)|\bsleep it off\b"),
    Asking.SAFE_AFTER_ALL: re.compile(
        "(?:她|他|ta)(?:终于|刚|刚刚)?(?:回我了|回消息了|还活着|没事了)|警察(?:已经)?(?:在|到|找到)(?:她|他)"
        r"|\b(?:shes|hes|theyre|she is|he is|they are) (?:alive|ok now|okay now|safe now)\b|\b(?:she|he|they) (?:just |finally )?(?:texted|replied|answered|called|wrote)(?: me)?(?: back)?(?:!|\.|,|:|$)|\bpolice are (?:already )?(?:with|at)\b|\b(?:shes|hes|she is|he is) (?:already |now )?(?:safe|home|with her mom|with his mom|in hospital)\b"
    ),
    Asking.ANGRY: re.compile(
        "怕(?:他|她|他们|她们|家里|我爸|我妈)(?:们)?.{0,4}(?:报复|更|发火|生气|打我|骂我|打死|知道)|(?:她|他|他们)(?:一定|肯定)?会(?:很|更|特别|一定)?(?:生气|恨我|怪我|讨厌我)"
        r"|\b(?:scared|afraid|worried|what if) (?:that )?(?:he|she|they)(?: will|ll|s going to| might)? (?:find out|get|hit|be|hurt|know|kill)\b|\b(?:will|gonna|going to|shell|hell) (?:be|get) (?:so |really |very )?(?:angry|mad|upset|furious)\b|\b(?:will|gonna|going to|shell|hell) hate me\b"
    ),
    Asking.REAL: re.compile(
        r"(?:你|这).{0,4}(?:机器人|程序|ai|假的|人机)|\b(?:youre|you are|ur|u r) (?:just |only )?(?:a |an )?(?:bot|robot|ai|program|machine|computer)\b"
    ),
    Asking.REFUSES_DOCTOR: re.compile(
        "(?:她|他|ta|孩子).{0,6}(?:死活|就是|还是|根本)?(?:不肯|不愿意?|拒绝)(?:去|看|见){1,2}(?:医生|医院|心理|精神科)|(?:她|他|ta|孩子).{0,8}(?:说)?(?:自己)?没病|想带(?:她|他|孩子)(?:去)?看(?:医生|心理).{0,6}不肯"
        r"|\b(?:she|he|they) (?:refuses?|wont|will not|doesnt want to)\b.{0,6}\b(?:see|go to)\b.{0,8}\b(?:doctor|therapist|hospital|psychiatrist)\b"
    ),
    Asking.ASK_THEM: re.compile(
        r"(?:不敢|怕)(?:直接|去|开口)?问(?:他|她|出|孩子|出口)?|\b(?:dont dare|scared|afraid|too scared) to ask (?:her|him|them)\b"
    ),
    Asking.BELIEVED: re.compile(
        "(?:没人|没有人|冇人|谁会|他们?不会|她们?不会|不会有人|会不会|都不|也不).{0,4}(?:信我|相信我|相信|会信)"
        r"|\b(?:no ?one|nobody|they|he|she|police|mum|mom|dad|who|anyone)\b.{0,16}\b(?:believes?)\b"
    ),
}
# A word of them is no relief where it tells of more.
_NO_RELIEF: Final = re.compile(
    r"再见|对不起|永别|遗书|跳|死|药|血|晕|昏|叫不醒|不动|又要|还是要|但|可是|\b(?:but|goodbye|bye|sorry|not (?:waking|breathing|moving|responding)|unconscious|blood|bleeding|pills?|jump|die|kill|again|wont wake)\b"
)
_OF_ANOTHER_ONLY: Final = (
    Asking.THEY_OK,
    Asking.WHY_THEY,
    Asking.WAKING,
    Asking.CONTACT,
    Asking.PUT_AWAY,
    Asking.ASK_THEM,
    Asking.SAY_TO_PARTNER,
    Asking.SAFE_AFTER_ALL,
    Asking.REFUSES_DOCTOR,
    Asking.DOCTOR_FIRST,
    Asking.TEMPER,
)
_OF_SELF_ONLY: Final = (
    Asking.DYING,
    Asking.COMES_HERE,
    Asking.AFTER_AMBULANCE,
    Asking.NEED_CARE,
    Asking.MAY_SLEEP,
    Asking.WORTH,
    Asking.BLOCK,
    Asking.KEEP_PROOF,
    Asking.NORMAL,
    Asking.WHERE_TO_GO,
    Asking.POSTED,
    Asking.SERIOUS,
    Asking.SLEEP,
    Asking.LAW,
    Asking.SAY_TO_PARENT,
    Asking.FACE_PEOPLE,
)


def asking_in(text: str, *, is_about_other: bool) -> Asking | None:
    """What is asked in `text`, Asking.UNKNOWN for a question of which nothing is known here, None where nothing is asked."""
    plain = plain_end_of(text, length=_FAR_ENOUGH)
    others = _OF_SELF_ONLY if is_about_other else _OF_ANOTHER_ONLY
    known = [_ANSWERED_ANYHOW]
    if _SOUNDS_ASKED.search(plain) is not None:
        known.append(_ANSWERED_IF_ASKED)
    asked = {asking for words in known for asking, pattern in words.items() if pattern.search(plain)}
    if _NO_RELIEF.search(plain):
        asked.discard(Asking.SAFE_AFTER_ALL)
    found = next((asking for asking in Asking if asking in asked and asking not in others), None)
    return found or (Asking.UNKNOWN if _IS_QUESTION.search(_last_sentence(plain)) else None)


def _last_sentence(plain: str) -> str:
    sentences = [each for each in _SENTENCE.findall(plain) if each.strip()]
    return sentences[-1].strip() if sentences else ""

"""Short word lists that settle what letters alone cannot."""


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


ENGLISH_WORDS = _words("""a about after again all alone also always am an and any anyone anything are as ask at away bad be because been
    before being best better born bored both bully but by bye call came can cannot cant come could cry crying day dead
    did die do does doing done dont down dying each else end even ever every everyone everything exam feel feeling felt
    few find first for friend from get girl give go god going good got had happy has hate have he heart hello help her
    here hey hi him his home hope how hurt i if im in into is isnt it its ive job just keep kill know last least leave
    let life like little live lonely long lost lot love mad make many may maybe me mean mine more most much mum must my
    need never new nice night no nobody not nothing now of off old on once one only or other our out over own pain
    panic parents people person phone please pressure really right sad safe said same say school see she should sick
    sleep so some someone something sometimes soon sorry still stop stress stupid such suicide sure take talk teacher
    tell thank thanks that the their them then there these they thing things think this those time tired to today told
    tomorrow tonight too trouble try two under until up upset us use very wait walk want was wasnt way we week well
    went were what when where which while who whole whom why will wish with without woman women wont word work world
    worried worry worse worst would wrong year years yes yesterday yet you your youre yours""")
# Written by people of every language; they say nothing about the writer's.
TELLS_NOTHING = _words("ok okay emo haha hahaha lol app vip pdf ppt ktv qq wx wechat omg wow hmm bye emm emmm")

# Vietnamese typed without its marks.
VIETNAMESE_WORDS = _words("theo trong khi anh toi khong nhung cung nhu tham thi minh nguoi duoc nhieu")

# What stands alone in a Chinese talk and is no change of language.
BORROWED = _words(
    "ok okay oh hi hello hey bye byebye thanks thank you thx yes yeah no lol sorry please pls emo good night morning cool nice"
)

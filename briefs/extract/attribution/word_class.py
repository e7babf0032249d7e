"""The closed classes of English words, as far as attribution asks for them. All in lower case."""

NAMED = "“name”"  # what stands for the title of a book or a show between marks
QUOTED = "“”"  # what stands for any other quotation

FINITE = frozenset(
    "is are was were has have had will would can could should must may might does do did cannot isn't "
    "wasn't aren't weren't hasn't haven't hadn't doesn't don't didn't won't wouldn't can't couldn't "
    "shouldn't isn’t wasn’t aren’t weren’t hasn’t haven’t hadn’t doesn’t don’t didn’t won’t wouldn’t "
    "can’t couldn’t shouldn’t ’ve 've ’re 're ’ll 'll".split()
)
MODALS = frozenset("should must may might can could would ought".split())
NEGATIONS = frozenset(
    "not never no cannot isn't wasn't aren't weren't hasn't haven't hadn't doesn't don't didn't won't "
    "wouldn't can't couldn't shouldn't isn’t wasn’t aren’t weren’t hasn’t haven’t hadn’t doesn’t "
    "don’t didn’t won’t wouldn’t can’t couldn’t shouldn’t".split()
)
COPULAS = frozenset(
    "be is are was were been being am 's ’s 're ’re isn't wasn't aren't weren't isn’t wasn’t aren’t "
    "weren’t get gets got become becomes became remain remains remained seem seems seemed feel feels "
    "felt stay stays stayed appear appears appeared look looks looked sound sounds sounded".split()
)
HELPERS = FINITE | COPULAS | {"not", "never", "to", "'d", "’d"}  # what may stand between subject and verb

DETERMINERS = frozenset(
    "the a an his her their its our my your some many several most all both two three four five six "
    "seven eight nine ten these those this that one few other another no each every any more dozens "
    "hundreds thousands".split()
)
POSSESSIVES = frozenset("his her their its my our".split())
GENITIVES = frozenset(["'s", "’s"])
SUBJECT_PRONOUNS = frozenset("he she they it i we you there".split())
RELATIVES = frozenset("who which whom whose".split())
PRONOUNS = SUBJECT_PRONOUNS | RELATIVES | {"that", "one", "this", "these", "those"}
PLURAL_SUBJECTS = frozenset(
    "i we you they who people others those both many some most which that and".split()
)

PREPOSITIONS = frozenset(
    "about of for on in against with as at from over by into toward towards like upon out up down off "
    "to around behind during among between through under within without across".split()
)
LINKS = frozenset("of for in at from with on to de la von van der and & between against by".split())
SUBORDINATORS = frozenset(
    "when if while as after before although though since because unless until once whether asked "
    "despite whereas".split()
)
QUESTION_WORDS = frozenset("whether if how why what who when where which".split())
STOPS = frozenset(  # what no noun phrase goes on over
    "that because when if while although though but before after since as than so whether where why how "
    "unless until and or nor what".split()
)
OPENING = LINKS | frozenset(
    "but so yet then still however here there now today also if as when while".split()
)
APPOSITIVE = RELATIVES | frozenset(
    "a an the one his her also himself herself now then both like along speaking".split()
)
DAYS = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday yesterday today tonight earlier last "
    "late early".split()
)
ADVERBS = frozenset(
    "also then later again once often now still ever even just soon long already always sometimes "
    "twice first since longer recently reportedly instead too well both all rather yet thus "
    "further quickly simply only".split()
)
NO_ADVERBS = frozenset(
    "family supply reply italy ally rally july assembly only tally bully rely imply comply apply anomaly "
    "early daily weekly monopoly".split()
)
TIMES = frozenset("week month year night morning afternoon evening weekend spring summer winter".split())
NO_VERBS = frozenset("hundred indeed speed united so-called need needed alleged proposed".split())
NO_PARTICIPLES = frozenset("including during according being nothing something anything everything".split())

SPEECHES = frozenset(  # what words are said in, which are not said themselves
    "statement statements speech speeches comment comments remark remarks interview interviews announcement "
    "letter tweet message news".split()
)

ENDS = frozenset([".", "?", "!", ";", "…", "..."])
DASHES = frozenset(["—", "–", "-", "--"])
MARKS = ENDS | DASHES | frozenset(",:()[]\"'’‘“”") | {QUOTED}
CURRENCY = frozenset("$£€¥")


def is_word(low: str) -> bool:
    return low[0].isalnum() or low == NAMED


def is_adverb(low: str) -> bool:
    return low in ADVERBS or (low.endswith("ly") and len(low) > 4 and low not in NO_ADVERBS)

/* leaning.c: sentences of other languages than English that a summary does not take: those that
 * lean on the one before ("Er rechnet", "Mais les", "しかし"), that ask, that are speech led by a
 * dash, and credits ("Foto: ..."). "Este martes" and "Den svenska regeringen" lean on nothing.
 * English has rules of its own, which know parts of speech. */
#include "sense/foreign.h"
#include "text/date_words.h"

/* Words and phrases at a sentence's start, as text_fold leaves them ("ausserdem", "αυτόσ"), so that
 * nothing is folded for every sentence; parted by bars: pronouns without a name, and
 * what joins it to the sentence before. In languages that write no spaces they are beginnings. */
static const char *const openers[][2] = {
    {"de",
     "er|sie|es|ihm|ihn|ihr|ihre|ihrem|ihren|ihrer|sein|seine|seinem|seinen|seiner|dies|diese|"
     "dieser|dieses|diesem|diesen|das sei|das ist|das war|das habe|dafür|dagegen|damit|dabei|"
     "dazu|daran|darauf|darum|deshalb|deswegen|daher|aber|doch|denn|und|oder|sondern|auch|"
     "ausserdem|zudem|jedoch|allerdings|dennoch|trotzdem|hingegen|dann|danach|dort|wir|ich|man|"
     "dessen|deren|beide|solche|ebenso|sonst|nun|so|stattdessen|schliesslich|weiter|davon|davor|"
     "darüber|darin|hier|zuvor|letztere"},
    {"fr",
     "il|elle|ils|elles|on|lui|leur|leurs|son|sa|ses|ce|cet|cette|ces|cela|ceci|c'est|celui-ci|"
     "celle-ci|ceux-ci|mais|et|ou|donc|car|or|ni|aussi|ainsi|cependant|toutefois|pourtant|"
     "néanmoins|en revanche|par ailleurs|de plus|en outre|enfin|puis|ensuite|alors|je|nous|"
     "selon elle|selon lui|d'après lui|d'après elle|pour lui|pour elle|selon eux|y|là|voilà|"
     "en effet|par contre|c'était|de son côté|après quoi"},
    {"es",
     "él|ella|ellos|ellas|ello|esto|eso|este|esta|estos|estas|ese|esa|esos|esas|su|sus|le|les|"
     "lo cual|pero|y|e|o|aunque|sino|también|además|sin embargo|no obstante|por eso|por ello|"
     "por lo tanto|así|entonces|luego|después|tampoco|asimismo|en cambio|por otra parte|"
     "por su parte|lo mismo|yo|nosotros|según él|según ella|allí|ahí|aquí|mientras "
     "tanto|finalmente|"
     "de hecho|con todo|ambos|ambas"},
    {"it",
     "egli|ella|lui|lei|esso|essa|essi|esse|loro|gli|le ha|questo|questa|questi|queste|quello|"
     "quella|ciò|suo|sua|suoi|sue|il suo|la sua|i suoi|le sue|ma|però|e|ed|o|oppure|anche|"
     "inoltre|tuttavia|quindi|dunque|perciò|così|poi|infine|invece|eppure|infatti|io|noi|lì|"
     "qui|secondo lui|secondo lei|nonostante ciò|dopo di che|intanto|nel frattempo|entrambi"},
    {"pt",
     "ele|ela|eles|elas|isto|isso|aquilo|este|esta|estes|estas|esse|essa|esses|essas|aquele|"
     "aquela|seu|sua|seus|suas|o seu|a sua|os seus|as suas|lhe|mas|e|ou|porém|contudo|todavia|"
     "no entanto|entretanto|também|além disso|por isso|portanto|assim|então|depois|eu|nós|"
     "já o|já a|já os|já as|segundo ele|segundo ela|ali|lá|aqui|aliás|apesar disso|ambos|já ele|já "
     "ela"},
    {"ca",
     "ell|ella|ells|elles|això|aquest|aquesta|aquests|aquestes|el seu|la seva|els seus|però|i|"
     "o|també|a més|tanmateix|per això|així|llavors|després|jo|nosaltres|en canvi|allà"},
    {"gl", "el|ela|eles|elas|isto|iso|este|esta|ese|esa|seu|súa|o seu|a súa|pero|mais|e|ou|tamén|"
           "ademais|porén|por iso|así|entón|despois|eu|nós"},
    {"ro",
     "el|ea|ei|ele|acesta|aceasta|aceștia|acestea|acest|această|acești|aceste|asta|lui|dar|însă|"
     "și|sau|totuși|de asemenea|în plus|astfel|apoi|deci|eu|noi|potrivit lui|potrivit ei|acolo|"
     "în schimb|prin urmare"},
    {"nl",
     "hij|zij|ze|het is|het was|hem|haar|hun|zijn|dit|dat|deze|die|maar|en|of|dus|want|ook|"
     "bovendien|echter|toch|daarom|daarna|daarbij|daarvoor|daardoor|dan|toen|ik|wij|we|volgens "
     "hem|volgens haar|er|daar|verder|niettemin|desondanks|beide|hier"},
    {"sv", "han|hon|den här|det här|de|det|hans|hennes|deras|detta|denna|dessa|honom|henne|men|och|"
           "eller|så|också|dock|därför|dessutom|sedan|då|jag|vi|enligt honom|enligt henne|där|"
           "däremot|samtidigt|trots det|båda|här"},
    {"da",
     "han|hun|den|det|de|hans|hendes|deres|dette|denne|disse|ham|hende|men|og|eller|så|også|"
     "dog|derfor|desuden|derefter|da|jeg|vi|ifølge ham|ifølge hende|der|derimod|samtidig|begge|"
     "her|alligevel"},
    {"no",
     "han|hun|den|det|de|hans|hennes|deres|dette|denne|disse|ham|henne|men|og|eller|så|også|"
     "likevel|derfor|dessuten|deretter|da|jeg|vi|ifølge ham|ifølge henne|der|derimot|samtidig|"
     "begge|her"},
    {"fi", "hän|he|se|ne|hänen|heidän|sen|tämä|nämä|tätä|mutta|ja|tai|vaan|myös|lisäksi|kuitenkin|"
           "siksi|sitten|minä|me|siellä|silti|molemmat|täällä|toisaalta"},
    {"pl", "on|ona|oni|one|ono|dodał|dodała|jego|jej|ich|jemu|ten|ta|to|te|ci|tego|tej|tym|ale|i|"
           "oraz|lub|jednak|"
           "też|także|również|ponadto|dlatego|więc|zatem|potem|następnie|wtedy|ja|my|według niego|"
           "według niej|tam|natomiast|mimo to|lecz|a|oboje|obaj|tutaj|tymczasem"},
    {"cs",
     "on|ona|oni|ony|ono|dodal|dodala|jeho|její|jejich|ten|ta|to|tento|tato|toto|tyto|ti|ale|a|i|"
     "nebo|však|"
     "také|též|navíc|proto|tedy|pak|poté|potom|já|my|podle něj|podle něho|podle ní|tam|naopak|"
     "přesto|oba|zde|tady|zároveň|mezitím|avšak"},
    {"sk",
     "on|ona|oni|ony|ono|jeho|jej|ich|ten|tá|to|tento|táto|toto|tieto|tí|ale|a|aj|i|alebo|však|"
     "tiež|navyše|preto|teda|potom|ja|my|podľa neho|podľa nej|tam|naopak|napriek tomu|obaja"},
    {"hr", "on|ona|oni|one|ono|njegov|njegova|njezin|njihov|to|taj|ta|ovaj|ova|ovo|ali|i|ili|no|"
           "međutim|također|osim toga|stoga|zato|zatim|tada|ja|mi|prema njemu|tamo|ipak|a"},
    {"sr",
     "on|ona|oni|one|ono|njegov|njena|njihov|to|taj|ta|ovaj|ova|ovo|ali|i|ili|međutim|takođe|"
     "zato|zatim|tada|ipak|a|он|она|они|оне|оно|његов|њена|њихов|то|тај|та|овај|ова|ово|али|и|"
     "или|међутим|такође|зато|затим|тада|ипак|а"},
    {"sl", "on|ona|oni|one|njegov|njen|njihov|to|ta|ti|te|toda|ampak|in|ali|vendar|tudi|poleg tega|"
           "zato|potem|nato|jaz|mi|tam|a|pa"},
    {"hu",
     "ő|ők|ez|az|ezek|azok|ezt|azt|de|és|vagy|azonban|is|emellett|ezért|tehát|majd|aztán|én|mi|"
     "neki|nekik|szerinte|eddig|ennek ellenére|továbbá|ott|viszont|ugyanakkor|mindkettő|itt"},
    {"tr",
     "o|onlar|onun|onların|bu|bunlar|bunun|şu|ama|fakat|ancak|ve|veya|ayrıca|bununla birlikte|"
     "bu nedenle|bu yüzden|sonra|daha sonra|ben|biz|ona göre|orada|yine de|üstelik|öte yandan|"
     "buna rağmen|burada"},
    {"ru", "он|она|оно|они|его|её|ее|их|ему|ей|это|этот|эта|эти|этого|тот|та|те|но|а|и|или|однако|"
           "также|тоже|кроме того|поэтому|затем|потом|тогда|я|мы|по его|по её|по ее|по их|там|"
           "впрочем|при этом|зато|тем не менее|оба|обе|здесь|между тем"},
    {"uk", "він|вона|воно|вони|його|її|їх|їхній|йому|їй|це|цей|ця|ці|цього|той|та|ті|але|а|і|й|чи|"
           "однак|проте|також|теж|крім того|тому|потім|тоді|я|ми|за його|за її|там|втім|при цьому|"
           "натомість|обидва|тут|водночас|тим часом"},
    {"be", "ён|яна|яно|яны|яго|яе|іх|гэта|гэты|гэтая|але|а|і|ці|аднак|таксама|таму|потым|я|мы|там"},
    {"bg", "той|тя|то|те|неговият|нейният|техният|това|този|тази|тези|но|а|и|или|обаче|също|освен "
           "това|затова|после|след това|тогава|аз|ние|според него|според нея|там|въпреки това"},
    {"el",
     "αυτόσ|αυτή|αυτό|αυτοί|αυτέσ|αυτά|εκείνοσ|εκείνη|ο ίδιοσ|η ίδια|αλλά|και|ή|όμωσ|ωστόσο|"
     "επίσησ|επιπλέον|γι' αυτό|έτσι|τότε|μετά|ύστερα|εγώ|εμείσ|σύμφωνα με αυτόν|εκεί|παρ' όλα "
     "αυτά|εντούτοισ|εδώ"},
    {"ar", "هو|هي|هم|هن|وهو|وهي|وهم|هذا|هذه|هؤلاء|ذلك|تلك|وهذا|وذلك|لكن|ولكن|لكنه|لكنها|إلا أن|"
           "غير أن|كما|أيضا|لذلك|ولذلك|ثم|أو|بل|أنا|نحن|وأضاف|وأضافت|وتابع|وأوضح|وأكد أن|هناك|ومع "
           "ذلك"},
    {"fa", "او|وی|آنها|آن‌ها|ایشان|این|آن|اینها|اما|ولی|و|یا|"
           "لیکن|"
           "همچنین|"
           "بنابراین|"
           "سپس|"
           "پس|"
           "من|"
           "ما|"
           "به "
           "گفته او|به گفته وی|آنجا|با این حال|با وجود این|هر دو"},
    {"ur", "وہ|یہ|ان|اس|انہوں|انھوں|لیکن|مگر|اور|یا|تاہم|بھی|اس لیے|پھر|میں|ہم|وہاں"},
    {"he", "הוא|היא|הם|הן|זה|זו|זאת|אלה|אלו|אבל|אך|ו|או|אולם|גם|כמו כן|לכן|אז|אחר כך|אני|אנחנו|"
           "לדבריו|לדבריה|לדבריהם|שם|עם זאת|למרות זאת|בנוסף|שניהם|כאן"},
    {"hi", "वह|वे|यह|ये|उन्होंने|उन्हें|उनके|उनकी|उनका|उसने|उसे|इस|इन|लेकिन|मगर|परंतु|किंतु|और|या|हालांकि|"
           "हालाँकि|भी|इसलिए|फिर|मैं|हम|वहाँ|वहां|इसके अलावा|इसके बाद|इसके बावजूद|दोनों"},
    {"id",
     "dia|ia|mereka|beliau|ini|itu|hal ini|hal itu|hal tersebut|tetapi|tapi|namun|dan|atau|juga|"
     "selain itu|karena itu|oleh karena itu|kemudian|lalu|saya|kami|kita|menurutnya|di sana|"
     "sementara itu|meski demikian|keduanya|di sini"},
    {"ms",
     "dia|ia|mereka|beliau|ini|itu|perkara ini|tetapi|tapi|namun|dan|atau|juga|selain itu|oleh "
     "itu|kemudian|lalu|saya|kami|kita|menurutnya|di sana|sementara itu"},
    {"ja",
     "彼は|彼女|彼ら|彼の|彼が|これ|それ|あれ|この|その|ここ|そこ|しかし|だが|ただ|また|そして|"
     "さらに|一方|なお|ところが|けれど|でも|つまり|だから|そのため|したがって|私は|私たち|同氏|"
     "同社|同市|同教授|ちなみに|すると|両者"},
    {"zh",
     "他|她|它|这|那|其|但|然而|不过|可是|而且|并且|因此|所以|于是|此外|另外|同时|我们|我的|我想|"
     "我是|我会|我在|我也|我认为|我觉得|然后|接着|"
     "随后|虽然如此|尽管如此|对此|这一|該|该|這|它們|不過|因為|因为|两者|双方"},
    {"ko", "그는|그가|그의|그녀|그녀는|그녀가|그녀의|그들|그들은|그들이|이는|이것|그것|이에|이를|"
           "이번|하지만|그러나|그런데|그리고|또|또한|"
           "그래서|따라서|그러면|한편|다만|이어|나는|우리|저는|여기|거기|이후|이와|이같은|이 같은"},
    {"vi",
     "ông|bà|anh ấy|cô ấy|họ|nó|điều này|điều đó|nhưng|và|hoặc|tuy nhiên|cũng|ngoài ra|vì vậy|"
     "do đó|sau đó|tôi|chúng tôi"},
    {"th", "เขา|เธอ|พวกเขา|นี่|นั่น|แต่|และ|หรือ|อย่างไรก็ตาม|นอกจากนี้|ดังนั้น|จากนั้น|ผม|เรา"},
};

/* Begins a credit of a picture, a text or an agency, in any language: "Foto: M. Reuss". */
static const char *const credits[] = {"foto",
                                      "fotos",
                                      "photo",
                                      "photos",
                                      "fotografie",
                                      "fotografia",
                                      "fotoğraf",
                                      "φωτο",
                                      "φωτογραφία",
                                      "фото",
                                      "снимка",
                                      "imagen",
                                      "imagem",
                                      "immagine",
                                      "bild",
                                      "bilder",
                                      "bilde",
                                      "kuva",
                                      "kép",
                                      "zdjęcie",
                                      "fot",
                                      "gambar",
                                      "صورة",
                                      "عکس",
                                      "תמונה",
                                      "צילום",
                                      "फोटो",
                                      "사진",
                                      "写真",
                                      "图",
                                      "图片",
                                      "摄影",
                                      "撮影",
                                      "mit material von",
                                      "avec afp",
                                      "con información de",
                                      "con informazioni",
                                      "met informatie van",
                                      "quelle",
                                      "quellen",
                                      "fuente",
                                      "fonte",
                                      "źródło",
                                      "zdroj",
                                      "источник",
                                      "джерело",
                                      "πηγή",
                                      "kaynak",
                                      "lähde",
                                      "kilde",
                                      "källa",
                                      "bron",
                                      "sumber",
                                      "المصدر",
                                      "منبع",
                                      "מקור",
                                      "来源",
                                      "责任编辑",
                                      "编辑",
                                      "기자",
                                      "출처",
                                      "redaktion",
                                      "redaktor",
                                      "redacción",
                                      "redação",
                                      "redazione",
                                      "a cura di",
                                      "von unserem",
                                      "de notre correspondant",
                                      "texte",
                                      "texto",
                                      "tekst",
                                      "текст",
                                      "автор",
                                      "autor",
                                      "auteur",
                                      "autore",
                                      "yazar",
                                      NULL};

/* Points to another article, in any language: "Lire aussi : ...". */
static const char more[] = "lire aussi|à lire aussi|lisez aussi|voir aussi|mehr dazu lesen|mehr "
                           "dazu hier|mehr zum thema|lesen sie auch|"
                           "lesen sie hier|auch interessant|lee también|lea también|leer más|sigue "
                           "leyendo|seguir leyendo|te puede interesar|"
                           "leia também|leia mais|ler também|veja também|saiba mais|leggi "
                           "anche|leggi l'articolo|potrebbe interessarti|per approfondire|"
                           "llegeix també|lees ook|lees verder|lees meer|läs också|läs även|läs "
                           "mer|læs også|læs mere|les også|les mer|lue myös|"
                           "lue lisää|czytaj także|czytaj też|czytaj również|czytaj więcej|zobacz "
                           "także|zobacz też|čtěte také|čtěte též|čtěte více|"
                           "přečtěte si|čítajte aj|prečítajte si|pročitajte i|čitajte i|pročitajte "
                           "još|preberite tudi|citește și|citiți și|"
                           "citește mai mult|kapcsolódó cikkek|kapcsolódó cikk|olvassa el|olvasd "
                           "el|ayrıca okuyun|bunu da okuyun|ilgili haberler|ilgili haber|"
                           "читайте также|читать также|читайте ещё|читайте еще|читать "
                           "далее|материалы по теме|читайте також|читайте ще|читати також|"
                           "чытайце таксама|прочетете още|вижте още|διαβάστε επίσησ|διαβάστε "
                           "ακόμη|διαβάστε ακόμα|διαβάστε περισσότερα|اقرأ أيضا|"
                           "اقرأ أيضًا|اقرأ أيضاً|اقرأ المزيد|بیشتر بخوانید|همچنین بخوانید|قراءة "
                           "المزيد|קראו עוד|קראו גם|ראו גם|यह भी पढ़ें|ये भी पढ़ें|इसे भी पढ़ें|"
                           "baca juga|baca selengkapnya|baca lagi|đọc thêm|xem "
                           "thêm|相关阅读|相关新闻|延伸阅读|相關閱讀|相關新聞|延伸閱讀|"
                           "あわせて読みたい|関連記事|関連ニュース|"
                           "관련기사|관련 기사|อ่านเพิ่มเติม|อ่านต่อ|ข่าวที่เกี่ยวข้อง";

static bool unspaced(struct str lang)
{
    return str_eq(lang, STR("ja")) || str_eq(lang, STR("zh")) || str_eq(lang, STR("th"));
}

/* Does `s` begin with the words `start`, and a border behind them? */
static bool begins_with(struct str s, struct str start, bool anywhere)
{
    if (!str_starts(s, start))
        return false;
    size_t at = start.n, next;
    if (anywhere || at >= s.n)
        return true;
    enum text_class c = text_class((next = at, utf8_next(s, &next)));
    return c != TEXT_LETTER && c != TEXT_MARK && c != TEXT_DIGIT && c != TEXT_IDEOGRAPH &&
           s.p[at] != '-';
}

/* The first bytes of the tokens from `i`, folded, with curly apostrophes made straight. */
static struct str folded_start(const struct sense_doc *d, uint32_t i, uint32_t to)
{
    enum { LOOKED_AT = 80 };
    struct str s = utf8_cut(span_str(d->text, sense_span(d, i, to)), LOOKED_AT), part;
    struct buf b;
    buf_arena(&b, d->arena, 1000);
    s = text_fold(d->arena, s);
    for (size_t at; (at = str_find(s, STR("’"))) != SIZE_MAX; s = str_from(s, at + 3)) {
        part = str_sub(s, 0, at);
        buf_put(&b, part);
        buf_char(&b, '\'');
    }
    buf_put(&b, s);
    return buf_str(&b);
}

static bool in_bars(struct str list, struct str start, bool anywhere)
{
    struct str one;
    while (str_split(&list, '|', &one))
        if (begins_with(start, one, anywhere))
            return true;
    return false;
}

static bool asks(const struct sense_doc *d, const struct sense_sentence *s)
{
    struct str last = sense_token_str(d, s->to - 1);
    return str_eq(last, STR("?")) || str_eq(last, STR("？")) || str_eq(last, STR("؟")) ||
           (str_eq(last, STR(";")) && str_eq(d->lang, STR("el")));
}

/* "Este martes", "Diese Woche": points to the day, not to the sentence before. */
static bool tells_time(const struct sense_doc *d, uint32_t i)
{
    static const char pointing[] =
        "diese diesen dieses diesem este esta ce cet cette questo questa "
        "acest această aquest aquesta dit deze denne dette denna detta";
    static const char times[] =
        "woche jahr monat morgen abend sommer winter frühjahr herbst wochenende semaine année mois "
        "matin soir été hiver automne printemps semana año mes mañana noche tarde verano invierno "
        "ano mês manhã noite verão settimana anno mese mattina sera notte estate inverno săptămână "
        "an lună dimineață seară setmana any week jaar maand ochtend avond zomer weekend vecka "
        "månad uge måned uke sommeren sommaren";
    char room[64];
    size_t n = 0;
    int value;
    if (!foreign_in(pointing, d->tokens[i].norm))
        return false;
    struct str next = d->tokens[i + 1].norm;
    return foreign_in(times, next) ||
           (date_fold(next, room, sizeof room, &n) &&
            date_word_find(str_of(room, n), d->lang, &value) == WORD_WEEKDAY);
}

/* "Den svenska regeringen", "De nye tog": an article before an adjective, not "De byggde". */
static bool is_northern_article(const struct sense_doc *d, uint32_t i)
{
    static const char *const ends[] = {"nska", "nske", "yska", "yske", "ska",  "iske", "iga",
                                       "ige",  "nya",  "nye",  "nste", "rste", "rsta", NULL};
    struct str next = d->tokens[i + 1].norm;
    if (!foreign_in("sv da no", d->lang) || !foreign_in("den det de", d->tokens[i].norm))
        return false;
    for (size_t k = 0; ends[k]; k++)
        if (str_ends(next, str_c(ends[k])) && (next.n > 4 || str_eq(next, str_c(ends[k]))) &&
            !str_eq(next, STR("ska")))
            return true;
    return false;
}

bool sense_leans(const struct sense_doc *d, uint32_t sentence)
{
    const struct sense_sentence *s = &d->sentences[sentence];
    uint32_t i = s->body_from;
    struct str first = sense_token_str(d, i);
    if (asks(d, s) || str_eq(first, STR("–")) || str_eq(first, STR("—")) ||
        str_eq(first, STR("-")) || str_eq(first, STR("「")) || str_eq(first, STR("『")))
        return true;
    while (i < s->to && d->tokens[i].flags & TOK_PUNCT)
        i++;
    if (i >= s->to)
        return true;
    if (i + 1 < s->to && (tells_time(d, i) || is_northern_article(d, i)))
        return false;
    const struct arena_mark scratch = arena_mark(d->arena);
    bool leans = false;
    for (size_t k = 0; k < sizeof openers / sizeof *openers && !leans; k++)
        if (str_eq(d->lang, str_c(openers[k][0])))
            leans = in_bars(str_c(openers[k][1]), folded_start(d, i, s->to), unspaced(d->lang));
    arena_back(d->arena, scratch);
    return leans;
}

/* "ЛИПОВЕЦЬ.": a dateline with a full stop. */
static bool is_place_alone(const struct sense_doc *d, const struct sense_sentence *s)
{
    if (s->from != 0 || s->to > 3 || s->to == d->token_count)
        return false;
    for (uint32_t i = 0; i < s->to; i++)
        if (!(d->tokens[i].flags & (TOK_UPPER | TOK_PUNCT)))
            return false;
    return d->tokens[0].flags & TOK_UPPER;
}

static bool points_to_more(const struct sense_doc *d, const struct sense_sentence *s)
{
    enum { TOKENS_MOST = 40 };
    uint32_t i = s->from;
    while (i < s->to && d->tokens[i].flags & TOK_PUNCT)
        i++;
    if (s->to - s->from > TOKENS_MOST || i >= s->to)
        return false;
    const struct arena_mark scratch = arena_mark(d->arena);
    /* "相关新闻发布会" is a press conference; in Thai "here" may follow. */
    bool thai = str_eq(d->lang, STR("th"));
    bool points = in_bars(str_c(more), folded_start(d, i, s->to), thai);
    arena_back(d->arena, scratch);
    return points;
}

/* A short paragraph of its own, or the text's last words: "Foto: M. Reuss/hb", "(Avec AFP)", "Mit
 * Material von dpa", "Lire aussi : ...". */
bool sense_foreign_credit(const struct sense_doc *d, const struct sense_sentence *s)
{
    enum { TOKENS_MOST = 12 };
    uint32_t i = s->from;
    bool end = s->to == d->token_count, closes = end || d->tokens[s->to].flags & TOK_PAR_FIRST;
    if (is_place_alone(d, s))
        return true;
    if (!closes || !(end || d->tokens[i].flags & TOK_PAR_FIRST))
        return false;
    if (points_to_more(d, s))
        return true;
    if (s->to - s->from > TOKENS_MOST)
        return false;
    bool bracket = sense_norm_is(d, i, STR("(")) || sense_norm_is(d, i, STR("（"));
    bool closed = sense_norm_is(d, s->to - 1, STR(")")) || sense_norm_is(d, s->to - 1, STR("）"));
    if (bracket && closed)
        return true;
    while (i < s->to && d->tokens[i].flags & TOK_PUNCT)
        i++;
    struct str last = sense_token_str(d, s->to - 1);
    if (i >= s->to || str_eq(last, STR(".")) || str_eq(last, STR("。")))
        return false;
    const struct arena_mark scratch = arena_mark(d->arena);
    struct str start = folded_start(d, i, s->to);
    bool credit = false;
    for (size_t k = 0; credits[k] && !credit; k++)
        credit = begins_with(start, str_c(credits[k]), false);
    arena_back(d->arena, scratch);
    return credit;
}

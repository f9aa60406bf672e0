/* foreign_words.c: the words that tell nouns and names in languages without a trained model. */
#include "sense/foreign.h"
#include "text/date_words.h"

/* clang-format off */
static const struct foreign_words table[] = {
    {.lang = "de", .leads = "", .links = "von van der den zu",
     .vague = "hunderten tausenden zehntausende zehntausenden hunderttausende dutzende dutzenden teile grösse sowie "
        "jahr jahre jahren tag tage tagen tages woche wochen monat monate monaten uhr zeit ende anfang mitte mal "
        "euro dollar mio mrd prozent million millionen milliarde milliarden leute menschen mensch personen person "
        "angaben angabe frage grund teil fall leben mann frau kind kinder morgen abend nacht mittag stunde "
        "stunden minuten meter kilometer land stadt weiteres beispiel ergebnis sprecher sprecherin bericht berichte "
        "zahl rund laut mehr zwei drei vier fünf sechs sieben acht neun zehn hundert hunderte tausend tausende viele "
        "alle einige mehrere ganz betrieb richtung höhe folge hause haus rolle seite seiten weg foto bild material "
        "quelle prof dr ing hr fr linie minus plus arbeit problem hilfe kosten thema neue neuer neues nächste erste "
        "zukunft sicht art weise stelle rahmen herr frühjahr sommer herbst winter kraft nähe"},
    {.lang = "fr", .leads = "le la les l' un une des du de d' au aux ce cette cet ces son sa ses leur leurs en",
     .links = "de du des la le d' l'",
     .vague = "an ans année années jour jours semaine mois heure heures fois temps fin début euros euro dollars million "
        "millions milliard milliards personne personnes gens homme femme enfants cas partie part lieu vie soir matin nuit "
        "mètres kilomètres pays ville suite place direction parties nombre monde train deux trois quatre cinq six sept "
        "huit neuf dix cent cents mille selon mme mm mlle groupe raison lundi exemple point chose ordre"},
    {.lang = "es", .leads = "el la los las un una unos unas del de al su sus este esta estos estas en",
     .links = "de del la las los",
     .vague = "año años día días semana mes meses hora horas vez veces tiempo fin euros euro dólares millón millones "
        "persona personas gente hombre mujer niños caso parte lugar vida tarde mañana noche metros kilómetros país ciudad "
        "medida plan grupo mundo dos tres cuatro cinco seis siete ocho nueve diez cien mil según dña sr sra salida forma "
        "ejemplo punto cosa décadas familia presidente manera efe cargo"},
    {.lang = "it", .leads = "il lo la i gli le l' un uno una un' del della dello dei degli delle dell' dal dalla al alla allo "
        "ai alle agli all' nel nella nello nell' nei nelle sul sulla sull' di d' in",
     .links = "di del della dei degli delle dell' d' da la",
     .vague = "anno anni giorno giorni settimana mese mesi ora ore volta volte tempo fine euro dollari milione milioni "
        "miliardi persona persone gente uomo donna bambini caso parte luogo vita sera mattina notte metri chilometri paese "
        "città modo gruppo mondo due tre quattro cinque sei sette otto nove dieci cento mille secondo dott prof sig esempio "
        "punto cosa domani case trecento ansa"},
    {.lang = "pt", .leads = "o a os as um uma uns umas do da dos das de no na nos nas ao à aos às pelo pela seu sua em",
     .links = "de do da dos das",
     .vague = "ano anos dia dias semana mês meses hora horas vez vezes tempo fim euros reais dólares milhão milhões "
        "pessoa pessoas gente homem mulher crianças caso parte lugar vida tarde manhã noite metros quilómetros país cidade "
        "forma grupo mundo dois duas três quatro cinco seis sete oito nove dez cem mil segundo sr sra dr exemplo ponto "
        "coisa obra obras história presidente art entanto esta"},
    {.lang = "ca", .leads = "el la els les l' un una uns unes del de d' al dels als", .links = "de del la les d'",
     .vague = "any anys dia dies setmana mes mesos hora hores vegada temps euros milions persones gent home dona cas part"},
    {.lang = "gl", .leads = "o a os as un unha do da dos das de no na ao á", .links = "de do da dos das",
     .vague = "ano anos día días semana mes hora horas vez tempo euros millóns persoas xente home muller caso parte"},
    {.lang = "ro", .leads = "un o a de la în din al ale cu pe pentru", .links = "de lui",
     .vague = "an ani zi zile săptămână luni lună oră ore dată timp euro lei milioane persoane oameni om femeie copii caz "
        "parte loc viață seară noapte țară oraș doi două trei patru cinci șase șapte opt nouă zece sută mii dr prof cauza "
        "exemplu pauză distanță"},
    {.lang = "nl", .leads = "de het een van dit dat deze die in op bij", .links = "van der den de ter ten",
     .vague = "jaar jaren dag dagen week weken maand maanden uur keer tijd eind begin euro miljoen miljard procent mensen "
        "mens persoon personen man vrouw kinderen geval deel leven avond nacht ochtend meter kilometer land stad dorp twee "
        "drie vier vijf zes zeven acht negen tien honderd duizend ruim volgens mr drs lengte voorbeeld plek"},
    {.lang = "sv", .leads = "en ett den det av om för i på", .links = "av von",
     .vague = "år dag dagar vecka veckor månad timme timmar gång gånger tid slut kronor miljoner procent människor person "
        "personer man kvinna barn fall del liv kväll natt morgon meter kilometer land stad två tre fyra fem sex sju åtta "
        "nio tio hundra tusen hundratals arbetet området hem"},
    {.lang = "da", .leads = "en et den det af om for i på", .links = "af von",
     .vague = "tiden sted mænd "
        "år dag dage uge uger måned time timer gang gange tid slut kroner millioner procent mennesker person personer "
        "mand kvinde børn tilfælde del liv aften nat morgen meter kilometer land by to tre fire fem seks syv otte ni ti "
        "hundrede tusind grund skade ingen"},
    {.lang = "no", .leads = "en et ei den det av om for i på", .links = "av von",
     .vague = "tiden sted menn "
        "år dag dager uke uker måned time timer gang ganger tid slutt kroner millioner prosent mennesker person "
        "personer mann kvinne barn tilfelle del liv kveld natt morgen meter kilometer land by to tre fire fem seks sju åtte "
        "ni ti hundre tusen planen"},
    {.lang = "fi", .leads = "", .links = "",
     .vague = "vuosi vuotta vuoden päivä päivää viikko kuukausi tunti kerta aika loppu euroa miljoonaa prosenttia ihmistä "
        "ihmiset henkilö mies nainen lapset"},
    {.lang = "hu", .leads = "a az egy", .links = "",
     .vague = "év évek nap napok hét hónap óra idő vége millió milliárd százalék ember emberek férfi nő gyerek"},
    {.lang = "pl", .leads = "w we na po za od do dla przez przy o z ze u pod nad przed między bez", .links = "",
     .vague = "prezes prezydent premier wójt burmistrz poseł posłanka dyrektor mieszkaniec mieszkanka pani pan "
        "który która które którzy którego której którą którym których którymi "
        "rok roku lat lata dzień dni tydzień miesiąc godzina godzin godzinach czas koniec zł złotych mln mld tys proc "
        "procent ludzi ludzie osoba osób osoby człowiek mężczyzna kobieta dzieci raz razy część życie wieczór noc ziemią "
        "metrów kraj miasto dwa dwie trzy cztery pięć sześć siedem osiem dziewięć dziesięć sto tysiąc prawie minister prof "
        "powierzchnię wysokości rozmowy sprawa sprawie miejsce"},
    {.lang = "cs", .leads = "v ve na po za od do pro přes při o z ze s se k ke u pod nad před mezi bez", .links = "nad pod",
     .vague = "kč ministryně prezident premiér starosta starostka primátor primátorka hejtman ředitel ředitelka poslanec "
        "který která které kteří kterého kterou kterým kterých kterému kterými "
        "rok roku let léta den dny dní týden měsíc hodina hodin čas konec korun mil mld tis procent lidí lidé člověk "
        "muž žena děti krát část život večer noc metrů země město dva dvě tři čtyři pět šest sedm osm devět deset sto tisíc "
        "cestou rodina ing mgr čtk kraji osoba osob ministr"},
    {.lang = "sk", .leads = "v vo na po za od do pre cez pri o z zo s so k ku u pod nad pred medzi bez", .links = "nad pod",
     .vague = "ktorý ktorá ktoré ktorí ktorého ktorej ktorú ktorým ktorých "
        "rok roku rokov deň dni týždeň mesiac hodina hodín čas koniec eur miliónov percent ľudí ľudia človek muž žena deti"},
    {.lang = "hr", .leads = "u na po za od do pri o iz s sa k kod pod nad pred između bez", .links = "",
     .vague = "godina godine dan dana tjedan mjesec sat sati put vrijeme kraj eura milijuna posto ljudi čovjek žena djeca"},
    {.lang = "sr", .leads = "u na po za od do pri o iz s sa k kod pod nad pred između bez у на по за од до при о из с са к код "
        "под над пред између без", .links = "",
     .vague = "godina godine dan dana nedelja mesec sat sati put vreme kraj evra miliona odsto ljudi година године дан дана "
        "недеља месец сат сати пут време крај евра милиона одсто људи"},
    {.lang = "ru", .leads = "в во на по за от до для через при о об с со из к ко у под над перед между без", .links = "",
     .vague = "своё свое свои своего тайно слова "
        "житель жительница мэр министр директор президент губернатор глава премьер депутат сенатор адвокат посол пресс-секретарь "
        "который которая которое которые которого которой которую которым которых котором которыми должен должна должно должны "
        "год года году лет день дня дней неделя неделю месяц час часов время раз конец начало рублей руб евро долларов "
        "тыс млн млрд тысяч миллионов процентов человек людей люди мужчина женщина дети часть жизнь вечер ночь утро метров "
        "страна город города городе два две три четыре пять шесть семь восемь девять десять сто данным мнению словам "
        "место случае жители жителей машин глаз власти виду новый новая новое новые"},
    {.lang = "uk", .leads = "в у на по за від до для через при про з із зі к під над перед між без", .links = "",
     .vague = "житель мешканець мешканка мер мерка міністр міністерка директор директорка президент губернатор голова депутат депутатка посол "
        "який яка яке які якого якої яку яким яких якому якою якими повинен повинна повинні "
        "рік року роки років день дня днів тиждень місяць година годин час раз кінець гривень грн євро тис млн млрд "
        "тисяч мільйонів відсотків людей люди чоловік жінка діти частина життя вечір ніч ранок метрів країна місто міста "
        "два дві три чотири пять шість сім вісім девять десять сто перших нову нова новий нове"},
    {.lang = "bg", .leads = "в във на по за от до при с със из към у под над пред между без", .links = "",
     .vague = "който която което които когото "
        "година години ден дни седмица месец час часа време път край лева евро милиона процента хора души човек жена деца"},
    {.lang = "el", .leads = "ο η το οι τα τον την τη του τησ των τουσ τισ στο στη στην στον στα στουσ στισ ένα μια μία ένασ",
     .links = "τησ του των",
     .vague = "χρόνια χρόνοσ έτοσ έτη μέρα μέρεσ ημέρα εβδομάδα μήνασ ώρα ώρεσ φορά τέλοσ ευρώ εκατομμύρια άνθρωποι άτομα "
        "άνδρασ γυναίκα παιδιά μέροσ ζωή βράδυ νύχτα μέτρα χώρα πόλη περιοχή σύμφωνα στιγμή σπίτια χωριά κατάσταση περίπου "
        "δύο τρεισ τρία τέσσερα πέντε έξι επτά οκτώ εννέα δέκα"},
    {.lang = "tr", .leads = "bir bu", .links = "",
     .vague = "bakanı başkanı müdürü valisi sözcüsü yıl yılı gün günü gündür hafta ay saat kez zaman son lira milyon milyar yüzde kişi insan adam kadın çocuk gece "
        "akşam sabah metre ülke şehir köy iki üç dört beş altı yedi sekiz dokuz on yüz bin bakan vali prof dr"},
    {.lang = "id", .leads = "di dari ke pada untuk dengan oleh para sebuah seorang akibat tentang", .links = "",
     .vague = "gubernur menteri presiden bupati wali ketua kepala juru korban "
        "tahun hari minggu bulan jam kali waktu akhir rupiah juta miliar persen orang warga pria wanita anak malam pagi "
        "meter negara kota dua tiga empat lima enam tujuh delapan sembilan sepuluh ratus ribu rp drs dini kata"},
    {.lang = "vi", .leads = "của ở tại trong với về từ cho do bởi các những một vụ", .links = "an ty học hàng phố hiểm nghiệp viện đoàn hội",
     .vague = "năm tháng ngày giờ phút tuần lần người dân số khi sau trước vào ra lên xuống đến đã đang sẽ không có được bị là và "
        "theo ông bà anh chị em cô chú việc điều khoảng hơn nhiều ít đồng tỷ triệu nghìn mét km hai ba bốn sáu bảy tám chín mười "
        "trăm tp ts pgs gs ths bs phó thứ sáng chiều tối đêm hôm này đó nay qua rằng nói cho biết để còn cũng rất mới cả tất toàn "
        "tại tuy nhiên nhưng vì nên bằng đầu cuối mức ước tính"},
    {.lang = "ms", .leads = "di dari ke pada untuk dengan oleh para sebuah seorang akibat tentang", .links = "",
     .vague = "tahun hari minggu bulan jam kali masa akhir ringgit juta bilion peratus orang lelaki wanita anak malam pagi"},
    {.lang = "ar", .leads = "", .links = "",
     .vague = "يوم اليوم عام سنة شهر أسبوع ساعة مليون مليار ألف آلاف دولار شخص أشخاص رجل امرأة الأحد الاثنين الثلاثاء الأربعاء "
        "الخميس الجمعة السبت البلاد العالم مدينة رئيس بحسب جديد الجديد المقبل الماضي هذا هذه قال قالت وقال وقالت بعد قبل خلال",
     .heads = "مدينة شركة وزارة نقابة جامعة حزب مستشفى مطار ميناء بلدة محافظة الدكتور الدكتورة د. الوزير الرئيس منظمة جمعية بنك "
        "نادي صحيفة بحيرة نهر جبل الوزراء", .tails = ""},
    {.lang = "fa", .leads = "", .links = "",
     .vague = "ویران قطع برگزار آغاز پایان خشک دوباره اعلام پنج شش هفت هشت نه ده صد بامداد صبح شب عصر "
        "روز سال ماه هفته ساعت نفر تن میلیون میلیارد هزار دلار تومان ریال مردم مرد زن کودک شنبه یکشنبه دوشنبه شهر کشور خانه "
        "هوا کشته زخمی شده شد است بود کرد کرده گفت برجای گذاشت سه دو چهار حدود امروز دیروز جای",
     .heads = "شهر شرکت وزارت سازمان دانشگاه حزب بیمارستان فرودگاه بندر استان دکتر مهندس آقای خانم بانک باشگاه مرکز رود کوه "
        "روستای هلال", .tails = ""},
    {.lang = "he", .leads = "", .links = "",
     .vague = "שניים שתי שלושה ארבעה חמישה שישה שבעה שמונה תשעה עשרה פונו נפצעו נהרגו פרצה הגיע הגיעה אלפי עשרות "
        "יום שנה שנים חודש שבוע שעה שעות מיליון מיליארד אלף שקל דולר איש אנשים גבר אישה ילדים ראשון שני שלישי רביעי חמישי "
        "שישי שבת היום אתמול מאות עובדי ביום אמר אמרה כי הזהירה אחרת הודיע הודיעה מסר מסרה טען",
     .heads = "נמל העיר עיריית חברת משרד אוניברסיטת מפלגת ד\"ר פרופ' עו\"ד ח\"כ בנק נהר מר גב' מנכ\"לית מנכ\"ל השר השרה ועד", .tails = ""},
    {.lang = "hi", .leads = "", .links = "",
     .vague = "ढह ढहा गया गए गई गयी हुआ हुई हुए रहा रही रहे किया दिया लिया आया आई आए चल चला चली बना बने शुरू पूरा नई नया नए बाद पहले सुबह शाम रात दोपहर घायल बीच छह सात आठ नौ दस साथ लगा लगी लगे सकता सकते बताया ताकि आदेश समय "
        "दिन साल वर्ष महीने हफ्ते घंटे लाख करोड़ हज़ार हजार सौ रुपये रुपए लोग लोगों व्यक्ति पुरुष महिला बच्चे मंगलवार सोमवार "
        "बुधवार गुरुवार शुक्रवार शनिवार रविवार मौत कहा दो तीन चार पाँच पांच गाँव गांव शहर देश एक बात घोषणा अनुसार कमी मदद डूबे",
     .heads = "डॉ. श्री श्रीमती मुख्यमंत्री प्रधानमंत्री मंत्री राष्ट्रपति प्रोफेसर ज़िलाधिकारी विधायक सांसद",
     .tails = "नदी ज़िले जिले विभाग बल स्टेशन शहर राज्य पार्टी विश्वविद्यालय अस्पताल कंपनी बैंक मंत्रालय"},
    {.lang = "ko", .leads = "", .links = "",
     .vague = "오전 오후 오늘 어제 올해 지난해 사람 주민 주민들 시민 시민들 작업자 사고 원인 규모 반경 안 줄 것 등 수 때 이번 지난 예정 명 일 시간 있는 있다 "
        "없다 모두 책임자 사망 관련 통해 대한 위해 말했다 밝혔다 전했다", .heads = "",
     .tails = "씨 씨는 씨가 씨의 씨를 씨와 씨도 시장 장관 대통령 총리 대표 교수 의원 감독 회장 사장"},
};
/* clang-format on */
static const struct foreign_words none = {.lang = ""}; /* names by capitals */

const struct foreign_words *foreign_words_find(struct str lang)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_eq(lang, str_c(table[i].lang)))
            return &table[i];
    return &none;
}

/* Folding keeps the dot of "İsveç" as a mark behind the i; the lists have a plain i. */
static struct str without_dot(struct str word, char room[64])
{
    static const char dotted[] = "i\xCC\x87";
    if (!str_starts(word, str_c(dotted)) || word.n > 64)
        return word;
    room[0] = 'i';
    memcpy(room + 1, word.p + 3, word.n - 3);
    return str_of(room, word.n - 2);
}

bool foreign_in(const char *list, struct str word)
{
    char room[64];
    struct str rest = list ? str_c(list) : STR_NONE, one;
    word = without_dot(word, room);
    while (rest.n && str_split(&rest, ' ', &one))
        if (str_eq(one, word))
            return true;
    return false;
}

/* "Montagabend", "tisdagsmorgonen", "woensdagochtend". */
static bool begins_with_weekday(const struct sense_doc *d, struct str norm)
{
    static const char *const days[][2] = {
        {"de", "montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag"},
        {"nl", "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag"},
        {"sv", "måndag tisdag onsdag torsdag fredag lördag söndag"},
        {"da", "mandag tirsdag onsdag torsdag fredag lørdag søndag"},
        {"no", "mandag tirsdag onsdag torsdag fredag lørdag søndag"},
        {"fi", "maanantai tiistai keskiviikko torstai perjantai lauantai sunnuntai"},
    };
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        struct str rest = str_c(days[i][1]), one;
        while (str_eq(d->lang, str_c(days[i][0])) && rest.n && str_split(&rest, ' ', &one))
            if (str_starts(norm, one))
                return true;
    }
    return false;
}

bool foreign_is_vague(const struct sense_doc *d, const struct foreign_words *w, uint32_t token)
{
    const struct sense_token *t = &d->tokens[token];
    char room[64];
    size_t n = 0;
    int value;
    if (t->flags & (TOK_STOP | TOK_DIGIT) || !(t->flags & TOK_ALPHA) ||
        foreign_in(w->vague, t->norm))
        return true;
    if (begins_with_weekday(d, t->norm))
        return true;
    if (!date_fold(t->norm, room, sizeof room, &n))
        return false;
    /* "Jan Novák"; no language behind such a month has a word with a capital. */
    if (str_eq(t->norm, STR("jan")) && t->flags & TOK_CAP && token + 1 < d->token_count &&
        d->tokens[token + 1].flags & TOK_CAP)
        return false;
    enum date_word word = date_word_find(str_of(room, n), d->lang, &value);
    /* The table has the short forms of all languages: "dom" is a Spanish Sunday and a Slavic house.
     */
    bool house = str_eq(t->norm, STR("dom")) && foreign_in("pl cs sk hr sl sr", d->lang);
    return word == WORD_MONTH || (word == WORD_WEEKDAY && !house);
}

/* How many letters both begin with; *ret_end: how many the longer one has behind them. */
static size_t letters_same(struct str x, struct str y, size_t *ret_end)
{
    size_t i = 0, k = 0, same = 0, left_x = 0, left_y = 0;
    while (i < x.n && k < y.n) {
        size_t i2 = i, k2 = k;
        if (utf8_next(x, &i2) != utf8_next(y, &k2))
            break;
        i = i2, k = k2, same++;
    }
    while (i < x.n)
        (void)utf8_next(x, &i), left_x++;
    while (k < y.n)
        (void)utf8_next(y, &k), left_y++;
    *ret_end = left_x > left_y ? left_x : left_y;
    return same;
}

bool foreign_same_word(struct str x, struct str y)
{
    enum { END_MOST = 3, START_LEAST = 4 };
    size_t most, same = letters_same(x, y, &most);
    return most == 0 || (same >= START_LEAST && most <= END_MOST && same >= 2 * most - 1);
}

/* Two words and more that are alike are surer than one: "Суда", "Суд". */
bool foreign_same_name(struct str x, struct str y)
{
    enum { END_MOST = 4, START_LEAST = 3 };
    struct str v, w;
    size_t words = 0, most;
    while (str_split(&x, ' ', &v)) {
        if (!str_split(&y, ' ', &w) || letters_same(v, w, &most) < START_LEAST || most > END_MOST)
            return false;
        words++;
    }
    return words > 1 && y.n == 0;
}

static size_t letters_in(struct str s)
{
    size_t n = 0;
    for (size_t at = 0; at < s.n; n++)
        (void)utf8_next(s, &at);
    return n;
}

struct str foreign_bare(const struct sense_doc *d, struct str word)
{
    static const char *const particles[] = {
        "에서는", "에서", "에게", "으로", "까지", "부터", "이라", "은", "는", "이",
        "가",     "을",   "를",   "의",   "에",   "와",   "과",   "도", "로", NULL};
    static const char *const prefixes[] = {"ה", "ב", "ל", "ו", "מ", "ש", "כ", NULL};
    bool korean = str_eq(d->lang, STR("ko")), hebrew = str_eq(d->lang, STR("he"));
    for (size_t i = 0; korean && particles[i]; i++)
        if (str_ends(word, str_c(particles[i])) && word.n > strlen(particles[i]) + 3)
            return str_sub(word, 0, word.n - strlen(particles[i]));
    for (size_t i = 0; hebrew && prefixes[i]; i++)
        if (str_starts(word, str_c(prefixes[i])) && letters_in(word) > 3)
            return str_from(word, 2);
    if (str_eq(d->lang, STR("ar")) && str_starts(word, STR("ال")) && letters_in(word) > 4)
        return str_from(word, 4);
    return word;
}

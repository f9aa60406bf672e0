/* date_words.c: the vocabulary of dates. Months in some fifty languages, weekdays, clock words,
 * names of zones, and the words that publishers put before a date. All are written folded (lower
 * case, Latin, Greek and Cyrillic letters without marks), several for one meaning parted by spaces;
 * a word of two is joined with '_'. The tables are searched one after another, after a look into a
 * set of hashes that most words of a text do not pass. */
#include "text/date_words.h"

#include <utf8proc.h>

/* Where two languages disagree on a name the first row wins, unless the hint names the other. */
static const struct {
    char lang[4];
    const char *month[12];
} months[] = {
    {"en",
     {"january jan", "february feb febr", "march mar", "april apr", "may", "june jun", "july jul",
      "august aug", "september sept sep", "october oct", "november nov", "december dec"}},
    {"de",
     {"januar janner jan", "februar feber feb", "marz maerz mar mrz", "april apr", "mai",
      "juni jun", "juli jul", "august aug", "september sept sep", "oktober okt", "november nov",
      "dezember dez"}},
    {"fr",
     {"janvier janv jan", "fevrier fevr fev", "mars mar", "avril avr", "mai", "juin jui",
      "juillet juil jul", "aout aou", "septembre sept sep", "octobre oct", "novembre nov",
      "decembre dec"}},
    {"es",
     {"enero ene", "febrero feb", "marzo mar", "abril abr", "mayo may", "junio jun", "julio jul",
      "agosto ago", "septiembre setiembre sept sep set", "octubre oct", "noviembre nov",
      "diciembre dic"}},
    {"it",
     {"gennaio gen genn", "febbraio feb febbr", "marzo mar", "aprile apr", "maggio mag magg",
      "giugno giu", "luglio lug", "agosto ago", "settembre set sett", "ottobre ott", "novembre nov",
      "dicembre dic"}},
    {"pt",
     {"janeiro jan", "fevereiro fev", "marco mar", "abril abr", "maio mai", "junho jun",
      "julho jul", "agosto ago", "setembro set", "outubro out", "novembro nov", "dezembro dez"}},
    {"nl",
     {"januari jan", "februari feb febr", "maart mrt", "april apr", "mei", "juni jun", "juli jul",
      "augustus aug", "september sept sep", "oktober okt", "november nov", "december dec"}},
    {"sv",
     {"januari jan", "februari feb", "mars mar", "april apr", "maj", "juni jun", "juli jul",
      "augusti aug", "september sept sep", "oktober okt", "november nov", "december dec"}},
    {"no",
     {"januar jan", "februar feb", "mars mar", "april apr", "mai", "juni jun", "juli jul",
      "august aug", "september sep sept", "oktober okt", "november nov", "desember des"}},
    {"da",
     {"januar jan", "februar feb", "marts mar", "april apr", "maj", "juni jun", "juli jul",
      "august aug", "september sep sept", "oktober okt", "november nov", "december dec"}},
    {"fi",
     {"tammikuu tammikuuta tammi", "helmikuu helmikuuta helmi", "maaliskuu maaliskuuta maalis",
      "huhtikuu huhtikuuta huhti", "toukokuu toukokuuta touko", "kesakuu kesakuuta kesa",
      "heinakuu heinakuuta heina", "elokuu elokuuta elo", "syyskuu syyskuuta syys",
      "lokakuu lokakuuta loka", "marraskuu marraskuuta marras", "joulukuu joulukuuta joulu"}},
    {"is",
     {"januar jan", "februar feb", "mars mar", "april apr", "mai", "juni jun", "juli jul",
      "agust agu", "september sep", "oktober okt", "november nov", "desember des"}},
    {"et",
     {"jaanuar jaan", "veebruar veebr", "marts", "aprill", "mai", "juuni", "juuli", "august",
      "september", "oktoober", "november", "detsember dets"}},
    {"lv",
     {"janvaris janvari janvara janv", "februaris februari februara febr", "marts marta",
      "aprilis aprili aprila", "maijs maija", "junijs junija jun", "julijs julija jul",
      "augusts augusta", "septembris septembri septembra", "oktobris oktobri oktobra",
      "novembris novembri novembra", "decembris decembri decembra"}},
    {"lt",
     {"sausis sausio saus", "vasaris vasario vas", "kovas kovo", "balandis balandzio bal",
      "geguze geguzes geg", "birzelis birzelio birz", "liepa liepos", "rugpjutis rugpjucio rugp",
      "rugsejis rugsejo rugs", "spalis spalio spal", "lapkritis lapkricio lapkr",
      "gruodis gruodzio gruod"}},
    {"pl",
     {"styczen stycznia sty", "luty lutego lut", "marzec marca", "kwiecien kwietnia kwi",
      "maj maja", "czerwiec czerwca cze", "lipiec lipca lip", "sierpien sierpnia sie",
      "wrzesien wrzesnia wrz", "pazdziernik pazdziernika paz", "listopad listopada lis",
      "grudzien grudnia gru"}},
    {"cs",
     {"leden ledna led", "unor unora uno", "brezen brezna bre", "duben dubna dub",
      "kveten kvetna kve", "cerven cervna cvn", "cervenec cervence cvc", "srpen srpna srp",
      "zari zar", "rijen rijna rij", "listopad listopadu lis", "prosinec prosince pro"}},
    {"sk",
     {"januar januara", "februar februara", "marec marca", "april aprila", "maj maja", "jun juna",
      "jul jula", "august augusta", "september septembra", "oktober oktobra", "november novembra",
      "december decembra"}},
    {"sl",
     {"januar januarja", "februar februarja", "marec marca", "april aprila", "maj maja",
      "junij junija", "julij julija", "avgust avgusta avg", "september septembra",
      "oktober oktobra", "november novembra", "december decembra"}},
    {"hr",
     {"sijecanj sijecnja sij", "veljaca veljace velj", "ozujak ozujka ozu", "travanj travnja tra",
      "svibanj svibnja svi", "lipanj lipnja lip", "srpanj srpnja srp", "kolovoz kolovoza kol",
      "rujan rujna ruj", "listopad listopada lis", "studeni studenoga stu",
      "prosinac prosinca pro"}},
    {"sr",
     {"januar januara јануар јануара јан", "februar februara фебруар фебруара феб",
      "mart marta март марта мар", "april aprila април априла апр", "maj maja мај маја",
      "jun juna juni јун јуна јуни", "jul jula juli јул јула јули",
      "avgust avgusta avg август августа авг", "septembar septembra септембар септембра сеп",
      "oktobar oktobra октобар октобра окт", "novembar novembra новембар новембра нов",
      "decembar decembra децембар децембра дец"}},
    {"mk",
     {"јануари", "февруари", "март", "април", "мај", "јуни", "јули", "август", "септември",
      "октомври", "ноември", "декември"}},
    {"hu",
     {"januar jan", "februar febr feb", "marcius marc", "aprilis apr", "majus maj", "junius jun",
      "julius jul", "augusztus aug", "szeptember szept", "oktober okt", "november nov",
      "december dec"}},
    {"ro",
     {"ianuarie ian", "februarie feb", "martie mar", "aprilie apr", "mai", "iunie iun", "iulie iul",
      "august aug", "septembrie sept sep", "octombrie oct", "noiembrie nov noi", "decembrie dec"}},
    {"ca",
     {"gener gen", "febrer febr", "marc", "abril abr", "maig", "juny", "juliol jul", "agost ag",
      "setembre set", "octubre oct", "novembre nov", "desembre des"}},
    {"gl",
     {"xaneiro xan", "febreiro feb", "marzo mar", "abril abr", "maio", "xuno", "xullo", "agosto",
      "setembro", "outubro", "novembro", "decembro dec"}},
    {"eu",
     {"urtarrila urtarrilaren urtarrilak", "otsaila otsailaren otsailak",
      "martxoa martxoaren martxoak", "apirila apirilaren apirilak", "maiatza maiatzaren maiatzak",
      "ekaina ekainaren ekainak", "uztaila uztailaren uztailak", "abuztua abuztuaren abuztuak",
      "iraila irailaren irailak", "urria urriaren urriak", "azaroa azaroaren azaroak",
      "abendua abenduaren abenduak"}},
    {"sq",
     {"janar", "shkurt", "mars", "prill", "maj", "qershor", "korrik", "gusht", "shtator", "tetor",
      "nentor", "dhjetor"}},
    {"tr",
     {"ocak oca", "subat sub", "mart", "nisan nis", "mayis", "haziran haz", "temmuz tem",
      "agustos agu", "eylul eyl", "ekim eki", "kasim kas", "aralik ara"}},
    {"az",
     {"yanvar", "fevral", "mart", "aprel", "may", "iyun", "iyul", "avqust", "sentyabr", "oktyabr",
      "noyabr", "dekabr"}},
    {"ru",
     {"январь января янв", "февраль февраля фев февр", "март марта мар", "апрель апреля апр",
      "маи мая", "июнь июня июн", "июль июля июл", "август августа авг",
      "сентябрь сентября сен сент", "октябрь октября окт", "ноябрь ноября ноя нояб",
      "декабрь декабря дек"}},
    {"uk",
     {"січень січня січ", "лютии лютого лют", "березень березня бер", "квітень квітня квіт",
      "травень травня трав", "червень червня черв", "липень липня лип", "серпень серпня серп",
      "вересень вересня вер", "жовтень жовтня жовт", "листопад листопада лист",
      "грудень грудня груд"}},
    {"be",
     {"студзень студзеня", "люты лютага", "сакавік сакавіка", "красавік красавіка", "маи мая",
      "чэрвень чэрвеня", "ліпень ліпеня", "жнівень жніуня", "верасень верасня",
      "кастрычнік кастрычніка", "лістапад лістапада", "снежань снежня"}},
    {"bg",
     {"януари ян", "февруари фев", "март мар", "април апр", "маи", "юни", "юли", "август авг",
      "септември септ", "октомври окт", "ноември ноем", "декември дек"}},
    {"kk",
     {"қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым", "шілде", "тамыз", "қыркүиек",
      "қазан", "қараша", "желтоқсан"}},
    {"el",
     {"ιανουαριοσ ιανουαριου ιαν", "φεβρουαριοσ φεβρουαριου φεβ φεβρ", "μαρτιοσ μαρτιου μαρ μαρτ",
      "απριλιοσ απριλιου απρ", "μαιοσ μαιου μαι", "ιουνιοσ ιουνιου ιουν", "ιουλιοσ ιουλιου ιουλ",
      "αυγουστοσ αυγουστου αυγ", "σεπτεμβριοσ σεπτεμβριου σεπ σεπτ", "οκτωβριοσ οκτωβριου οκτ",
      "νοεμβριοσ νοεμβριου νοε νοεμ", "δεκεμβριοσ δεκεμβριου δεκ"}},
    {"ar",
     {"يناير كانون_الثاني جانفي", "فبراير شباط فيفري", "مارس اذار", "ابريل نيسان افريل",
      "مايو ايار ماي", "يونيو يونيه حزيران جوان", "يوليو يوليه تموز جويلية", "اغسطس اب اوت",
      "سبتمبر ايلول شتنبر", "اكتوبر تشرين_الاول", "نوفمبر تشرين_الثاني نونبر",
      "ديسمبر كانون_الاول دجنبر"}},
    {"fa",
     {"ژانویه", "فوریه", "مارس", "اوریل", "مه می", "ژوين", "ژويیه جولای", "اوت اگوست", "سپتامبر",
      "اکتبر", "نوامبر", "دسامبر"}},
    {"ur",
     {"جنوری", "فروری", "مارچ", "اپریل", "ميی", "جون", "جولايی", "اگست", "ستمبر", "اکتوبر", "نومبر",
      "دسمبر"}},
    {"he",
     {"ינואר בינואר", "פברואר בפברואר", "מרץ במרץ מרס במרס", "אפריל באפריל", "מאי במאי",
      "יוני ביוני", "יולי ביולי", "אוגוסט באוגוסט", "ספטמבר בספטמבר", "אוקטובר באוקטובר",
      "נובמבר בנובמבר", "דצמבר בדצמבר"}},
    {"hi",
     {"जनवरी जन", "फरवरी", "मार्च", "अप्रैल", "मई", "जून", "जुलाई", "अगस्त", "सितंबर सितम्बर",
      "अक्टूबर अक्तूबर", "नवंबर नवम्बर", "दिसंबर दिसम्बर"}},
    {"mr",
     {"जानेवारी", "फेब्रुवारी", "मार्च", "एप्रिल", "मे", "जून", "जुलै", "ऑगस्ट", "सप्टेंबर", "ऑक्टोबर", "नोव्हेंबर",
      "डिसेंबर"}},
    {"bn",
     {"জানুযারি জানুযারী", "ফেব্রুযারি ফেব্রুযারী", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট অগাস্ট",
      "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"}},
    {"ta",
     {"ஜனவரி", "பிப்ரவரி", "மார்ச்", "ஏப்ரல்", "மே", "ஜூன்", "ஜூலை", "ஆகஸ்ட்", "செப்டம்பர்", "அக்டோபர்", "நவம்பர்",
      "டிசம்பர்"}},
    {"th",
     {"มกราคม ม.ค", "กุมภาพันธ์ ก.พ", "มีนาคม มี.ค", "เมษายน เม.ย", "พฤษภาคม พ.ค", "มิถุนายน มิ.ย",
      "กรกฎาคม ก.ค", "สิงหาคม ส.ค", "กันยายน ก.ย", "ตุลาคม ต.ค", "พฤศจิกายน พ.ย", "ธันวาคม ธ.ค"}},
    {"id",
     {"januari jan", "februari feb", "maret mar", "april apr", "mei", "juni jun", "juli jul",
      "agustus agu agt", "september sep", "oktober okt", "november nov", "desember des"}},
    {"ms",
     {"januari", "februari", "mac", "april", "mei", "jun", "julai", "ogos", "september", "oktober",
      "november", "disember dis"}},
    {"sw",
     {"januari", "februari", "machi", "aprili", "mei", "juni", "julai", "agosti", "septemba",
      "oktoba", "novemba", "desemba"}},
    {"tl",
     {"enero", "pebrero", "marso", "abril", "mayo", "hunyo", "hulyo", "agosto", "setyembre",
      "oktubre", "nobyembre", "disyembre"}},
    {"ka",
     {"იანვარი იანვარს", "თებერვალი თებერვალს", "მარტი მარტს", "აპრილი აპრილს", "მაისი მაისს",
      "ივნისი ივნისს", "ივლისი ივლისს", "აგვისტო აგვისტოს", "სექტემბერი სექტემბერს",
      "ოქტომბერი ოქტომბერს", "ნოემბერი ნოემბერს", "დეკემბერი დეკემბერს"}},
    {"hy",
     {"հունվար հունվարի", "փետրվար փետրվարի", "մարտ մարտի", "ապրիլ ապրիլի", "մայիս մայիսի",
      "հունիս հունիսի", "հուլիս հուլիսի", "օգոստոս օգոստոսի", "սեպտեմբեր սեպտեմբերի",
      "հոկտեմբեր հոկտեմբերի", "նոյեմբեր նոյեմբերի", "դեկտեմբեր դեկտեմբերի"}},
};

static const struct {
    enum date_word meaning;
    int value;
    const char *words;
} vocabulary[] = {
    {WORD_YEAR_MARK, 0, "年 년"},
    {WORD_MONTH_MARK, 0, "月 월 thang"},
    {WORD_DAY_MARK, 0, "日 日に 号 號 일 일에"},
    {WORD_ERA, 2018, "令和"},
    {WORD_ERA, 1988, "平成"},
    {WORD_AM, 0,
     "am a.m a.m. 上午 午前 오전 凌晨 早上 π.μ π.μ. πμ ص "
     "sang पूर्वाह्न oo"},
    {WORD_PM, 0,
     "pm p.m p.m. 下午 午後 오후 晚上 μ.μ μ.μ. μμ م chieu toi "
     "अपराह्न"},
    {WORD_HOUR, 0, "h hr hrs hours uhr heures heure 時 时 시 点 點"},
    {WORD_MINUTE, 0, "min mins 分 분"},
    {WORD_SECOND, 0, "sec 秒 초"},
    {WORD_T, 0, "t"},
    {WORD_ORDINAL, 0, "st nd rd th er ere eme e º ª o d j"},
    {WORD_OF, 0,
     "of de del da the di den d la le el il m gada g г р года "
     "року г. eko ko na ngay nam день ta al"},
    {WORD_AT, 0,
     "at um a as las los alle ore ora om kl klo kello в о во у u "
     "ve saat saatte στισ ob vid luc pukul jam godz o v w "
     "בשעה الساعة في ساعت و kell plkst val بوقت klokken "
     "ساعة"},
    {WORD_FILLER, 0,
     "published posted updated last modified created date on dated "
     "update publish first release released publie publiee mis mise "
     "jour le modifie modifiee actualise cree et veroffentlicht aktualisiert "
     "stand vom erstellt geandert am zuletzt datum artikel publicado "
     "publicada actualizado actualizada el fecha modificado ultima "
     "actualizacion pubblicato aggiornato il data ultimo aggiornamento "
     "atualizado em gepubliceerd gewijzigd laatst bijgewerkt op geplaatst "
     "publicerad uppdaterad publisert oppdatert publiceret opdateret sist "
     "endret senast den julkaistu paivitetty opublikowano aktualizacja "
     "dodano zaktualizowano dnia vydano publikovano "
     "aktualizovano zverejneno опубликовано обновлено "
     "дата публикации изменено оновлено "
     "опубліковано publikalva frissitve megjelent kozzeteve "
     "publicat actualizat δημοσιευτηκε ενημερωθηκε "
     "δημοσιευση ενημερωση τελευταια yayinlanma "
     "guncelleme tarihi son yayinlandi guncellendi tarih نشر تحديث "
     "تاريخ اخر في تم פורסם עודכן בתאריך "
     "diterbitkan diperbarui dipublikasikan tanggal cap_nhat cap nhat dang "
     "xuat ban 发布 发表 更新 时间 发布时间 更新时间 日期 "
     "來源 公開 公開日 更新日 掲載 配信 最終更新 最終 "
     "입력 수정 등록 게시 최종 기사입력 승인 local time "
     "clock dne edition pubdate"},
    {WORD_WEEKDAY, 0,
     "sunday monday tuesday wednesday thursday friday saturday sun mon tue "
     "tues wed wednes thu thur thurs fri sat sonntag montag dienstag "
     "mittwoch donnerstag freitag samstag sonnabend mo di mi do fr sa so "
     "dimanche lundi mardi mercredi jeudi vendredi samedi dim lun mer jeu "
     "ven sam domingo lunes martes miercoles jueves viernes sabado dom mie "
     "jue vie sab domenica lunedi martedi mercoledi giovedi venerdi sabato "
     "gio segunda terca quarta quinta sexta feira segunda-feira seg ter qua "
     "qui sex zondag maandag dinsdag woensdag donderdag vrijdag zaterdag zo "
     "ma wo vr za sondag mandag tisdag onsdag torsdag fredag lordag tirsdag "
     "tors tis ons lor sunnuntai sunnuntaina maanantai maanantaina tiistai "
     "tiistaina keskiviikko keskiviikkona torstai torstaina perjantai "
     "perjantaina lauantai lauantaina su ke pe la niedziela poniedzialek "
     "wtorek sroda czwartek piatek sobota niedz pon wt sr czw pt sob nedele "
     "pondeli utery streda ctvrtek patek nedela pondelok utorok stvrtok "
     "piatok ne po ut st ct pa vasarnap hetfo kedd szerda csutortok pentek "
     "szombat duminica luni marti miercuri joi vineri sambata "
     "воскресенье понедельник вторник "
     "среда среду четверг пятница пятницу "
     "суббота субботу вс пн вт ср чт пт сб "
     "неділя понеділок вівторок середа "
     "четвер п'ятниця субота нд неделя "
     "понеделник сряда четвъртък петък "
     "събота nedelja ponedjeljak ponedeljak utorak srijeda sreda "
     "cetvrtak petak subota недеља понедељак уторак "
     "петак κυριακη δευτερα τριτη τεταρτη "
     "πεμπτη παρασκευη σαββατο pazar pazartesi sali "
     "carsamba persembe cuma cumartesi الاحد الاثنين "
     "الثلاثاء الاربعاء الخميس الجمعة السبت "
     "یکشنبه دوشنبه سهشنبه چهارشنبه پنجشنبه "
     "جمعه شنبه اتوار پیر منگل بدھ جمعرات "
     "ہفتہ ראשון שני שלישי רביעי חמישי שישי "
     "שבת יום रविवार सोमवार "
     "मंगलवार बुधवार गुरुवार "
     "शुक्रवार शनिवार chu_nhat thu_hai thu_ba "
     "thu_tu thu_nam thu_sau thu_bay minggu senin selasa rabu kamis jumat "
     "sabtu ahad isnin khamis jumaat 星期日 星期一 星期二 星期三 "
     "星期四 星期五 星期六 星期天 周日 周一 周二 周三 "
     "周四 周五 周六 週日 週一 週二 週三 週四 週五 週六 "
     "日曜日 月曜日 火曜日 水曜日 木曜日 金曜日 土曜日 "
     "火 水 木 金 土 일요일 월요일 화요일 수요일 목요일 "
     "금요일 토요일 일 월 화 수 목 금 토 "
     "วันอาทิตย์ วันจันทร์ "
     "วันอังคาร วันพุธ "
     "วันพฤหัสบดี วันศุกร์ "
     "วันเสาร์ svetdiena pirmdiena otrdiena tresdiena "
     "ceturtdiena piektdiena sestdiena sekmadienis pirmadienis antradienis "
     "treciadienis ketvirtadienis penktadienis sestadienis puhapaev "
     "esmaspaev teisipaev kolmapaev neljapaev reede laupaev"},
    {WORD_NUMBER, 1, "mot gieng"},
    {WORD_NUMBER, 2, "hai"},
    {WORD_NUMBER, 3, "ba"},
    {WORD_NUMBER, 4, "tu"},
    {WORD_NUMBER, 5, "nam"},
    {WORD_NUMBER, 6, "sau"},
    {WORD_NUMBER, 7, "bay"},
    {WORD_NUMBER, 8, "tam"},
    {WORD_NUMBER, 9, "chin"},
    {WORD_NUMBER, 10, "muoi"},
};

/* Names of zones, apart: many of them are short weekdays or words elsewhere. */
static const struct {
    int value;
    const char *words;
} zones[] = {
    {0, "utc gmt z ut wet"},
    {60, "cet mez met wat bst west"},
    {120, "cest mesz eet cat sast mest"},
    {180, "eest msk eat idt trt"},
    {240, "gst samt"},
    {270, "aft"},
    {210, "irst"},
    {300, "pkt uzt yekt"},
    {330, "ist slst"},
    {345, "npt"},
    {360, "bdt omst"},
    {390, "mmt"},
    {420, "wib ict krat"},
    {480, "wita sgt hkt pht myt awst irkt"},
    {540, "jst kst wit yakt"},
    {570, "acst"},
    {600, "aest vlat chst"},
    {630, "acdt"},
    {660, "aedt magt"},
    {720, "nzst pett"},
    {780, "nzdt"},
    {-120, "fnt"},
    {-150, "ndt"},
    {-180, "brt art adt uyt clst"},
    {-210, "nst"},
    {-240, "ast edt clt vet bot"},
    {-300, "est cdt pet cot ect"},
    {-360, "cst mdt"},
    {-420, "mst pdt"},
    {-480, "pst akdt"},
    {-540, "akst"},
    {-600, "hst"},
    {ZONE_US + 5, "et"},
    {ZONE_US + 6, "ct"},
    {ZONE_US + 7, "mt"},
    {ZONE_US + 8, "pt"},
};

/* Is `word` one of the words of `list`, which are parted by spaces? */
static bool listed(const char *list, struct str word)
{
    for (const char *p = list;; p++) { /* lists are short: no library call pays */
        size_t i = 0;
        while (i < word.n && p[i] == word.p[i] && p[i])
            i++;
        if (i == word.n && (p[i] == ' ' || !p[i]))
            return true;
        for (p += i; *p && *p != ' ';)
            p++;
        if (!*p)
            return false;
    }
}

/* Hashes of all words of the months and the vocabulary, and of the first letters of those in Han or
 * Hangul: what is not in here is in no table. Filled once, before the program begins. */
enum { KNOWN_BITS = 1 << 16 };
static uint64_t known[KNOWN_BITS / 64];

static uint32_t known_bit(struct str word)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < word.n; i++)
        h = (h ^ (unsigned char)word.p[i]) * 16777619u;
    return (h ^ h >> 16) & (KNOWN_BITS - 1);
}

static bool maybe_known(struct str word)
{
    uint32_t bit = known_bit(word);
    return (known[bit >> 6] >> (bit & 63)) & 1;
}

static void know_words(const char *words)
{
    struct str rest = str_c(words), one;
    while (str_split(&rest, ' ', &one)) {
        uint32_t bit = known_bit(one);
        known[bit >> 6] |= UINT64_C(1) << (bit & 63);
        bit = known_bit(str_sub(one, 0, 3));
        if ((unsigned char)one.p[0] >= 0xE3)
            known[bit >> 6] |= UINT64_C(1) << (bit & 63);
    }
}

__attribute__((constructor)) static void know_tables(void)
{
    for (size_t i = 0; i < sizeof months / sizeof *months; i++)
        for (int m = 0; m < 12; m++)
            know_words(months[i].month[m]);
    for (size_t i = 0; i < sizeof vocabulary / sizeof *vocabulary; i++)
        know_words(vocabulary[i].words);
}

static int month_in(size_t row, struct str word)
{
    for (int m = 0; m < 12; m++)
        if (listed(months[row].month[m], word))
            return m + 1;
    return 0;
}

static int month_find(struct str word, struct str lang)
{
    enum { ROWS = sizeof months / sizeof *months };
    struct str main = str_sub(lang, 0, 2);
    if (str_eq_fold(main, STR("bs")))
        main = STR("hr");
    for (size_t i = 0; main.n == 2 && i < ROWS; i++) {
        int m = str_eq_fold(main, str_c(months[i].lang)) ? month_in(i, word) : 0;
        if (m)
            return m;
    }
    for (size_t i = 0; i < ROWS; i++) {
        int m = month_in(i, word);
        if (m)
            return m;
    }
    return 0;
}

enum date_word date_word_find(struct str folded, struct str lang, int *ret_value)
{
    *ret_value = 0;
    if (!maybe_known(folded))
        return WORD_OTHER;
    *ret_value = month_find(folded, lang);
    if (*ret_value)
        return WORD_MONTH;
    for (size_t i = 0; i < sizeof vocabulary / sizeof *vocabulary; i++) {
        if (listed(vocabulary[i].words, folded)) {
            *ret_value = vocabulary[i].value;
            return vocabulary[i].meaning;
        }
    }
    return WORD_OTHER;
}

bool date_zone_find(struct str folded, int *ret_value)
{
    for (size_t i = 0; i < sizeof zones / sizeof *zones; i++) {
        if (listed(zones[i].words, folded)) {
            *ret_value = zones[i].value;
            return true;
        }
    }
    return false;
}

size_t date_han_length(struct str s)
{
    size_t best = 0;
    if (s.n < 3 || (unsigned char)s.p[0] < 0xE3 || !maybe_known(str_sub(s, 0, 3)))
        return 0;
    for (size_t i = 0; i < sizeof vocabulary / sizeof *vocabulary; i++) {
        struct str rest = str_c(vocabulary[i].words), one;
        while (str_split(&rest, ' ', &one))
            if (one.n > best && (unsigned char)one.p[0] >= 0xE3 && str_starts(s, one))
                best = one.n;
    }
    return best;
}

static bool is_mark(uint32_t r)
{
    return (r >= 0x300 && r <= 0x36F) || (r >= 0x591 && r <= 0x5C7) || (r >= 0x610 && r <= 0x61A) ||
           (r >= 0x64B && r <= 0x65F) || r == 0x640 || r == 0x93C || r == 0x9BC || r == 0x200C ||
           r == 0x200D;
}

size_t date_fold_rune(uint32_t r, char to[4])
{
    if (r < 0x80) {
        to[0] = to_lower((char)r);
        return 1;
    }
    if (is_mark(r))
        return 0;
    r = (uint32_t)utf8proc_tolower((utf8proc_int32_t)r);
    bool marked = (r >= 0xC0 && r <= 0x24F) || (r >= 0x370 && r <= 0x52F) ||
                  (r >= 0x1E00 && r <= 0x1FFF) || (r >= 0x622 && r <= 0x626);
    utf8proc_int32_t parts[16];
    int bounds = 0;
    if (marked &&
        utf8proc_decompose_char((utf8proc_int32_t)r, parts, 16, UTF8PROC_DECOMPOSE, &bounds) > 0)
        r = (uint32_t)parts[0];
    switch (r) { /* letters whose stroke is no mark, and the final sigma */
    case 0x131: r = 'i'; break;
    case 0x142: r = 'l'; break;
    case 0xF8: r = 'o'; break;
    case 0x111: r = 'd'; break;
    case 0x3C2: r = 0x3C3; break;
    default: break;
    }
    return utf8_encode(r, to);
}

bool date_fold(struct str word, char *to, size_t n, size_t *ret_n)
{
    size_t used = 0;
    for (size_t at = 0; at < word.n;) {
        char t[4];
        size_t k = date_fold_rune(utf8_next(word, &at), t);
        if (used + k > n)
            return false;
        memcpy(to + used, t, k);
        used += k;
    }
    *ret_n = used;
    return true;
}

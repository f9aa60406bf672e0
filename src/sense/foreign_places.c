/* foreign_places.c: countries and great cities by their names in other languages.
 *
 * The gazetteer spells places as English and their own country do: it knows Gdańsk and Helsinki,
 * not "Венеция" or "Suomi". These are the names that news has most often, in the form that a
 * dictionary has, folded; where a language bends them, foreign_forms.c takes the endings off. */
#include "sense/foreign.h"
#include "sense/places.h"

/* clang-format off */
static const struct {
    const char *lang, *home; /* countries whose smaller places are looked up, too */
    const char *places;
} table[] = {
    {"de", "DE AT CH", "deutschland österreich schweiz frankreich italien spanien portugal belgien niederlande dänemark schweden "
        "norwegen finnland island irland grossbritannien england schottland polen tschechien slowakei ungarn rumänien bulgarien "
        "griechenland türkei russland ukraine belarus serbien kroatien slowenien bosnien estland lettland litauen moldau georgien "
        "armenien aserbaidschan israel syrien libanon irak iran ägypten libyen tunesien marokko algerien sudan äthiopien südafrika "
        "kamerun indien pakistan china japan südkorea nordkorea australien neuseeland kanada mexiko brasilien argentinien kolumbien "
        "venezuela europa asien afrika amerika wien münchen zürich brüssel paris rom mailand venedig florenz neapel turin genf basel "
        "nürnberg prag warschau moskau athen lissabon kopenhagen peking kiew jerusalem kairo bayern sachsen hessen thüringen tirol "
        "steiermark kärnten niedersachsen berlin hamburg"},
    {"fr", "FR BE CH", "france belgique suisse allemagne autriche italie espagne portugal danemark suède norvège finlande islande irlande "
        "angleterre écosse pologne hongrie roumanie bulgarie grèce turquie russie ukraine serbie croatie slovénie estonie lettonie "
        "lituanie moldavie géorgie arménie israël syrie liban irak iran égypte libye tunisie maroc algérie soudan éthiopie mali niger "
        "tchad sénégal cameroun congo rwanda inde pakistan chine japon australie canada mexique brésil argentine colombie europe "
        "asie afrique paris londres bruxelles genève rome venise athènes moscou pékin varsovie lisbonne vienne alger tunis bretagne "
        "normandie alsace corse provence québec"},
    {"es", "ES MX AR CO CL PE VE", "españa portugal francia alemania italia bélgica holanda suiza austria dinamarca suecia noruega finlandia irlanda "
        "inglaterra escocia polonia hungría rumania bulgaria grecia turquía rusia ucrania serbia croacia israel siria líbano irak irán "
        "egipto libia túnez marruecos argelia sudán etiopía sudáfrica india pakistán china japón australia canadá méxico brasil argentina "
        "colombia venezuela perú bolivia chile ecuador uruguay paraguay cuba panamá guatemala honduras nicaragua europa asia áfrica "
        "londres parís bruselas berlín roma moscú pekín atenas lisboa ginebra andalucía cataluña galicia valencia aragón sevilla"},
    {"it", "IT CH", "italia francia spagna germania austria svizzera belgio olanda portogallo danimarca svezia norvegia finlandia irlanda "
        "inghilterra scozia polonia ungheria romania bulgaria grecia turchia russia ucraina serbia croazia slovenia albania israele "
        "siria libano iraq iran egitto libia tunisia marocco algeria sudan etiopia somalia india pakistan cina giappone australia canada "
        "messico brasile argentina colombia venezuela europa asia africa roma milano torino napoli firenze venezia genova palermo "
        "bologna parigi londra bruxelles berlino mosca pechino atene lisbona vienna ginevra sicilia sardegna lombardia piemonte veneto "
        "toscana puglia campania liguria calabria"},
    {"pt", "PT BR AO MZ", "portugal espanha frança alemanha itália bélgica holanda suíça áustria dinamarca suécia noruega finlândia irlanda inglaterra "
        "escócia polónia polônia hungria roménia romênia bulgária grécia turquia rússia ucrânia sérvia croácia israel síria líbano iraque "
        "irã irão egito líbia tunísia marrocos argélia sudão etiópia angola moçambique índia paquistão china japão austrália canadá "
        "méxico brasil argentina colômbia venezuela peru bolívia chile uruguai paraguai cuba europa ásia áfrica lisboa londres paris "
        "bruxelas berlim roma moscou moscovo pequim atenas genebra lousã alentejo algarve"},
    {"nl", "NL BE", "nederland belgië duitsland frankrijk spanje italië oostenrijk zwitserland luxemburg denemarken zweden noorwegen finland "
        "ijsland ierland engeland schotland polen hongarije roemenië bulgarije griekenland turkije rusland oekraïne servië kroatië "
        "estland letland litouwen israël syrië libanon irak iran egypte libië tunesië marokko algerije soedan ethiopië india pakistan "
        "china japan australië canada mexico brazilië argentinië europa azië afrika amsterdam rotterdam utrecht brussel antwerpen gent "
        "brugge luik londen parijs berlijn rome moskou peking athene lissabon wenen kopenhagen vlaanderen wallonië friesland limburg"},
    {"sv", "SE FI", "sverige norge danmark finland island tyskland frankrike spanien italien portugal belgien nederländerna schweiz österrike "
        "polen tjeckien ungern rumänien bulgarien grekland turkiet ryssland ukraina belarus serbien kroatien estland lettland litauen "
        "storbritannien england skottland irland israel syrien libanon irak iran egypten libyen tunisien marocko algeriet sudan etiopien "
        "indien pakistan kina japan australien kanada mexiko brasilien argentina europa asien afrika stockholm göteborg malmö oslo "
        "köpenhamn helsingfors london paris berlin rom moskva peking aten lissabon wien bryssel värmland skåne dalarna norrland småland "
        "gotland halland"},
    {"da", "DK", "danmark sverige norge finland island tyskland frankrig spanien italien polen rusland ukraine grækenland tyrkiet kina japan "
        "indien usa europa grønland færøerne jylland fyn sjælland københavn"},
    {"no", "NO", "norge sverige danmark finland island tyskland frankrike spania italia polen russland ukraina hellas tyrkia kina japan india "
        "europa svalbard oslo"},
    {"pl", "PL", "polska niemcy czechy słowacja węgry ukraina białoruś litwa łotwa estonia rosja francja hiszpania portugalia włochy austria "
        "szwajcaria belgia holandia dania szwecja norwegia finlandia islandia irlandia anglia szkocja rumunia bułgaria grecja turcja "
        "serbia chorwacja słowenia mołdawia gruzja armenia izrael syria liban irak iran egipt libia tunezja maroko algieria sudan "
        "etiopia indie pakistan chiny japonia korea australia kanada meksyk brazylia argentyna kolumbia europa azja afryka ameryka "
        "warszawa kraków gdańsk łódź poznań wrocław lublin praga wiedeń paryż londyn berlin rzym moskwa kijów lwów wilno bruksela ateny "
        "lizbona pekin waszyngton teheran malezja tajlandia wietnam etiopia śląsk mazowsze pomorze podlasie wielkopolska małopolska"},
    {"cs", "CZ SK", "česko slovensko polsko německo rakousko maďarsko ukrajina rusko francie španělsko portugalsko itálie švýcarsko belgie "
        "nizozemsko dánsko švédsko norsko finsko irsko anglie skotsko británie rumunsko bulharsko řecko turecko srbsko chorvatsko "
        "slovinsko litva lotyšsko estonsko bělorusko moldavsko gruzie izrael sýrie libanon irák írán egypt libye tunisko maroko alžírsko "
        "súdán etiopie indie pákistán čína japonsko korea austrálie kanada mexiko brazílie argentina chile evropa asie afrika amerika "
        "praha brno ostrava plzeň liberec olomouc pardubice morava slezsko čechy vysočina vídeň bratislava varšava berlín paříž londýn "
        "řím moskva kyjev brusel atény peking"},
    {"sk", "SK CZ", "slovensko česko poľsko nemecko rakúsko maďarsko ukrajina rusko francúzsko taliansko španielsko británia čína japonsko európa "
        "bratislava košice praha viedeň budapešť varšava moskva kyjev brusel"},
    {"fi", "FI", "suomi ruotsi norja tanska islanti viro latvia liettua venäjä ukraina puola saksa ranska espanja portugali italia itävalta "
        "sveitsi belgia hollanti alankomaat irlanti englanti skotlanti britannia tšekki slovakia unkari romania bulgaria kreikka turkki "
        "serbia kroatia israel syyria libanon irak iran egypti libya tunisia marokko algeria sudan etiopia intia pakistan kiina japani "
        "korea australia kanada meksiko brasilia argentiina eurooppa aasia afrikka amerikka yhdysvallat helsinki espoo vantaa turku "
        "tampere oulu lahti kuopio jyväskylä rovaniemi tukholma tallinna moskova pietari kiova varsova berliini pariisi lontoo bryssel "
        "rooma ateena peking lappi kainuu savo pohjanmaa uusimaa häme ahvenanmaa"},
    {"et", "EE", "eesti soome rootsi läti leedu venemaa ukraina poola saksamaa prantsusmaa tallinn tartu riia moskva kiiev"},
    {"hu", "HU", "magyarország szlovákia románia ausztria ukrajna szerbia horvátország szlovénia csehország lengyelország németország "
        "franciaország spanyolország portugália olaszország svájc belgium hollandia dánia svédország norvégia finnország írország anglia "
        "oroszország bulgária görögország törökország izrael szíria libanon irak irán egyiptom líbia tunézia marokkó algéria szudán "
        "etiópia india pakisztán kína japán korea ausztrália kanada mexikó brazília argentína európa ázsia afrika amerika erdély "
        "budapest debrecen szeged miskolc pécs győr bécs pozsony prága varsó kijev moszkva berlin párizs london brüsszel róma athén "
        "peking kolozsvár bukarest belgrád zágráb balaton bükk"},
    {"ro", "RO MD", "românia moldova ucraina ungaria bulgaria serbia polonia cehia slovacia austria germania franța spania portugalia italia "
        "elveția belgia olanda danemarca suedia norvegia finlanda irlanda anglia grecia turcia rusia israel siria liban irak iran egipt "
        "libia tunisia maroc algeria sudan india pakistan china japonia australia canada mexic brazilia argentina europa asia africa "
        "bucurești cluj iași timișoara brașov constanța sibiu craiova chișinău kiev moscova viena paris londra berlin bruxelles roma "
        "atena ardeal transilvania bucovina dobrogea oltenia muntenia"},
    {"tr", "TR", "almanya fransa ispanya italya avusturya isviçre belçika hollanda danimarka isveç norveç finlandiya irlanda polonya "
        "macaristan romanya bulgaristan yunanistan rusya ukrayna sırbistan gürcistan ermenistan azerbaycan suriye lübnan irak iran mısır "
        "libya tunus fas cezayir sudan etiyopya hindistan pakistan çin japonya avustralya kanada meksika brezilya arjantin avrupa asya "
        "afrika amerika kıbrıs ankara konya bursa adana londra paris berlin roma moskova pekin atina viyana brüksel anadolu trakya"},
    {"el", "GR CY", "ελλάδα κύπροσ γαλλία γερμανία ιταλία ισπανία πορτογαλία αυστρία ελβετία βέλγιο ολλανδία δανία σουηδία νορβηγία "
        "φινλανδία ιρλανδία αγγλία βρετανία πολωνία τσεχία ουγγαρία ρουμανία βουλγαρία τουρκία αλβανία σερβία κροατία σλοβενία ρωσία "
        "ουκρανία ισραήλ συρία λίβανοσ ιράκ ιράν αίγυπτοσ λιβύη τυνησία μαρόκο αλγερία σουδάν ινδία πακιστάν κίνα ιαπωνία αυστραλία "
        "καναδάσ μεξικό βραζιλία αργεντινή ευρώπη ασία αφρική αμερική αθήνα θεσσαλονίκη πάτρα λάρισα βόλοσ ηράκλειο κρήτη εύβοια ρόδοσ "
        "κέρκυρα μακεδονία θεσσαλία ήπειροσ πελοπόννησοσ θράκη αττική λονδίνο παρίσι βερολίνο ρώμη μόσχα πεκίνο βρυξέλλεσ "
        "κωνσταντινούπολη λευκωσία χαλκίδα πειραιάσ"},
    {"ru", "", "россия украина белоруссия беларусь молдавия молдова литва латвия эстония польша германия франция испания португалия италия "
        "австрия швейцария бельгия голландия нидерланды дания швеция норвегия финляндия исландия ирландия англия шотландия британия "
        "великобритания чехия словакия венгрия румыния болгария греция турция сербия хорватия словения грузия армения азербайджан "
        "казахстан узбекистан киргизия кыргызстан таджикистан туркмения монголия израиль сирия ливан ирак иран афганистан египет ливия "
        "тунис марокко алжир судан эфиопия индия пакистан китай япония корея австралия канада мексика бразилия аргентина колумбия "
        "венесуэла куба европа азия африка америка сибирь урал крым кавказ донбасс татарстан башкирия чечня дагестан якутия москва "
        "санкт-петербург петербург новосибирск екатеринбург казань самара омск челябинск уфа красноярск пермь воронеж волгоград "
        "краснодар саратов тюмень иркутск хабаровск владивосток томск тула курск брянск белгород калининград мурманск архангельск "
        "вологда ярославль рязань тверь сочи севастополь симферополь минск киев харьков одесса львов донецк вильнюс рига таллин варшава "
        "прага вена берлин мюнхен париж лондон рим милан мадрид лиссабон брюссель женева стокгольм осло хельсинки копенгаген будапешт "
        "бухарест софия белград афины стамбул анкара тбилиси ереван баку астана алматы ташкент пекин шанхай токио дели тегеран багдад "
        "дамаск иерусалим каир вашингтон нью-йорк малайзия таиланд вьетнам индонезия саудовская катар йемен нигерия кения конго чили перу кипр мальта албания черногория волга енисей байкал"},
    {"uk", "", "україна росія білорусь молдова литва латвія естонія польща німеччина франція іспанія португалія італія австрія швейцарія "
        "бельгія нідерланди данія швеція норвегія фінляндія ісландія ірландія англія британія чехія словаччина угорщина румунія болгарія "
        "греція туреччина сербія хорватія словенія грузія вірменія азербайджан казахстан ізраїль сирія ліван ірак іран єгипет лівія "
        "туніс марокко алжир судан ефіопія індія пакистан китай японія корея австралія канада мексика бразилія аргентина європа азія "
        "африка америка крим донбас галичина волинь буковина закарпаття поділля київ харків одеса дніпро львів донецьк запоріжжя "
        "миколаїв маріуполь луганськ вінниця херсон полтава чернігів черкаси суми житомир хмельницький чернівці рівне тернопіль луцьк "
        "ужгород кропивницький кременчук варшава краків прага відень берлін париж лондон рим мадрид брюссель женева стокгольм вільнюс "
        "рига таллінн москва мінськ бухарест софія будапешт анкара стамбул пекін токіо вашингтон"},
    {"bg", "", "българия сърбия гърция турция румъния македония русия украйна германия франция италия испания европа софия пловдив варна "
        "бургас русе москва киев берлин париж лондон брюксел атина белград"},
    {"ar", "", "مصر السعودية الإمارات قطر الكويت البحرين عمان اليمن العراق سوريا لبنان الأردن فلسطين إسرائيل ليبيا تونس الجزائر المغرب "
        "موريتانيا السودان الصومال إيران تركيا روسيا أوكرانيا فرنسا ألمانيا بريطانيا إيطاليا إسبانيا البرتغال هولندا بلجيكا سويسرا "
        "السويد النرويج بولندا اليونان أمريكا كندا المكسيك البرازيل الأرجنتين الصين اليابان الهند باكستان أفغانستان إثيوبيا أوروبا آسيا "
        "أفريقيا إفريقيا القاهرة الإسكندرية الرياض جدة مكة دبي الدوحة بغداد البصرة الموصل دمشق حلب بيروت عمّان القدس غزة رام طرابلس "
        "بنغازي الرباط طنجة مراكش الخرطوم صنعاء عدن طهران أنقرة إسطنبول موسكو كييف باريس لندن برلين روما مدريد واشنطن بكين طوكيو"},
    {"fa", "", "ایران عراق ترکیه سوریه لبنان اسرائیل فلسطین عربستان قطر کویت امارات یمن مصر افغانستان پاکستان هند چین ژاپن روسیه اوکراین "
        "آلمان فرانسه بریتانیا انگلیس ایتالیا اسپانیا سوئد نروژ یونان آمریکا کانادا برزیل آذربایجان ارمنستان گرجستان ترکمنستان "
        "تاجیکستان ازبکستان اروپا آسیا آفریقا تهران مشهد اصفهان شیراز تبریز اهواز کرج قم رشت یزد کرمان کرمانشاه همدان ارومیه اردبیل "
        "زاهدان سنندج بوشهر خوزستان کردستان گیلان مازندران خراسان سیستان کابل هرات بغداد دمشق بیروت آنکارا استانبول مسکو پاریس لندن "
        "برلین واشنگتن پکن"},
    {"he", "", "ישראל ירושלים חיפה אשדוד אשקלון נתניה הרצליה אילת טבריה נצרת עכו צפת רמאללה עזה לבנון סוריה ירדן מצרים עיראק איראן "
        "טורקיה יוון קפריסין רוסיה אוקראינה פולין גרמניה צרפת בריטניה אנגליה איטליה ספרד הולנד בלגיה שווייץ אוסטריה הונגריה רומניה "
        "שוודיה נורווגיה קנדה מקסיקו ברזיל ארגנטינה סין יפן הודו אוסטרליה סעודיה קטאר תימן מרוקו תוניסיה לוב סודן אתיופיה אירופה "
        "אפריקה מוסקבה קייב פריז לונדון ברלין רומא מדריד ושינגטון בייג'ינג הגליל הנגב הגולן"},
    {"hi", "", "भारत नेपाल पाकिस्तान बांग्लादेश श्रीलंका भूटान म्यांमार चीन जापान रूस यूक्रेन अमेरिका ब्रिटेन फ्रांस फ़्रांस जर्मनी इटली स्पेन "
        "ईरान इराक इसराइल इज़राइल सीरिया तुर्की मिस्र अफ़ग़ानिस्तान अफगानिस्तान ऑस्ट्रेलिया कनाडा ब्राज़ील यूरोप एशिया अफ्रीका दिल्ली मुंबई "
        "कोलकाता चेन्नई बेंगलुरु हैदराबाद अहमदाबाद पुणे जयपुर लखनऊ कानपुर पटना भोपाल इंदौर नागपुर वाराणसी आगरा राँची रांची रायपुर देहरादून शिमला "
        "चंडीगढ़ गुवाहाटी श्रीनगर जम्मू कश्मीर पंजाब हरियाणा राजस्थान गुजरात महाराष्ट्र बिहार झारखंड ओडिशा असम केरल कर्नाटक तेलंगाना उत्तराखंड "
        "छत्तीसगढ़ काठमांडू जनकपुर ढाका इस्लामाबाद कराची लाहौर काबुल बीजिंग मॉस्को लंदन पेरिस वाशिंगटन"},
    {"ko", "", "한국 대한민국 북한 중국 일본 미국 러시아 우크라이나 영국 프랑스 독일 이탈리아 스페인 인도 파키스탄 이란 이라크 이스라엘 시리아 터키 "
        "튀르키예 이집트 캐나다 멕시코 브라질 호주 베트남 태국 인도네시아 필리핀 말레이시아 싱가포르 대만 몽골 유럽 아시아 아프리카 서울 부산 "
        "대구 인천 광주 대전 울산 세종 수원 창원 제주 제주도 강원도 경기도 전주 포항 여수 강릉 평양 베이징 상하이 도쿄 오사카 모스크바 런던 파리 "
        "베를린 워싱턴 뉴욕 하노이 방콕"},
    {"zh", "", "中国 中國 美国 美國 日本 韩国 韓國 朝鲜 朝鮮 俄罗斯 俄羅斯 乌克兰 烏克蘭 英国 英國 法国 法國 德国 德國 意大利 西班牙 葡萄牙 荷兰 荷蘭 比利时 瑞士 "
        "瑞典 挪威 波兰 波蘭 希腊 希臘 土耳其 以色列 巴勒斯坦 叙利亚 敘利亞 伊朗 伊拉克 埃及 利比亚 苏丹 埃塞俄比亚 南非 印度 巴基斯坦 阿富汗 缅甸 緬甸 泰国 泰國 "
        "越南 柬埔寨 老挝 马来西亚 馬來西亞 新加坡 印尼 印度尼西亚 菲律宾 菲律賓 蒙古 澳大利亚 澳洲 新西兰 加拿大 墨西哥 巴西 阿根廷 欧洲 歐洲 亚洲 非洲 台湾 台灣 "
        "香港 澳门 澳門 北京 上海 天津 重庆 重慶 广州 廣州 深圳 成都 武汉 武漢 杭州 南京 西安 长沙 長沙 沈阳 青岛 大连 厦门 苏州 郑州 昆明 哈尔滨 济南 合肥 福州 台北 "
        "高雄 台中 台南 广东 廣東 四川 湖北 湖南 浙江 江苏 山东 山東 河南 河北 云南 福建 新疆 西藏 东京 東京 大阪 首尔 首爾 平壤 莫斯科 基辅 基輔 伦敦 倫敦 巴黎 柏林 "
        "罗马 羅馬 华盛顿 華盛頓 纽约 紐約 里昂"},
    {"ja", "", "日本 中国 米国 アメリカ 韓国 北朝鮮 ロシア ウクライナ 英国 イギリス フランス ドイツ イタリア スペイン オランダ ベルギー スイス スウェーデン ノルウェー "
        "ポーランド ギリシャ トルコ イスラエル パレスチナ シリア イラン イラク エジプト インド パキスタン アフガニスタン ミャンマー タイ ベトナム フィリピン マレーシア "
        "シンガポール インドネシア 台湾 香港 モンゴル オーストラリア カナダ メキシコ ブラジル アルゼンチン 欧州 ヨーロッパ アジア アフリカ 東京 大阪 京都 名古屋 横浜 神戸 "
        "札幌 仙台 福岡 広島 熊本 長崎 鹿児島 那覇 沖縄 北海道 九州 四国 千葉 埼玉 静岡 新潟 金沢 岡山 奈良 福島 北京 上海 ソウル モスクワ キーウ ロンドン パリ ベルリン "
        "ローマ ワシントン ニューヨーク"},
    {"th", "", "กรุงเทพมหานคร กรุงเทพ เชียงใหม่ เชียงราย ภูเก็ต ขอนแก่น นครราชสีมา อุดรธานี ชลบุรี พัทยา นนทบุรี ปทุมธานี สงขลา หาดใหญ่ อยุธยา ลำปาง "
        "พิษณุโลก สุราษฎร์ธานี ประเทศไทย กัมพูชา เมียนมา มาเลเซีย เวียดนาม สิงคโปร์ อินโดนีเซีย ฟิลิปปินส์ ญี่ปุ่น เกาหลีใต้ อินเดีย รัสเซีย ยูเครน สหรัฐ "
        "อังกฤษ ฝรั่งเศส เยอรมนี ออสเตรเลีย อิสราเอล อิหร่าน ยุโรป"},
};
/* clang-format on */

const char *foreign_place_list(struct str lang)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_eq(lang, str_c(table[i].lang)))
            return table[i].places;
    return "";
}

static const char *home_of(struct str lang)
{
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        if (str_eq(lang, str_c(table[i].lang)))
            return table[i].home;
    return "";
}

/* A town abroad may be a common word here ("Parigi"); one at home is not looked up by chance. */
bool foreign_is_place(const struct sense_doc *d, struct str norm)
{
    enum { LETTERS_LEAST = 4 /* bytes */ };
    if (norm.n < LETTERS_LEAST)
        return false;
    if (foreign_in(foreign_place_list(d->lang), norm))
        return true;
    const struct arena_mark scratch = arena_mark(d->arena);
    struct sense_place place;
    unsigned bits = 0;
    size_t n = sense_place_find(d->arena, norm, &place, 1, &bits);
    arena_back(d->arena, scratch);
    if (n == 0 || bits & (GAZ_FIRST | GAZ_LAST | GAZ_DEMONYM))
        return bits & GAZ_COUNTRY;
    /* Their endings leave no doubt, where "Biały" could be Biała. */
    unsigned small = foreign_in("fi hu", d->lang) ? GAZ_TOWN | GAZ_PLACE : GAZ_TOWN;
    return bits & (GAZ_COUNTRY | GAZ_CITY) ||
           (bits & small && foreign_in(home_of(d->lang), str_c(place.country)));
}

import type { LocalText } from '#kernel/local-text';
import type { Brand, CampaignFacts, CopyRequest, ProductFacts } from '#studio/model';

/** One realistic product in all fourteen languages, as rows of texts; used by the tests of the writer. */
interface Facts {
  readonly category: string;
  readonly description: string;
  readonly benefits: readonly [string, string, string];
  readonly features: readonly [string, string, string];
  readonly problems: readonly [string, string, string];
  readonly proof: string;
  readonly quote: string;
  readonly limit: string;
  readonly message: string;
  readonly audience: string;
  readonly occasion: string;
  readonly tagline: string;
  readonly values: readonly [string, string];
  readonly legal: string;
}

export const HEADPHONE_FACTS: Readonly<Record<string, Facts>> = {
  en: {
    category: 'wireless headphones',
    description: 'Over-ear headphones for long days between office, train and sofa.',
    benefits: [
      'Thirty hours on one charge',
      'Quiet, even on the night train',
      'Calls that sound like the next room',
    ],
    features: [
      'Four microphones with wind filter',
      'Ear cushions you can replace yourself',
      'Folds flat into a coat pocket',
    ],
    problems: [
      'Battery dead by noon',
      'The whole carriage in your ear',
      'Every call starts with “can you hear me?”',
    ],
    proof: 'Thirty hours of playback at medium volume',
    quote: 'I forgot I was on a train.',
    limit: '200 pairs',
    message: 'Give someone an hour of quiet',
    audience: 'people who work on trains',
    occasion: 'Christmas',
    tagline: 'Sound, not noise.',
    values: ['Every part can be repaired', 'We publish what we measure'],
    legal: 'Playback time measured at medium volume.',
  },
  de: {
    category: 'kabellose Kopfhörer',
    description: 'Ohrumschließende Kopfhörer für lange Tage zwischen Büro, Bahn und Sofa.',
    benefits: ['Dreißig Stunden mit einer Ladung', 'Ruhe, sogar im Nachtzug', 'Anrufe, als säße man nebenan'],
    features: [
      'Vier Mikrofone mit Windfilter',
      'Ohrpolster, die man selbst wechselt',
      'Flach gefaltet in die Manteltasche',
    ],
    problems: [
      'Mittags ist der Akku leer',
      'Der ganze Waggon im Ohr',
      'Jeder Anruf beginnt mit „Hörst du mich?“',
    ],
    proof: 'Dreißig Stunden Laufzeit bei mittlerer Lautstärke',
    quote: 'Ich habe vergessen, dass ich im Zug sitze.',
    limit: '200 Stück',
    message: 'Eine Stunde Ruhe zum Verschenken',
    audience: 'Menschen, die im Zug arbeiten',
    occasion: 'Weihnachten',
    tagline: 'Klang statt Krach.',
    values: ['Jedes Teil lässt sich reparieren', 'Wir veröffentlichen, was wir messen'],
    legal: 'Laufzeit gemessen bei mittlerer Lautstärke.',
  },
  fr: {
    category: 'casque sans fil',
    description: 'Un casque circum-aural pour les longues journées entre bureau, train et canapé.',
    benefits: [
      'Trente heures sur une charge',
      'Le calme, même dans le train de nuit',
      'Des appels comme dans la pièce d’à côté',
    ],
    features: [
      'Quatre micros avec filtre antivent',
      'Des coussinets à remplacer soi-même',
      'Se plie à plat dans une poche de manteau',
    ],
    problems: [
      'La batterie lâche à midi',
      'Tout le wagon dans l’oreille',
      'Chaque appel commence par « tu m’entends ? »',
    ],
    proof: 'Trente heures de lecture à volume moyen',
    quote: 'J’ai oublié que j’étais dans un train.',
    limit: '200 pièces',
    message: 'Offrez une heure de silence',
    audience: 'celles et ceux qui travaillent dans le train',
    occasion: 'Noël',
    tagline: 'Du son, pas du bruit.',
    values: ['Chaque pièce se répare', 'Nous publions ce que nous mesurons'],
    legal: 'Autonomie mesurée à volume moyen.',
  },
  es: {
    category: 'auriculares inalámbricos',
    description: 'Auriculares cerrados para días largos entre oficina, tren y sofá.',
    benefits: [
      'Treinta horas con una carga',
      'Silencio, incluso en el tren nocturno',
      'Llamadas como desde la habitación de al lado',
    ],
    features: [
      'Cuatro micrófonos con filtro de viento',
      'Almohadillas que se cambian en casa',
      'Se pliegan y caben en el abrigo',
    ],
    problems: [
      'La batería se acaba a mediodía',
      'Todo el vagón en el oído',
      'Cada llamada empieza con «¿me oyes?»',
    ],
    proof: 'Treinta horas de reproducción a volumen medio',
    quote: 'Olvidé que iba en un tren.',
    limit: '200 unidades',
    message: 'Regala una hora de calma',
    audience: 'quienes trabajan en el tren',
    occasion: 'Navidad',
    tagline: 'Sonido, no ruido.',
    values: ['Cada pieza se puede reparar', 'Publicamos lo que medimos'],
    legal: 'Autonomía medida a volumen medio.',
  },
  pt: {
    category: 'fones sem fio',
    description: 'Fones fechados para dias longos entre escritório, trem e sofá.',
    benefits: [
      'Trinta horas com uma carga',
      'Silêncio, até no trem noturno',
      'Ligações como se fosse na sala ao lado',
    ],
    features: [
      'Quatro microfones com filtro de vento',
      'Almofadas que se trocam em casa',
      'Dobra e cabe no bolso do casaco',
    ],
    problems: [
      'A bateria acaba ao meio-dia',
      'O vagão inteiro no ouvido',
      'Toda ligação começa com “está me ouvindo?”',
    ],
    proof: 'Trinta horas de reprodução em volume médio',
    quote: 'Esqueci que estava num trem.',
    limit: '200 unidades',
    message: 'Dê uma hora de sossego de presente',
    audience: 'quem trabalha no trem',
    occasion: 'Natal',
    tagline: 'Som, não ruído.',
    values: ['Cada peça tem conserto', 'Publicamos o que medimos'],
    legal: 'Autonomia medida em volume médio.',
  },
  it: {
    category: 'cuffie senza fili',
    description: 'Cuffie chiuse per giornate lunghe tra ufficio, treno e divano.',
    benefits: [
      'Trenta ore con una carica',
      'Silenzio, anche sul treno notturno',
      'Chiamate come dalla stanza accanto',
    ],
    features: [
      'Quattro microfoni con filtro antivento',
      'Cuscinetti che si cambiano da soli',
      'Si piegano e stanno nella tasca del cappotto',
    ],
    problems: [
      'La batteria muore a mezzogiorno',
      'Tutto il vagone nelle orecchie',
      'Ogni chiamata comincia con «mi senti?»',
    ],
    proof: 'Trenta ore di riproduzione a volume medio',
    quote: 'Ho dimenticato di essere in treno.',
    limit: '200 pezzi',
    message: 'Regala un’ora di silenzio',
    audience: 'chi lavora in treno',
    occasion: 'Natale',
    tagline: 'Suono, non rumore.',
    values: ['Ogni pezzo si può riparare', 'Pubblichiamo quello che misuriamo'],
    legal: 'Autonomia misurata a volume medio.',
  },
  nl: {
    category: 'draadloze koptelefoons',
    description: 'Een koptelefoon voor lange dagen tussen kantoor, trein en bank.',
    benefits: [
      'Dertig uur op één lading',
      'Rust, zelfs in de nachttrein',
      'Bellen alsof je naast elkaar zit',
    ],
    features: [
      'Vier microfoons met windfilter',
      'Oorkussens die je zelf vervangt',
      'Plat gevouwen past hij in je jaszak',
    ],
    problems: [
      'Om twaalf uur is de accu leeg',
      'De hele wagon in je oor',
      'Elk gesprek begint met “hoor je me?”',
    ],
    proof: 'Dertig uur speeltijd op halve kracht',
    quote: 'Ik vergat dat ik in de trein zat.',
    limit: '200 stuks',
    message: 'Geef iemand een uur rust',
    audience: 'mensen die in de trein werken',
    occasion: 'Kerst',
    tagline: 'Geluid, geen herrie.',
    values: ['Elk onderdeel is te repareren', 'We publiceren wat we meten'],
    legal: 'Speeltijd gemeten op halve kracht.',
  },
  ar: {
    category: 'سماعات لاسلكية',
    description: 'سماعات تغطي الأذن لأيام طويلة بين المكتب والقطار والبيت.',
    benefits: ['ثلاثون ساعة بشحنة واحدة', 'هدوء حتى في القطار الليلي', 'مكالمات كأنها من الغرفة المجاورة'],
    features: ['أربعة ميكروفونات مع عازل للرياح', 'وسائد أذن يسهل تبديلها', 'تُطوى وتدخل جيب المعطف'],
    problems: ['البطارية تنفد عند الظهر', 'ضجيج العربة كلها في الأذن', 'كل مكالمة تبدأ بسؤال «هل تسمعني؟»'],
    proof: 'ثلاثون ساعة تشغيل على صوت متوسط',
    quote: 'نسيت أنني في القطار.',
    limit: '200 قطعة',
    message: 'ساعة هدوء لمن تحب',
    audience: 'كل من يعمل في القطار',
    occasion: 'العيد',
    tagline: 'صوت بلا ضجيج.',
    values: ['كل قطعة قابلة للإصلاح', 'ننشر ما نقيسه'],
    legal: 'قيست مدة التشغيل على صوت متوسط.',
  },
  he: {
    category: 'אוזניות אלחוטיות',
    description: 'אוזניות קשת לימים ארוכים בין המשרד, הרכבת והספה.',
    benefits: ['שלושים שעות בטעינה אחת', 'שקט, גם ברכבת הלילה', 'שיחות כאילו מהחדר הסמוך'],
    features: ['ארבעה מיקרופונים עם מסנן רוח', 'כריות אוזן שמחליפים לבד', 'מתקפלות לכיס של מעיל'],
    problems: ['הסוללה נגמרת בצהריים', 'כל הקרון בתוך האוזן', 'כל שיחה מתחילה בשאלה אם שומעים'],
    proof: 'שלושים שעות ניגון בעוצמה בינונית',
    quote: 'שכחתי שאני ברכבת.',
    limit: '200 יחידות',
    message: 'לתת במתנה שעה של שקט',
    audience: 'מי שעובד ברכבת',
    occasion: 'חנוכה',
    tagline: 'צליל, לא רעש.',
    values: ['כל חלק ניתן לתיקון', 'אנחנו מפרסמים את מה שאנחנו מודדים'],
    legal: 'זמן הניגון נמדד בעוצמה בינונית.',
  },
  ja: {
    category: 'ワイヤレスヘッドホン',
    description: 'オフィスから電車、ソファまで。長い一日のためのヘッドホンです。',
    benefits: ['一度の充電で30時間', '夜行列車でも、静か', '隣の部屋にいるような通話'],
    features: [
      '風切り音を抑える4つのマイク',
      '自分で交換できるイヤーパッド',
      '折りたためばコートのポケットに',
    ],
    problems: ['昼には電池が切れる', '車内の音がぜんぶ耳に入る', '通話はいつも「聞こえますか」から'],
    proof: '中音量での連続再生30時間',
    quote: '電車にいることを忘れました。',
    limit: '200台',
    message: '静かな一時間を贈る',
    audience: '電車で仕事をする人',
    occasion: 'クリスマス',
    tagline: '騒音ではなく、音を。',
    values: ['すべての部品が修理できる', '測ったことはすべて公開する'],
    legal: '再生時間は中音量での測定値です。',
  },
  zh: {
    category: '无线耳机',
    description: '从办公室到列车再到沙发，为漫长的一天而做的头戴耳机。',
    benefits: ['充一次电，听30小时', '夜行列车上也安静', '通话像在隔壁房间'],
    features: ['四麦克风抗风噪', '耳垫可以自己更换', '折叠后放进大衣口袋'],
    problems: ['中午就没电', '整节车厢都在耳边', '每通电话都从“听得见吗”开始'],
    proof: '中等音量连续播放30小时',
    quote: '我忘了自己在火车上。',
    limit: '200副',
    message: '送一小时的安静',
    audience: '在路上办公的人',
    occasion: '春节',
    tagline: '要声音，不要噪音。',
    values: ['每个零件都能维修', '测了什么，就公布什么'],
    legal: '播放时间按中等音量测得。',
  },
  ko: {
    category: '무선 헤드폰',
    description: '사무실과 기차와 소파를 오가는 긴 하루를 위한 헤드폰.',
    benefits: ['한 번 충전으로 30시간', '밤 기차에서도 조용하게', '옆방에서 하는 듯한 통화'],
    features: ['바람 소리를 거르는 마이크 4개', '직접 갈아 끼우는 이어 쿠션', '접으면 코트 주머니에 쏙'],
    problems: ['점심이면 배터리가 바닥', '객차 소리가 전부 귓속으로', '통화는 늘 “들려요?”부터'],
    proof: '중간 음량에서 연속 재생 30시간',
    quote: '기차 안이라는 걸 잊었어요.',
    limit: '200개',
    message: '조용한 한 시간을 선물하세요',
    audience: '기차에서 일하는 사람',
    occasion: '크리스마스',
    tagline: '소음 말고, 소리.',
    values: ['모든 부품을 고칠 수 있습니다', '잰 것은 공개합니다'],
    legal: '재생 시간은 중간 음량 기준입니다.',
  },
  hi: {
    category: 'वायरलेस हेडफ़ोन',
    description: 'दफ़्तर, ट्रेन और सोफ़े के बीच लंबे दिनों के लिए हेडफ़ोन।',
    benefits: ['एक चार्ज में तीस घंटे', 'रात की ट्रेन में भी शांति', 'कॉल ऐसी, जैसे बग़ल के कमरे से'],
    features: ['हवा का शोर रोकने वाले चार माइक', 'कान के कुशन ख़ुद बदलें', 'मुड़कर कोट की जेब में समा जाए'],
    problems: ['दोपहर तक बैटरी ख़त्म', 'पूरे डिब्बे का शोर कान में', 'हर कॉल की शुरुआत “सुनाई दे रहा है?” से'],
    proof: 'मध्यम आवाज़ पर तीस घंटे का प्लेबैक',
    quote: 'मैं भूल गई कि ट्रेन में हूँ।',
    limit: '200 पीस',
    message: 'किसी को एक घंटे की शांति दें',
    audience: 'ट्रेन में काम करने वालों',
    occasion: 'दिवाली',
    tagline: 'सुर, शोर नहीं।',
    values: ['हर पुर्ज़े की मरम्मत हो सकती है', 'जो नापते हैं, वही छापते हैं'],
    legal: 'प्लेबैक समय मध्यम आवाज़ पर नापा गया।',
  },
  th: {
    category: 'หูฟังไร้สาย',
    description: 'หูฟังครอบหูสำหรับวันยาวๆ ระหว่างที่ทำงาน รถไฟ และโซฟา',
    benefits: ['ชาร์จครั้งเดียวฟังได้ 30 ชั่วโมง', 'เงียบแม้บนรถไฟตู้นอน', 'คุยโทรศัพท์ชัดเหมือนอยู่ห้องข้างๆ'],
    features: ['ไมโครโฟนสี่ตัวพร้อมตัวกรองลม', 'ฟองน้ำหูฟังเปลี่ยนเองได้', 'พับแล้วใส่กระเป๋าเสื้อโค้ตได้'],
    problems: ['แบตหมดก่อนเที่ยง', 'เสียงทั้งตู้รถไฟอยู่ในหู', 'ทุกสายเริ่มด้วย “ได้ยินไหม”'],
    proof: 'เล่นต่อเนื่อง 30 ชั่วโมงที่ระดับเสียงกลาง',
    quote: 'ลืมไปเลยว่าอยู่บนรถไฟ',
    limit: '200 ชุด',
    message: 'มอบหนึ่งชั่วโมงที่เงียบสงบ',
    audience: 'คนที่ทำงานบนรถไฟ',
    occasion: 'ปีใหม่',
    tagline: 'เสียง ไม่ใช่เสียงรบกวน',
    values: ['ทุกชิ้นส่วนซ่อมได้', 'วัดอะไร เราเผยแพร่สิ่งนั้น'],
    legal: 'เวลาเล่นวัดที่ระดับเสียงกลาง',
  },
};

const LANGUAGES = Object.keys(HEADPHONE_FACTS);

function inAll(read: (facts: Facts) => string): LocalText {
  return Object.fromEntries(LANGUAGES.map((tag) => [tag, read(HEADPHONE_FACTS[tag] as Facts)]));
}

export const RICH_PRODUCT: ProductFacts = {
  key: 'aurora',
  name: 'Aurora One',
  category: inAll((f) => f.category),
  description: inAll((f) => f.description),
  benefits: [0, 1, 2].map((i) => inAll((f) => f.benefits[i] ?? '')),
  features: [0, 1, 2].map((i) => inAll((f) => f.features[i] ?? '')),
  problems: [0, 1, 2].map((i) => inAll((f) => f.problems[i] ?? '')),
  proofs: [{ text: inAll((f) => f.proof), source: 'Norrland Lab' }],
  quote: { text: inAll((f) => f.quote), by: 'Mara Lind' },
  price: { amountMinor: 19900, currency: 'EUR' },
  previousPrice: { amountMinor: 24900, currency: 'EUR' },
  limit: inAll((f) => f.limit),
  url: 'https://norrland.example/aurora',
};

export const RICH_CAMPAIGN: CampaignFacts = {
  key: 'quiet',
  name: 'Quiet Season',
  message: inAll((f) => f.message),
  audience: inAll((f) => f.audience),
  occasion: inAll((f) => f.occasion),
  hashtags: ['#QuietSeason'],
  startsOn: '2026-12-01',
  endsOn: '2026-12-24',
};

export const BRAND: Brand = {
  key: 'norrland',
  look: {
    name: 'Norrland',
    colours: { primary: '#112233' },
    fonts: { display: { family: 'Sora' }, text: { family: 'Inter' } },
    logo: {},
    shape: 'rounded',
  },
  voice: {
    formality: 'informal',
    tone: ['calm'],
    tagline: inAll((f) => f.tagline),
    values: [0, 1].map((i) => inAll((f) => f.values[i] ?? '')),
    preferredWords: {},
    bannedWords: {},
    hashtags: {},
  },
  legalLines: { '*': inAll((f) => f.legal) },
};

/** A brief that says nothing of the product but its name. */
export const BARE_PRODUCT: ProductFacts = {
  key: 'aurora',
  name: 'Aurora One',
  benefits: [],
  features: [],
  problems: [],
  proofs: [],
};

export const BARE_CAMPAIGN: CampaignFacts = {
  key: 'quiet',
  name: 'Quiet Season',
  message: inAll((f) => f.message),
  hashtags: [],
};

export const BARE_BRAND: Brand = {
  ...BRAND,
  voice: { formality: 'formal', tone: [], values: [], preferredWords: {}, bannedWords: {}, hashtags: {} },
  legalLines: {},
};

export function richRequest(changes: Partial<CopyRequest> = {}): CopyRequest {
  return {
    brand: BRAND,
    campaign: RICH_CAMPAIGN,
    product: RICH_PRODUCT,
    locale: 'en',
    channel: 'instagram',
    count: 12,
    seed: 'seed',
    ...changes,
  };
}

export function bareRequest(changes: Partial<CopyRequest> = {}): CopyRequest {
  return {
    ...richRequest(changes),
    brand: BARE_BRAND,
    campaign: BARE_CAMPAIGN,
    product: BARE_PRODUCT,
    ...changes,
  };
}

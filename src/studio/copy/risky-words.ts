/** Words that need proof, a condition or a permit before they may stand in an advert. */

export const RISK_CATEGORIES = {
  superlative: 'a claim to be first or best needs current proof against all competitors',
  guarantee: 'a guarantee needs its terms and who gives it',
  health: 'health claims are allowed only in approved wording',
  environment: 'environmental claims need proof for the product, general ones are banned in the EU',
  finance: 'promises of money or return need risk notes and often a permit',
  free: 'free means without any cost; conditions must stand beside it',
} as const;
export type RiskCategory = keyof typeof RISK_CATEGORIES;

/**
 * Sources: Directive 2005/29/EC annex I and (EU) 2024/825 (environment), Regulation (EC) 1924/2006 (health),
 * German UWG section 5 and HWG, UK CAP Code 3 and 11 to 15, FTC 16 CFR 251 (free) and 260 (green guides),
 * Chinese Advertising Law article 9 (superlatives). A list for people to check by, no legal advice.
 * Words stand between bars; `guarant*` also finds longer words.
 */
export const RISKY_WORDS: Readonly<Record<string, Readonly<Record<RiskCategory, string>>>> = {
  en: {
    superlative:
      'best | number one | no. 1 | #1 | world-leading | leading | unbeatable | unrivalled | unrivaled | cheapest | fastest | safest | perfect',
    guarantee: 'guarantee* | risk-free | no risk | lifetime warranty | 100% safe',
    health:
      'cure* | heals | treats | clinically proven | detox* | anti-aging | anti-ageing | weight loss | pain-free',
    environment:
      'climate neutral | climate-neutral | carbon neutral | carbon-neutral | eco-friendly | environmentally friendly | sustainable | biodegradable | zero emission* | green product',
    finance: 'guaranteed return* | get rich | risk-free return* | double your money | interest-free',
    free: 'free | for nothing | no cost | free of charge',
  },
  de: {
    superlative:
      'beste | bester | bestes | besten | nummer eins | nr. 1 | marktführer* | weltweit führend* | unschlagbar* | einzigartig* | günstigste* | schnellste* | sicherste* | perfekt*',
    guarantee: 'garantie* | garantiert* | risikofrei* | ohne risiko | lebenslang*',
    health:
      'heilt | heilend* | heilung | klinisch getestet | klinisch bewiesen | entgift* | detox* | anti-aging | schmerzfrei* | abnehmen',
    environment:
      'klimaneutral* | co2-neutral* | umweltfreundlich* | nachhaltig* | biologisch abbaubar* | emissionsfrei* | öko | klimafreundlich*',
    finance: 'garantierte rendite | schnell reich | zinsfrei* | sichere rendite',
    free: 'kostenlos* | gratis | umsonst',
  },
  fr: {
    superlative:
      'meilleur* | numéro un | n° 1 | n°1 | leader | imbattable* | le moins cher | le plus rapide | le plus sûr | parfait* | unique au monde',
    guarantee: 'garanti* | sans risque | à vie',
    health:
      'guérit | guérison | soigne | cliniquement prouvé* | détox* | anti-âge | perte de poids | sans douleur',
    environment:
      'neutre en carbone | neutralité carbone | écologique* | respectueux de l’environnement | durable* | biodégradable* | zéro émission | écoresponsable* | éco-responsable*',
    finance: 'rendement garanti | devenir riche | sans intérêt*',
    free: 'gratuit* | offert | offerte | offerts',
  },
  es: {
    superlative:
      'el mejor | la mejor | los mejores | las mejores | número uno | n.º 1 | líder | insuperable* | inigualable* | el más barato | el más rápido | perfecto | perfecta',
    guarantee: 'garant* | sin riesgo* | de por vida',
    health:
      'cura | sana | clínicamente probado | clínicamente probada | détox | detox* | antiedad | adelgaz* | sin dolor',
    environment:
      'neutro en carbono | carbono neutral | ecológic* | respetuoso con el medio ambiente | sostenible* | sustentable* | biodegradable* | cero emisiones',
    finance: 'rentabilidad garantizada | hágase rico | sin intereses',
    free: 'gratis | gratuit* | sin costo | sin coste',
  },
  pt: {
    superlative:
      'o melhor | a melhor | os melhores | as melhores | número um | nº 1 | líder | imbatível | inigualável | o mais barato | o mais rápido | perfeito | perfeita',
    guarantee: 'garant* | sem risco* | vitalíci*',
    health:
      'cura | clinicamente comprovado | clinicamente comprovada | detox* | antienvelhecimento | emagrec* | sem dor',
    environment:
      'neutro em carbono | carbono neutro | ecológic* | amigo do ambiente | sustentáve* | biodegradáve* | emissão zero',
    finance: 'rendimento garantido | fique rico | sem juros',
    free: 'grátis | gratuit* | de graça | sem custo',
  },
  it: {
    superlative:
      'il migliore | la migliore | i migliori | le migliori | numero uno | n. 1 | leader | imbattibile | il più economico | il più veloce | perfetto | perfetta | perfette | perfetti',
    guarantee: 'garan* | senza rischi | senza rischio | a vita',
    health:
      'cura | guarisce | clinicamente testato | clinicamente provato | detox* | antietà | dimagr* | senza dolore',
    environment:
      'carbon neutral | neutralità carbonica | ecologic* | ecosostenibil* | sostenibil* | biodegradabil* | zero emissioni | a impatto zero',
    finance: 'rendimento garantito | diventa ricco | senza interessi | tasso zero',
    free: 'gratis | gratuit* | in omaggio',
  },
  nl: {
    superlative:
      'beste | nummer één | nummer 1 | nr. 1 | marktleider | onverslaanbaar | goedkoopste | snelste | veiligste | perfect | perfecte',
    guarantee: 'garantie* | gegarandeerd* | zonder risico | risicovrij | levenslang*',
    health: 'geneest | geneeskrachtig* | klinisch bewezen | detox* | anti-aging | afvallen | pijnvrij',
    environment:
      'klimaatneutra* | co2-neutra* | milieuvriendelijk* | duurzaam | duurzame | biologisch afbreekbaar | emissievrij | eco',
    finance: 'gegarandeerd rendement | snel rijk | renteloos',
    free: 'gratis | kosteloos',
  },
  ar: {
    superlative: 'الأفضل | أفضل | رقم واحد | رقم 1 | الأول عالميا | الأرخص | الأسرع | مثالي | مثالية | لا مثيل له',
    guarantee: 'ضمان | مضمون | مضمونة | نضمن | بلا مخاطر | مدى الحياة',
    health: 'يشفي | شفاء | علاج | يعالج | مثبت سريريا | ديتوكس | إنقاص الوزن',
    environment: 'صديق للبيئة | صديقة للبيئة | محايد كربونيا | مستدام | مستدامة | قابل للتحلل',
    finance: 'أرباح مضمونة | عائد مضمون | بدون فوائد',
    free: 'مجانا | مجاني | مجانية',
  },
  he: {
    superlative:
      'הטוב ביותר | הטובה ביותר | הכי טוב | הכי טובה | מספר אחת | מספר 1 | הזול ביותר | המהיר ביותר | מושלם | מושלמת',
    guarantee: 'אחריות | מובטח | מובטחת | מתחייבים | ללא סיכון | לכל החיים',
    health: 'מרפא | מרפאת | ריפוי | מוכח קלינית | דיטוקס | ירידה במשקל | אנטי אייג׳ינג',
    environment: 'ידידותי לסביבה | ידידותית לסביבה | נייטרלי פחמן | אקולוגי | אקולוגית | בר קיימא | מתכלה',
    finance: 'תשואה מובטחת | ללא ריבית | להתעשר',
    free: 'חינם | בחינם',
  },
  ja: {
    superlative: '最高 | 最上級 | 世界一 | 日本一 | 業界初 | no.1 | ナンバーワン | 最安 | 最速 | 完璧 | 唯一',
    guarantee: '保証 | 絶対 | 必ず | リスクなし | 100%安全',
    health: '治る | 治す | 効く | 効果がある | 臨床で証明 | デトックス | アンチエイジング | 痩せる',
    environment: '環境にやさしい | 環境に優しい | カーボンニュートラル | サステナブル | 生分解性 | エコ',
    finance: '元本保証 | 確実に儲かる | 無利子 | 金利0',
    free: '無料 | タダ | 0円',
  },
  zh: {
    superlative:
      '最佳 | 最好 | 最高级 | 最低价 | 最先进 | 最优 | 第一 | 国家级 | 顶级 | 唯一 | 首选 | 完美 | 全网最低',
    guarantee: '保证 | 包治 | 零风险 | 无风险 | 终身质保 | 绝对',
    health: '治愈 | 治疗 | 疗效 | 排毒 | 减肥 | 临床证明 | 抗衰老',
    environment: '碳中和 | 零排放 | 环保 | 可持续 | 可降解 | 绿色产品',
    finance: '保本 | 稳赚 | 保收益 | 无息 | 零利息',
    free: '免费 | 白送 | 零元 | 0元',
  },
  ko: {
    superlative: '최고 | 최상 | 1위 | 업계 최초 | 유일 | 최저가 | 최저 가격 | 완벽',
    guarantee: '보장 | 보증 | 무조건 | 위험 없는 | 평생',
    health: '치료 | 완치 | 효능 | 임상 입증 | 디톡스 | 안티에이징 | 다이어트 효과',
    environment: '친환경 | 탄소중립 | 탄소 중립 | 지속가능 | 지속 가능 | 생분해 | 무공해',
    finance: '원금 보장 | 수익 보장 | 무이자',
    free: '무료 | 공짜 | 0원',
  },
  hi: {
    superlative: 'सबसे अच्छा | सबसे अच्छी | सर्वश्रेष्ठ | सर्वोत्तम | नंबर वन | नंबर 1 | सबसे सस्ता | सबसे तेज़ | बेजोड़',
    guarantee: 'गारंटी | वारंटी | बिना जोखिम | आजीवन',
    health: 'इलाज | ठीक करता | रोग | डिटॉक्स | वज़न घटाएँ | चिकित्सकीय रूप से सिद्ध',
    environment: 'पर्यावरण के अनुकूल | कार्बन न्यूट्रल | इको फ्रेंडली | टिकाऊ विकास | बायोडिग्रेडेबल',
    finance: 'पक्का मुनाफ़ा | ब्याज मुक्त | अमीर बनें',
    free: 'मुफ़्त | मुफ्त | फ्री | निःशुल्क',
  },
  th: {
    superlative: 'ดีที่สุด | อันดับหนึ่ง | อันดับ 1 | ที่หนึ่ง | ถูกที่สุด | เร็วที่สุด | สมบูรณ์แบบ | หนึ่งเดียว',
    guarantee: 'รับประกัน | การันตี | ไม่มีความเสี่ยง | ตลอดชีพ',
    health: 'รักษา | หายขาด | ดีท็อกซ์ | ลดน้ำหนัก | ชะลอวัย | พิสูจน์ทางคลินิก',
    environment: 'เป็นมิตรต่อสิ่งแวดล้อม | รักษ์โลก | คาร์บอนเป็นกลาง | ยั่งยืน | ย่อยสลายได้',
    finance: 'การันตีกำไร | ดอกเบี้ย 0 | รวยเร็ว',
    free: 'ฟรี | ไม่มีค่าใช้จ่าย',
  },
};

/** Categories that a market forbids outright, even with a source: Chinese Advertising Law, article 9. */
export const FORBIDDEN_IN: Readonly<Record<string, readonly RiskCategory[]>> = { CN: ['superlative'] };

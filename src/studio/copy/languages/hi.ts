import type { LanguagePack } from '#studio/copy/language-pack';

/** Hindi. Formal आप, informal तुम. */
export const hi: LanguagePack = {
  language: 'hi',
  notes: [
    'फ़ायदे और परेशानियाँ: अपने आप में पूरे छोटे वाक्य (“तीस घंटे बिना तार के”, “दोपहर तक बैटरी ख़त्म”)।',
    'ख़ूबियाँ: संज्ञा पद (“हवा का शोर रोकने वाले चार माइक”)। श्रेणी: संज्ञा (“वायरलेस हेडफ़ोन”)।',
    'दर्शक: तिर्यक रूप में, ताकि “के लिए” जुड़ सके (“ट्रेन में काम करने वालों”)। अवसर: संज्ञा (“दिवाली”)। सीमा: “200 पीस”।',
    'कोई क्रिया या विशेषण उत्पाद के लिंग से नहीं जुड़ता; तथ्य वाक्य की शुरुआत में, कोलन के बाद या अलग वाक्य में आता है।',
    'वाक्य पूर्ण विराम (।) से ख़त्म होते हैं; अंक Intl से।',
  ],
  scripts: ['Devanagari'],
  typography: {
    stop: '।',
    gap: ' ',
    colon: ': ',
    quotes: ['“', '”'],
    innerQuotes: ['‘', '’'],
    quoteStop: 'inside',
    apostrophe: null,
    spacing: 'plain',
  },
  lowerWords: '',
  headline: { unit: 'words', min: 3, max: 9 },
  hashtags: { join: 'plain', usual: 4 },
  angles: {
    benefit: {
      headlines: [
        '{benefit}।',
        '{product}। {benefit}।',
        '{product} के साथ: {benefit}।',
        'सीधी बात: {benefit}।',
      ],
      openings: ['{benefit}। {product} इसी के लिए है।', '{product} एक लाइन में: {benefit}।'],
    },
    problem: {
      headlines: [
        '{problem}? {product} के साथ नहीं।',
        'अब भूल <जाइए|जाओ>: {problem}।',
        '{problem}। यह कल की बात है।',
        '{problem}? अब {product}।',
      ],
      openings: [
        '{problem}। अगर <आपके|तुम्हारे> साथ भी ऐसा होता है, तो {product} <देखिए|देखो>।',
        'जानी-पहचानी बात? {problem}।',
      ],
      supports: ['{product} के साथ बात अलग है: {benefit}।'],
    },
    proof: {
      headlines: ['{quote}', '{proof}।', '{product}: {proof}।', 'सबूत सामने है: {proof}।{?source}'],
      openings: [
        '{quote} – {product} पर {by}।',
        '{?proof}{product} पर {source} का कहना है: {proof}।',
        '{product}: {proof}।',
      ],
      supports: ['{!quote}{product} पर {by} की राय।', '{!proof}स्रोत: {source}।'],
    },
    feature: {
      headlines: [
        '{feature}।',
        '{product} क़रीब से: {feature}।',
        'ग़ौर से <देखिए|देखो>: {feature}।',
        'काम की बारीकी: {feature}।',
      ],
      openings: [
        '{feature}। {product} की यह बारीकी इस्तेमाल में पता चलती है।',
        '{product} को क़रीब से <देखिए|देखो>: {feature}।',
      ],
    },
    contrast: {
      headlines: [
        '{problem}? {benefit}।',
        'पहले: {problem}। अब: {benefit}।',
        'कल तक: {problem}। आज से: {benefit}।',
      ],
      openings: [
        '{product} के बिना: {problem}। {product} के साथ: {benefit}।',
        'एक ही दिन, दो तस्वीरें। एक: {problem}। दूसरी: {benefit}।',
      ],
    },
    question: {
      headlines: [
        '{product} क्यों? {benefit}।',
        'अगर यही आम बात हो तो? {benefit}।',
        'आख़िर कब तक? {problem}।',
        '{product} किसके लिए? {audience} के लिए।',
        '{product} से <आपकी|तुम्हारी> मुलाक़ात हुई?',
        '{product} से <आप|तुम> क्या <करेंगे|करोगे>?',
      ],
      openings: ['सवाल जायज़ है: {product} क्यों? {benefit}।', '{product} से पहला काम क्या <करेंगे|करोगे>?'],
    },
    how_to: {
      headlines: [
        '{category}: चुनते समय क्या देखें।{?feature}{?benefit}',
        'तीन बातों में {product}।{?feature}{?feature2}{?benefit}',
        'चुनने से पहले <देखिए|देखो>: {feature}।',
        'यहाँ से शुरू <कीजिए|करो>: {feature}।',
      ],
      openings: [
        '{category} की तलाश? पहले इस पर ध्यान <दीजिए|दो>: {feature}।',
        '{product} चुनने से पहले जान <लीजिए|लो>: {feature}।',
      ],
      supports: ['{benefit}। {feature}। {feature2}।', '{product} में: {feature}।'],
    },
    occasion: {
      headlines: [
        '{occasion} के लिए एक ख़याल: {product}।',
        '{occasion} पास है। {product} भी।',
        '{start} से, {product}।',
      ],
      openings: [
        '{occasion} की तैयारी? एक ख़याल: {product}।',
        '{campaign} की शुरुआत {start} से, {product} के साथ।',
      ],
    },
    urgency: {
      headlines: [
        '{product}: {date} तक।',
        'सिर्फ़ {limit}।',
        'आख़िरी दिन: {date}।',
        '{product}। सिर्फ़ {limit}।',
        '{campaign}, {date} तक।',
      ],
      openings: ['{campaign} {date} तक, {product} के साथ।', '{product}: सिर्फ़ {limit}।'],
      supports: ['{product} {price} में, {date} तक।'],
    },
    values: {
      headlines: ['{value}।', '{product} के पीछे: {value}।', '{brand} का तरीक़ा: {value}।'],
      openings: ['{value}। {brand} का यही तरीक़ा है, {product} में भी।', '{product} के पीछे एक सोच है: {value}।'],
      supports: ['{brand} का यही तरीक़ा है।'],
    },
    price: {
      headlines: [
        '{product}, {price} में।',
        '{benefit}। {price} में।',
        '{before} नहीं, {price}।',
        '{product} पर {saving} की बचत।',
      ],
      openings: [
        '{product} अब {before} के बजाय {price} में।',
        '{product} का दाम {price}। {benefit}।',
        '{product} का दाम {price}।',
      ],
      supports: ['{before} के बजाय {price}।'],
    },
    brand_voice: {
      headlines: [
        '{message}।',
        '{tagline}।',
        '{product}। {tagline}।',
        '{brand} की ओर से {product}।',
        '<मिलिए|मिलो> {product} से।',
        '{campaign}: {product}।',
      ],
      openings: [
        '{tagline}। {brand} की ओर से {product}।',
        '{message}। {brand} की ओर से {product}।',
        '<मिलिए|मिलो> {product} से, {brand} की ओर से।',
      ],
      supports: ['{brand}। {tagline}।', '{brand} की ओर से।'],
    },
  },
  cta: {
    buy: ['{product} ऑर्डर करें', 'ऑनलाइन ऑर्डर करें'],
    learn: ['{product} क़रीब से देखें', 'पूरी जानकारी पढ़ें', 'क़रीब से देखें'],
  },
  lines: {
    list: '{product} में क्या है:',
    audience: '{audience} के लिए।',
    price: '{product} का दाम {price}।',
    saving: '{before} के बजाय {price}: {saving} की बचत।',
    until: '{campaign} {date} तक।',
    from: '{campaign} {start} से।',
    limit: 'उपलब्ध: {limit}।',
    proof: '{proof} (स्रोत: {source})।',
    quote: '{quote} – {by}',
    link: '{cta}: {url}',
  },
  badges: { saving: '{saving} की बचत', until: '{date} तक', limit: 'सिर्फ़ {limit}' },
  alt: {
    picture: [
      '{brand} का उत्पाद {product}, {category}। तस्वीर पर लिखा है: {headline}',
      '{brand} का उत्पाद {product}। तस्वीर पर लिखा है: {headline}',
      '{product}: {headline}',
    ],
    type: [
      '{brand} के रंगों में लिखा है: {headline} विषय: {product}, {category}।',
      '{product} के लिए {brand} का लिखित विज्ञापन: {headline}',
      '{product}: {headline}',
    ],
  },
};

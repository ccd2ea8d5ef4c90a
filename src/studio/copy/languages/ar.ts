import type { LanguagePack } from '#studio/copy/language-pack';

/** Arabic, modern standard. Formal: plural imperative; informal: masculine singular, as adverts do. */
export const ar: LanguagePack = {
  language: 'ar',
  notes: [
    'الفوائد والمشكلات: جمل قصيرة مستقلة بذاتها («ثلاثون ساعة بلا أسلاك»، «البطارية تنفد قبل الظهر»).',
    'المزايا: عبارة اسمية («أربعة ميكروفونات مع عازل للرياح»). الفئة: اسم نكرة («سماعات لاسلكية»).',
    'الجمهور: اسم يصلح بعد «إلى» («كل من يعمل في القطار»). المناسبة: اسم («رمضان»). الكمية: «200 قطعة».',
    'لا فعل ولا صفة تتبع جنس المنتج، ولا حرف يتصل بالاسم اللاتيني؛ تأتي الحقائق جملة مستقلة أو بعد نقطتين.',
    'الأرقام والأسعار والتواريخ من Intl حسب البلد (ar-EG بالأرقام العربية). الوسوم توصل بشرطة سفلية.',
  ],
  scripts: ['Arabic'],
  typography: {
    stop: '.',
    gap: ' ',
    colon: ': ',
    quotes: ['«', '»'],
    innerQuotes: ['“', '”'],
    quoteStop: 'inside',
    apostrophe: null,
    spacing: 'plain',
  },
  lowerWords: '',
  headline: { unit: 'words', min: 2, max: 8 },
  hashtags: { join: 'underscore', usual: 4 },
  angles: {
    benefit: {
      headlines: ['{benefit}.', '{product}. {benefit}.', 'مع {product}: {benefit}.', 'بكل بساطة: {benefit}.'],
      openings: ['{benefit}. هذه هي الفكرة من {product}.', '{product} في جملة واحدة: {benefit}.'],
    },
    problem: {
      headlines: [
        '{problem}؟ ليس مع {product}.',
        'وداعًا لهذا: {problem}.',
        '{problem}. كان هذا بالأمس.',
        '{problem}؟ حان وقت {product}.',
      ],
      openings: [
        '{problem}. إن كان هذا مألوفًا <لكم|لك>، <فتعرّفوا|فتعرّف> على {product}.',
        'هل يبدو هذا مألوفًا؟ {problem}.',
      ],
      supports: ['مع {product} يختلف الأمر: {benefit}.'],
    },
    proof: {
      headlines: ['{quote}', '{proof}.', '{product}: {proof}.', 'بالدليل: {proof}.{?source}'],
      openings: [
        '{quote} هكذا قال {by} عن {product}.',
        '{?proof}بحسب {source}، عن {product}: {proof}.',
        '{product}: {proof}.',
      ],
      supports: ['{!quote}رأي {by} في {product}.', '{!proof}المصدر: {source}.'],
    },
    feature: {
      headlines: [
        '{feature}.',
        '{product} عن قرب: {feature}.',
        '<انظروا|انظر> عن قرب: {feature}.',
        'تفصيل يستحق الانتباه: {feature}.',
      ],
      openings: [
        '{feature}. تفصيل صغير في {product} يظهر أثره عند الاستخدام.',
        'نظرة أقرب إلى {product}: {feature}.',
      ],
    },
    contrast: {
      headlines: [
        '{problem}؟ {benefit}.',
        'قبل: {problem}. الآن: {benefit}.',
        'وداعًا: {problem}. أهلًا: {benefit}.',
      ],
      openings: [
        'من دون {product}: {problem}. ومع {product}: {benefit}.',
        'اليوم نفسه بنسختين. الأولى: {problem}. والثانية: {benefit}.',
      ],
    },
    question: {
      headlines: [
        'لماذا {product}؟ {benefit}.',
        'ماذا لو كان هذا هو المعتاد؟ {benefit}.',
        'إلى متى؟ {problem}.',
        'من يحتاج {product}؟ {audience}.',
        'هل <تعرفون|تعرف> {product}؟',
        'ماذا <ستفعلون|ستفعل> مع {product}؟',
      ],
      openings: ['سؤال في محله: لماذا {product}؟ {benefit}.', 'من أين <تبدؤون|تبدأ> مع {product}؟'],
    },
    how_to: {
      headlines: [
        '{category}: ما الذي يهم؟{?feature}{?benefit}',
        '{product} في ثلاث نقاط.{?feature}{?feature2}{?benefit}',
        'قبل الاختيار: {feature}.',
        '<ابدؤوا|ابدأ> من هنا: {feature}.',
      ],
      openings: [
        '<تبحثون|تبحث> عن {category}؟ <انتبهوا|انتبه> أولًا إلى هذا: {feature}.',
        'معلومة قبل اختيار {product}: {feature}.',
      ],
      supports: ['{benefit}. {feature}. {feature2}.', 'في {product}: {feature}.'],
    },
    occasion: {
      headlines: [
        'فكرة لمناسبة {occasion}: {product}.',
        '{occasion} على الأبواب. حان وقت {product}.',
        '{product}، ابتداءً من {start}.',
      ],
      openings: ['{occasion} على الأبواب؟ هذه فكرة: {product}.', 'تبدأ {campaign} في {start} مع {product}.'],
    },
    urgency: {
      headlines: [
        '{product}: حتى {date}.',
        '{limit} فقط.',
        'آخر يوم: {date}.',
        '{product}. {limit} لا أكثر.',
        '{campaign} حتى {date}.',
      ],
      openings: ['{campaign}: حتى {date}، مع {product}.', '{product}: {limit} لا أكثر.'],
      supports: ['{product} بسعر {price} حتى {date}.'],
    },
    values: {
      headlines: ['{value}.', 'وراء {product}: {value}.', 'هكذا تعمل {brand}: {value}.'],
      openings: ['{value}. هكذا تعمل {brand}، ومع {product} أيضًا.', 'وراء {product} فكرة: {value}.'],
      supports: ['مبدأ تلتزم به {brand}.'],
    },
    price: {
      headlines: [
        '{product} بسعر {price}.',
        '{benefit}. بسعر {price}.',
        '{price} بدلًا من {before}.',
        '<وفّروا|وفّر> {saving} مع {product}.',
      ],
      openings: [
        'سعر {product} الآن {price} بدلًا من {before}.',
        'سعر {product} هو {price}. {benefit}.',
        'سعر {product} هو {price}.',
      ],
      supports: ['{price} بدلًا من {before}.'],
    },
    brand_voice: {
      headlines: [
        '{message}.',
        '{tagline}.',
        '{product}. {tagline}.',
        '{brand} تقدّم {product}.',
        'هنا {product}.',
        '{campaign}: {product}.',
      ],
      openings: [
        '{tagline}. <تعرّفوا|تعرّف> على {product} من {brand}.',
        '{message}. مع {product} من {brand}.',
        '<تعرّفوا|تعرّف> على {product} من {brand}.',
      ],
      supports: ['{brand}. {tagline}.', '{category} من {brand}.', 'من {brand}.'],
    },
  },
  cta: {
    buy: ['<اطلبوا|اطلب> {product}', '<اطلبوا|اطلب> عبر الإنترنت'],
    learn: ['<شاهدوا|شاهد> {product} عن قرب', '<اقرؤوا|اقرأ> كل التفاصيل', '<ألقوا|ألقِ> نظرة أقرب'],
  },
  lines: {
    list: 'أهم ما في {product}:',
    audience: 'إلى {audience}.',
    price: 'سعر {product}: {price}.',
    saving: '{price} بدلًا من {before}، أي توفير {saving}.',
    until: '{campaign}: حتى {date}.',
    from: '{campaign}: ابتداءً من {start}.',
    limit: 'الكمية المتاحة: {limit}.',
    proof: '{proof} (المصدر: {source}).',
    quote: '{quote} – {by}',
    link: '{cta}: {url}',
  },
  badges: { saving: 'توفير {saving}', until: 'حتى {date}', limit: '{limit}' },
  alt: {
    picture: [
      '{product} من {brand}، {category}. ويظهر في الصورة النص: {headline}',
      '{product} من {brand}. النص في الصورة: {headline}',
      '{product}: {headline}',
    ],
    type: [
      'نص بألوان {brand}: {headline} عن {product}، {category}.',
      'نص من {brand} عن {product}: {headline}',
      '{product}: {headline}',
    ],
  },
};

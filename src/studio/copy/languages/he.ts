import type { LanguagePack } from '#studio/copy/language-pack';

/** Hebrew. Formal: plural, which is gender-neutral; informal: infinitive or plural as well, warmer words. */
export const he: LanguagePack = {
  language: 'he',
  notes: [
    'יתרונות ובעיות: משפטים קצרים שעומדים בפני עצמם ("שלושים שעות בלי כבל", "הסוללה נגמרת בצהריים").',
    'תכונות: צירוף שמני ("ארבעה מיקרופונים עם מסנן רוח"). קטגוריה: שם בלי ה׳ הידיעה ("אוזניות אלחוטיות").',
    'קהל: צירוף שיכול לבוא אחרי "בשביל" ("מי שעובד ברכבת"). אירוע: שם ("חנוכה"). כמות: "200 יחידות".',
    'אין אות שימוש (ב, ל, מ, ה) לפני שם מוצר לועזי, ואין פועל או תואר המותאמים למינו.',
    'הפנייה ברבים ניטרלית למגדר; מירכאות נכתבות ” ” וגרשיים בראשי תיבות ״.',
  ],
  scripts: ['Hebrew'],
  typography: {
    stop: '.',
    gap: ' ',
    colon: ': ',
    quotes: ['”', '”'],
    innerQuotes: ['’', '’'],
    quoteStop: 'inside',
    apostrophe: null,
    spacing: 'plain',
  },
  lowerWords: '',
  headline: { unit: 'words', min: 2, max: 8 },
  hashtags: { join: 'underscore', usual: 3 },
  angles: {
    benefit: {
      headlines: ['{benefit}.', '{product}. {benefit}.', 'עם {product}: {benefit}.', 'בפשטות: {benefit}.'],
      openings: ['{benefit}. זה כל הרעיון מאחורי {product}.', '{product} במשפט אחד: {benefit}.'],
    },
    problem: {
      headlines: [
        '{problem}? לא עם {product}.',
        'אפשר לשכוח מזה: {problem}.',
        '{problem}. זה היה פעם.',
        '{problem}? הגיע הזמן להכיר את {product}.',
      ],
      openings: ['{problem}. אם זה מוכר לכם, הכירו את {product}.', 'נשמע מוכר? {problem}.'],
      supports: ['עם {product} זה אחרת: {benefit}.'],
    },
    proof: {
      headlines: ['{quote}', '{proof}.', '{product}: {proof}.', 'שחור על גבי לבן: {proof}.{?source}'],
      openings: [
        '{quote} – {by}, על {product}.',
        '{?proof}לפי {source}, {product}: {proof}.',
        '{product}: {proof}.',
      ],
      supports: ['{!quote}{by}, על {product}.', '{!proof}מקור: {source}.'],
    },
    feature: {
      headlines: [
        '{feature}.',
        '{product} מקרוב: {feature}.',
        'הסתכלו טוב: {feature}.',
        'הפרט שעושה את ההבדל: {feature}.',
      ],
      openings: ['{feature}. פרט קטן אצל {product} שמרגישים בשימוש.', 'מבט קרוב על {product}: {feature}.'],
    },
    contrast: {
      headlines: [
        '{problem}? {benefit}.',
        'פעם: {problem}. עכשיו: {benefit}.',
        'החוצה: {problem}. פנימה: {benefit}.',
      ],
      openings: [
        'בלי {product}: {problem}. עם {product}: {benefit}.',
        'אותו יום, שתי גרסאות. אחת: {problem}. השנייה: {benefit}.',
      ],
    },
    question: {
      headlines: [
        'למה {product}? {benefit}.',
        'ואם זה היה הרגיל? {benefit}.',
        'עד מתי? {problem}.',
        'בשביל מי {product}? בשביל {audience}.',
        'כבר הכרתם את {product}?',
        'מה הייתם עושים עם {product}?',
      ],
      openings: ['שאלה טובה: למה {product}? {benefit}.', 'עם מה הייתם מתחילים אצל {product}?'],
    },
    how_to: {
      headlines: [
        '{category}: על מה להסתכל.{?feature}{?benefit}',
        'שלושה דברים על {product}.{?feature}{?feature2}{?benefit}',
        'לפני שבוחרים: {feature}.',
        'כדאי לבדוק קודם: {feature}.',
      ],
      openings: [
        'מחפשים {category}? קודם כול שימו לב לזה: {feature}.',
        'טוב לדעת לפני שבוחרים את {product}: {feature}.',
      ],
      supports: ['{benefit}. {feature}. {feature2}.', 'אצל {product}: {feature}.'],
    },
    occasion: {
      headlines: [
        'רעיון לקראת {occasion}: {product}.',
        '{occasion} בפתח. {product} כאן.',
        '{product}, החל מ־{start}.',
      ],
      openings: [
        'מתכוננים לקראת {occasion}? הנה רעיון: {product}.',
        '{campaign}: החל מ־{start}, עם {product}.',
      ],
    },
    urgency: {
      headlines: [
        '{product}: עד {date}.',
        '{limit}. וזהו.',
        'היום האחרון: {date}.',
        '{product}. {limit}, לא יותר.',
        '{campaign} עד {date}.',
      ],
      openings: ['{campaign} עד {date}, וגם {product} בפנים.', '{product}: {limit}, לא יותר.'],
      supports: ['{product} במחיר {price}, עד {date}.'],
    },
    values: {
      headlines: ['{value}.', 'מאחורי {product}: {value}.', 'ככה עובדים אצל {brand}: {value}.'],
      openings: ['{value}. ככה עובדים אצל {brand}, גם על {product}.', 'מאחורי {product} יש רעיון: {value}.'],
      supports: ['אצל {brand} מקפידים על זה.'],
    },
    price: {
      headlines: [
        '{product} במחיר {price}.',
        '{benefit}. במחיר {price}.',
        '{price} במקום {before}.',
        'חוסכים {saving} על {product}.',
      ],
      openings: [
        'המחיר של {product} עכשיו: {price} במקום {before}.',
        'המחיר של {product}: {price}. {benefit}.',
        'המחיר של {product}: {price}.',
      ],
      supports: ['{price} במקום {before}.'],
    },
    brand_voice: {
      headlines: [
        '{message}.',
        '{tagline}.',
        '{product}. {tagline}.',
        '{brand} מציגה: {product}.',
        'קבלו את {product}.',
        '{campaign}: {product}.',
      ],
      openings: [
        '{tagline}. הכירו את {product} מבית {brand}.',
        '{message}. עם {product} מבית {brand}.',
        'הכירו את {product} מבית {brand}.',
      ],
      supports: ['{brand}. {tagline}.', '{category} מבית {brand}.', 'מבית {brand}.'],
    },
  },
  cta: {
    buy: ['הזמינו את {product}', 'הזמינו באתר'],
    learn: ['ראו את {product} מקרוב', 'קראו את כל הפרטים', 'בואו לראות מקרוב'],
  },
  lines: {
    list: 'מה מקבלים עם {product}:',
    audience: 'בשביל {audience}.',
    price: 'המחיר של {product}: {price}.',
    saving: '{price} במקום {before}, חיסכון של {saving}.',
    until: '{campaign} עד {date}.',
    from: '{campaign}: החל מ־{start}.',
    limit: 'במלאי: {limit}.',
    proof: '{proof} (מקור: {source}).',
    quote: '{quote} – {by}',
    link: '{cta}: {url}',
  },
  badges: { saving: 'חיסכון של {saving}', until: 'עד {date}', limit: '{limit}' },
  alt: {
    picture: [
      '{product} מבית {brand}, {category}. בתמונה כתוב: {headline}',
      '{product} מבית {brand}. בתמונה כתוב: {headline}',
      '{product}: {headline}',
    ],
    type: [
      'טקסט בצבעים של {brand}: {headline} על {product}, {category}.',
      'טקסט של {brand} על {product}: {headline}',
      '{product}: {headline}',
    ],
  },
};

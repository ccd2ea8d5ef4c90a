import type { LanguagePack } from '#studio/copy/language-pack';

/** Korean. Formal 합니다체 (하십시오), informal 해요체. */
export const ko: LanguagePack = {
  language: 'ko',
  notes: [
    '장점과 불편: 그 자체로 읽히는 짧은 문장이나 명사형(“충전 없이 30시간”, “점심이면 배터리가 바닥”).',
    '특징: 명사구(“바람 소리를 거르는 마이크 4개”). 분류: 명사(“무선 헤드폰”).',
    '대상: “위한” 앞에 올 명사구(“기차에서 일하는 사람”). 행사: 명사(“크리스마스”). 수량: “200개”.',
    '받침에 따라 달라지는 조사는 {slot+을/를} 꼴로만 쓴다. 라틴 문자 이름 뒤에는 조사를 붙이지 않는다.',
    '사실은 문장 머리, 쌍점 뒤, 또는 독립된 문장으로 둔다. 해시태그는 띄어쓰기 없이 붙인다.',
  ],
  scripts: ['Hangul'],
  typography: {
    stop: '.',
    gap: ' ',
    colon: ': ',
    quotes: ['“', '”'],
    innerQuotes: ['‘', '’'],
    quoteStop: 'inside',
    apostrophe: null,
    spacing: 'plain',
  },
  lowerWords: '',
  headline: { unit: 'words', min: 2, max: 7 },
  hashtags: { join: 'plain', usual: 4 },
  angles: {
    benefit: {
      headlines: [
        '{benefit}.',
        '{product}, {benefit}.',
        '{product}의 답: {benefit}.',
        '써 보면 <압니다|알아요>. {benefit}.',
      ],
      openings: ['{benefit}. 바로 {product}의 <일입니다|일이에요>.', '{product}, 한 줄로: {benefit}.'],
    },
    problem: {
      headlines: [
        '{problem}? {product} 하나면 <됩니다|돼요>.',
        '이제 안녕: {problem}.',
        '{problem}. 어제까지의 이야기.',
        '{problem}? 그럴 때, {product}.',
      ],
      openings: ['{problem}. 익숙한 이야기라면 {product}.', '혹시 <이러십니까|이런 적 있나요>? {problem}.'],
      supports: ['{product}, 이렇게 <다릅니다|달라요>. {benefit}.'],
    },
    proof: {
      headlines: ['{quote}', '{proof}.', '{product}, {proof}.', '기록으로 남은 사실: {proof}.{?source}'],
      openings: [
        '{quote} {by} 님의 {product} <이야기입니다|이야기예요>.',
        '{?proof}{source}에서 본 {product}. {proof}.',
        '{product}, {proof}.',
      ],
      supports: ['{!quote}{by} 님의 말.', '{!proof}출처: {source}.'],
    },
    feature: {
      headlines: [
        '{feature}.',
        '가까이서 본 {product}: {feature}.',
        '자세히 보면, {feature}.',
        '눈여겨볼 한 가지: {feature}.',
      ],
      openings: [
        '{feature}. 써 볼수록 눈에 띄는 {product}의 <디테일입니다|디테일이에요>.',
        '{product}, 가까이서 <보십시오|보세요>. {feature}.',
      ],
    },
    contrast: {
      headlines: [
        '{problem}? {benefit}.',
        '전에는, {problem}. 이제는, {benefit}.',
        '어제: {problem}. 오늘: {benefit}.',
      ],
      openings: [
        '{product} 이전: {problem}. {product} 이후: {benefit}.',
        '같은 하루, 두 가지 모습. 하나는 {problem}. 다른 하나는 {benefit}.',
      ],
    },
    question: {
      headlines: [
        '왜 {product}? {benefit}.',
        '이게 <보통이라면 어떻습니까|보통이라면>? {benefit}.',
        '언제까지 <참으시겠습니까|참으실래요>? {problem}.',
        '{product}, 누구를 위한 걸까? {audience}.',
        '{product}, <보셨습니까|보셨어요>?',
        '{product}, 어디에 <쓰시겠습니까|쓰실래요>?',
      ],
      openings: [
        '왜 {product}? 답은 <간단합니다|간단해요>. {benefit}.',
        '{product}, 가장 먼저 무엇에 <쓰시겠습니까|쓰실래요>?',
      ],
    },
    how_to: {
      headlines: [
        '{category}, 이렇게 고르세요.{?feature}{?benefit}',
        '세 가지로 보는 {product}.{?feature}{?feature2}{?benefit}',
        '고르기 전에 볼 것: {feature}.',
        '먼저 확인할 것: {feature}.',
      ],
      openings: [
        '{category} <찾으십니까|찾으세요>? 먼저 이것부터. {feature}.',
        '{product}, 고르기 전에 알아 둘 것: {feature}.',
      ],
      supports: ['{benefit}. {feature}. {feature2}.', '{product}: {feature}.'],
    },
    occasion: {
      headlines: [
        '{occasion}, {product}.',
        '다가오는 {occasion}, {product} <어떻습니까|어때요>?',
        '{occasion}에 어울리는 {product}.',
        '{start}부터, {product}.',
      ],
      openings: [
        '{occasion}, 무엇을 준비하셨나요? {product}도 하나의 <답입니다|답이에요>.',
        '{campaign}, {start} 시작. {product}도 <함께합니다|함께해요>.',
      ],
    },
    urgency: {
      headlines: [
        '{product}, {date}까지.',
        '딱 {limit}.',
        '마지막 날은 {date}.',
        '{product}, {limit} 한정.',
        '{campaign}, {date}까지.',
      ],
      openings: [
        '{campaign}, {date}까지. {product}도 <함께합니다|함께해요>.',
        '{product}, {limit} <한정입니다|한정이에요>.',
      ],
      supports: ['{product} {price}, {date}까지.'],
    },
    values: {
      headlines: ['{value}.', '{product} 뒤에는, {value}.', '{brand}의 방식: {value}.'],
      openings: [
        '{value}. {brand}의 방식, {product}도 <마찬가지입니다|마찬가지예요>.',
        '{product} 뒤에는 이런 생각이 <있습니다|있어요>. {value}.',
      ],
      supports: ['{brand}의 <원칙입니다|원칙이에요>.'],
    },
    price: {
      headlines: [
        '{product}, {price}.',
        '{benefit}. {price}에.',
        '{before}에서 {price}로.',
        '{product}, {saving} 할인.',
      ],
      openings: [
        '{product}, {before}에서 {price}로 <내렸습니다|내렸어요>.',
        '{product} 가격 {price}. {benefit}.',
        '{product} 가격은 {price}.',
      ],
      supports: ['{before} 대신 {price}.'],
    },
    brand_voice: {
      headlines: [
        '{message}.',
        '{tagline}.',
        '{product}. {tagline}.',
        '{brand}의 {product}.',
        '바로, {product}.',
        '{campaign}: {product}.',
      ],
      openings: [
        '{tagline}. {brand}의 {product}.',
        '{message}. {brand}의 {product}.',
        '{brand}의 {product}, <만나 보십시오|만나 보세요>.',
      ],
      supports: ['{brand}. {tagline}.', '{brand}의 {category}.', '{brand}.'],
    },
  },
  cta: {
    buy: ['{product} 주문하기', '온라인으로 주문하기'],
    learn: ['{product} 자세히 보기', '상세 정보 읽기', '가까이서 보기'],
  },
  lines: {
    list: '{product}, 이런 점이 <있습니다|있어요>:',
    audience: '{audience+을/를} 위한 {product}.',
    price: '{product} 가격은 {price}.',
    saving: '{before} 대신 {price}, {saving} 할인.',
    until: '{campaign}, {date}까지.',
    from: '{campaign}, {start}부터.',
    limit: '수량: {limit}.',
    proof: '{proof} (출처: {source}).',
    quote: '{quote} – {by}',
    link: '{cta}: {url}',
  },
  badges: { saving: '{saving} 할인', until: '{date}까지', limit: '{limit} 한정' },
  alt: {
    picture: [
      '{brand}의 {category} {product}. 이미지 속 문구: {headline}',
      '{brand}의 {product}. 이미지 속 문구: {headline}',
      '{product}: {headline}',
    ],
    type: [
      '{brand} 색으로 쓴 문구: {headline} {category} {product} 광고.',
      '{product} 광고 문구: {headline}',
      '{product}: {headline}',
    ],
  },
};

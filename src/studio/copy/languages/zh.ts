import type { LanguagePack } from '#studio/copy/language-pack';

/** Chinese in simplified script. Formal 您, informal 你. */
export const zh: LanguagePack = {
  language: 'zh',
  notFor: ['TW', 'HK', 'MO', 'Hant'],
  notes: [
    '利益点和痛点：可独立成句的短句（“30小时不用充电”“中午手机就没电”）。',
    '卖点：名词短语或短句（“四麦克风，抗风噪”）。品类：名词（“无线耳机”）。',
    '人群：可接在“给”之后的名词短语（“在路上办公的人”）。节日：名词（“春节”）。数量：“200件”。',
    '事实放在句首、冒号后或单独成句，不加量词；句间不留空格，标点用全角。',
    '繁体地区（TW、HK、MO）不用本文件。话题标签少而准。',
  ],
  scripts: ['Han'],
  typography: {
    stop: '。',
    gap: '',
    colon: '：',
    quotes: ['“', '”'],
    innerQuotes: ['‘', '’'],
    quoteStop: 'inside',
    apostrophe: null,
    spacing: 'full_width',
  },
  lowerWords: '',
  headline: { unit: 'graphemes', min: 5, max: 20 },
  hashtags: { join: 'plain', usual: 3 },
  angles: {
    benefit: {
      headlines: [
        '{benefit}。',
        '{product}，{benefit}。',
        '有了{product}：{benefit}。',
        '用过就知道：{benefit}。',
      ],
      openings: ['{benefit}，这就是{product}要做的事。', '一句话说{product}：{benefit}。'],
    },
    problem: {
      headlines: [
        '{problem}？有{product}。',
        '告别“{problem}”。',
        '{problem}，已是过去。',
        '{problem}？换{product}试试。',
      ],
      openings: ['{problem}——如果<您|你>也遇到过，来看看{product}。', '是不是很熟悉？{problem}。'],
      supports: ['换成{product}：{benefit}。'],
    },
    proof: {
      headlines: ['{quote}', '{proof}。', '{product}：{proof}。', '有据可查：{proof}。{?source}'],
      openings: [
        '{quote}——{by}这样评价{product}。',
        '{?proof}{source}这样评价{product}：{proof}。',
        '{product}：{proof}。',
      ],
      supports: ['{!quote}{by}这样评价{product}。', '{!proof}来源：{source}。'],
    },
    feature: {
      headlines: [
        '{feature}。',
        '{product}的细节：{feature}。',
        '近看才发现：{feature}。',
        '<请您|你>看这里：{feature}。',
      ],
      openings: ['{feature}。{product}的这个细节，用起来才懂。', '走近看{product}：{feature}。'],
    },
    contrast: {
      headlines: [
        '{problem}？{benefit}。',
        '以前：{problem}。现在：{benefit}。',
        '昨天，{problem}。今天，{benefit}。',
      ],
      openings: [
        '没有{product}：{problem}。有了{product}：{benefit}。',
        '同样的一天，两种过法。一种：{problem}。另一种：{benefit}。',
      ],
    },
    question: {
      headlines: [
        '为什么是{product}？{benefit}。',
        '如果这才是日常呢？{benefit}。',
        '还要忍多久？{problem}。',
        '{product}适合谁？{audience}。',
        '<您|你>见过{product}了吗？',
        '有了{product}，<您|你>想做什么？',
      ],
      openings: ['问得好：为什么是{product}？{benefit}。', '拿到{product}，<您|你>会先做什么？'],
    },
    how_to: {
      headlines: [
        '{category}怎么选？先看这几点。{?feature}{?benefit}',
        '三点看懂{product}。{?feature}{?feature2}{?benefit}',
        '选之前，先看：{feature}。',
        '先看这一点：{feature}。',
      ],
      openings: ['挑{category}，先看这一点：{feature}。', '选{product}之前，先了解这一点：{feature}。'],
      supports: ['{benefit}。{feature}。{feature2}。', '{product}：{feature}。'],
    },
    occasion: {
      headlines: [
        '{occasion}，就选{product}。',
        '{occasion}将至，{product}已到。',
        '{occasion}？有{product}。',
        '{start}起，{product}。',
      ],
      openings: [
        '{occasion}快到了，给<您|你>一个主意：{product}。',
        '{campaign}{start}开始，{product}同步登场。',
      ],
    },
    urgency: {
      headlines: [
        '{product}，{date}截止。',
        '仅{limit}。',
        '最后一天：{date}。',
        '{product}，仅{limit}。',
        '{campaign}，{date}结束。',
      ],
      openings: ['{campaign}{date}结束，{product}也在其中。', '{product}仅{limit}。'],
      supports: ['{product}，{price}，{date}截止。'],
    },
    values: {
      headlines: ['{value}。', '{product}背后：{value}。', '{brand}的坚持：{value}。'],
      openings: ['{value}。{brand}这样做事，{product}也不例外。', '{product}背后有一个想法：{value}。'],
      supports: ['这是{brand}的坚持。'],
    },
    price: {
      headlines: [
        '{product}，{price}。',
        '{benefit}，{price}。',
        '从{before}到{price}。',
        '{product}省{saving}。',
      ],
      openings: [
        '{product}原价{before}，现价{price}。',
        '{product}售价{price}：{benefit}。',
        '{product}售价{price}。',
      ],
      supports: ['原价{before}，现价{price}。'],
    },
    brand_voice: {
      headlines: [
        '{message}。',
        '{tagline}。',
        '{product}，{tagline}。',
        '{brand}带来{product}。',
        '这就是{product}。',
        '{campaign}：{product}。',
      ],
      openings: [
        '{tagline}。这是{brand}的{product}。',
        '{message}。这是{brand}的{product}。',
        '来认识{brand}的{product}。',
      ],
      supports: ['{brand}，{tagline}。', '{brand}的{category}。', '来自{brand}。'],
    },
  },
  cta: {
    buy: ['订购{product}', '在线订购'],
    learn: ['细看{product}', '查看详情', '走近看看'],
  },
  lines: {
    list: '{product}有什么：',
    audience: '给{audience}。',
    price: '{product}售价{price}。',
    saving: '原价{before}，现价{price}，省{saving}。',
    until: '{campaign}{date}截止。',
    from: '{campaign}{start}开始。',
    limit: '数量：{limit}。',
    proof: '{proof}（来源：{source}）。',
    quote: '{quote}——{by}',
    link: '{cta}：{url}',
  },
  badges: { saving: '省{saving}', until: '{date}截止', limit: '仅{limit}' },
  alt: {
    picture: [
      '{brand}的{product}，{category}。画面文字：{headline}',
      '{brand}的{product}。画面文字：{headline}',
      '{product}：{headline}',
    ],
    type: [
      '{brand}品牌色文字画面：{headline}介绍{product}，{category}。',
      '{product}的文字画面：{headline}',
      '{product}：{headline}',
    ],
  },
};

import type { LanguagePack } from '#studio/copy/language-pack';

/** Japanese. Formal です・ます; informal 体言止め and plain forms. */
export const ja: LanguagePack = {
  language: 'ja',
  notes: [
    '便益・悩み：それだけで読める短い文か体言止め（「30時間、ケーブルいらず」「昼には電池が切れる」）。',
    '特長：体言止め（「風切り音を抑える4つのマイク」）。カテゴリー：名詞（「ワイヤレスヘッドホン」）。',
    '対象：「へ」「のために」の前に置ける名詞句（「電車で仕事をする人」）。行事：名詞（「クリスマス」）。数量：「200台」。',
    '事実は文頭か「：」の後、または単独の文として置き、活用させない。固有名詞の後の助詞は「は」「なら」「の」「を」「に」「と」で足りる。',
    '文と文の間に空白を入れない。かぎ括弧の中は句点を打たない。ハッシュタグは少なめ。',
  ],
  scripts: ['Han', 'Hiragana', 'Katakana'],
  typography: {
    stop: '。',
    gap: '',
    colon: '：',
    quotes: ['「', '」'],
    innerQuotes: ['『', '』'],
    quoteStop: 'none',
    apostrophe: null,
    spacing: 'full_width',
    gapAfterMark: '\u3000',
  },
  lowerWords: '',
  headline: { unit: 'graphemes', min: 6, max: 24 },
  hashtags: { join: 'plain', usual: 3 },
  angles: {
    benefit: {
      headlines: [
        '{benefit}。',
        '{product}なら、{benefit}。',
        '{benefit}。それが{product}。',
        '使うと<わかります|わかる>。{benefit}。',
      ],
      openings: ['{benefit}。そのための{product}です。', '{product}をひと言で。{benefit}。'],
    },
    problem: {
      headlines: [
        '{problem}。{product}で終わりに。',
        '「{problem}」に、さよなら。',
        '{problem}。もう昔の話。',
        '{problem}？そんな日に、{product}。',
      ],
      openings: [
        '「{problem}」。心当たりのある方に、{product}。',
        'こんなこと、<ありませんか|ない>？{problem}。',
      ],
      supports: ['{product}なら、こう変わ<ります|る>。{benefit}。'],
    },
    proof: {
      headlines: ['{quote}', '{proof}。', '{product}、{proof}。', '記録が語る。{proof}。{?source}'],
      openings: [
        '{quote}{by}さんが語る、{product}。',
        '{?proof}{source}が見た{product}。{proof}。',
        '{product}、{proof}。',
      ],
      supports: ['{!quote}{by}さんの声。', '{!proof}出典：{source}。'],
    },
    feature: {
      headlines: [
        '{feature}。',
        '{product}の中身。{feature}。',
        '近くで見ると、{feature}。',
        '見てほしいのは、ここ。{feature}。',
      ],
      openings: [
        '{feature}。使うほどに気づく、{product}の細部です。',
        '{product}を近くで<見てみましょう|見てみよう>。{feature}。',
      ],
    },
    contrast: {
      headlines: [
        '{problem}？{benefit}。',
        'これまで：{problem}。これから：{benefit}。',
        '昨日まで、{problem}。今日から、{benefit}。',
      ],
      openings: [
        '{product}の前：{problem}。{product}のあと：{benefit}。',
        '同じ一日でも、違いがあります。片方は「{problem}」。もう片方は「{benefit}」。',
      ],
    },
    question: {
      headlines: [
        'なぜ{product}？{benefit}。',
        'それが普通に<なったら、どうでしょう|なったら>？{benefit}。',
        'まだ我慢<していますか|してる>？{problem}。',
        '{product}は、誰のため？{audience}へ。',
        '{product}、もう<ご覧になりましたか|見た>？',
        '{product}で、何を<しますか|する>？',
      ],
      openings: ['なぜ{product}なのか。答えはこうです。{benefit}。', '{product}で、まず何をしますか？'],
    },
    how_to: {
      headlines: [
        '{category}、選び方の基本。{?feature}{?benefit}',
        '3つでわかる{product}。{?feature}{?feature2}{?benefit}',
        '選ぶ前に、ここを見る。{feature}。',
        'チェックするのは、ここ。{feature}。',
      ],
      openings: [
        '{category}を選ぶなら、まずここから。{feature}。',
        '{product}を選ぶ前に知っておきたいこと。{feature}。',
      ],
      supports: ['{benefit}。{feature}。{feature2}。', '{product}は、{feature}。'],
    },
    occasion: {
      headlines: [
        '{occasion}に、{product}。',
        'もうすぐ{occasion}。{product}は<いかがですか|どう>？',
        '{occasion}の答え、{product}。',
        '{start}から、{product}。',
      ],
      openings: [
        '{occasion}の予定は決まりましたか？ひとつの案として、{product}。',
        '「{campaign}」は{start}から。{product}も登場します。',
      ],
    },
    urgency: {
      headlines: [
        '{product}、{date}まで。',
        '{limit}かぎり。',
        '最終日は{date}。',
        '{product}は、{limit}かぎり。',
        '{campaign}は{date}まで。',
      ],
      openings: ['「{campaign}」は{date}まで。{product}も対象です。', '{product}は{limit}かぎりです。'],
      supports: ['{product}、{price}。{date}まで。'],
    },
    values: {
      headlines: ['{value}。', '{product}の奥にあるもの。{value}。', '{brand}の流儀。{value}。'],
      openings: [
        '{value}。{brand}の考え方は、{product}にも生きています。',
        '{product}の根っこにある考え。{value}。',
      ],
      supports: ['{brand}が大切にしていること。'],
    },
    price: {
      headlines: [
        '{product}、{price}。',
        '{benefit}。これで{price}。',
        '{before}が、{price}に。',
        '{product}が{saving}お得に。',
      ],
      openings: [
        '{product}が、{before}から{price}になりました。',
        '{product}は{price}。{benefit}。',
        '{product}は{price}です。',
      ],
      supports: ['{before}が{price}に。'],
    },
    brand_voice: {
      headlines: [
        '{message}。',
        '{tagline}。',
        '{tagline}。{product}。',
        '{brand}から、{product}。',
        'これが、{product}。',
        '{campaign}、{product}。',
      ],
      openings: [
        '{tagline}。{brand}の{product}です。',
        '{message}。{brand}の{product}です。',
        '{brand}の{product}です。',
      ],
      supports: ['{brand}。{tagline}。', '{brand}の{category}。', '{brand}より。'],
    },
  },
  cta: {
    buy: ['{product}を注文する', 'オンラインで注文する'],
    learn: ['{product}を詳しく見る', '詳細を読む', '近くで見てみる'],
  },
  lines: {
    list: '{product}の特長',
    audience: '{audience}へ。',
    price: '{product}は{price}。',
    saving: '{before}が{price}に。{saving}お得です。',
    until: '「{campaign}」は{date}まで。',
    from: '「{campaign}」は{start}から。',
    limit: '数量：{limit}。',
    proof: '{proof}（{source}）。',
    quote: '{quote}―{by}さん',
    link: '{cta}：{url}',
  },
  badges: { saving: '{saving}お得', until: '{date}まで', limit: '{limit}かぎり' },
  alt: {
    picture: [
      '{brand}の{category}「{product}」。画像の文字：{headline}',
      '{brand}の「{product}」。画像の文字：{headline}',
      '{product}：{headline}',
    ],
    type: [
      '{brand}の色で組んだ文字：{headline}{category}「{product}」の広告。',
      '「{product}」の広告。文字：{headline}',
      '{product}：{headline}',
    ],
  },
};

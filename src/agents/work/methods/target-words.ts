/**
 * Words by which people write targets, in the languages of briefs. One expression each for all languages: a brief in French
 * may hold targets in English.
 */
const ofWords = (spaced: string, unspaced: string): RegExp =>
  new RegExp(`(?<![\\p{L}\\p{M}])(?:${spaced})(?![\\p{L}\\p{M}])|${unspaced}`, 'iu');

/** Less is better. */
export const AT_MOST = ofWords(
  'below|under|less than|at most|no more than|max(?:imum)?|unter|höchstens|maximal|weniger als|sous|moins de|inférieur à|au plus|por debajo de|menos de|máximo|como mucho|sotto|meno di|al massimo|abaixo de|no máximo|onder|minder dan|hooguit|maximaal',
  '以下|未満|以内に抑|이하|미만|低于|不超过|أقل من|دون|से कम|ต่ำกว่า|ไม่เกิน|מתחת ל|פחות מ|dưới',
);
/** More is better; said or not, it is what a bare figure means. */
export const AT_LEAST = ofWords(
  'above|over|more than|at least|minimum|min|über|mindestens|mehr als|plus de|au moins|supérieur à|por encima de|más de|al menos|mínimo|sopra|più di|almeno|acima de|mais de|pelo menos|boven|meer dan|minstens',
  '以上|超え|이상|초과|高于|至少|أكثر من|على الأقل|से अधिक|कम से कम|มากกว่า|อย่างน้อย|מעל|לפחות|trên|ít nhất',
);
/** What one of something costs. */
export const COST = ofWords(
  'costs? per|cost of an?|cpa|cpl|cpo|cpc|kosten (?:pro|je|per)|coût (?:par|d’une?|d’un)|cost[eo] por|costo per|custo por',
  '単価|獲得コスト|건당 비용|单.?成本|获客成本|تكلفة|लागत|ต้นทุนต่อ|עלות ל|chi phí (?:mỗi|trên)',
);
/** Income by each unit of money spent. */
export const RETURN = ofWords(
  'return on ad spend|return on advertising|roas|retour sur (?:les )?dépenses|retorno de la inversión publicitaria',
  '広告費用対効果|광고 ?수익률|广告支出回报|العائد على الإنفاق',
);
export const PER_MARKET = ofWords(
  'per (?:market|country)|(?:pro|je) (?:markt|land)|par (?:marché|pays)|por (?:mercado|país)|per (?:mercato|paese|markt|land)',
  '市場ごと|国別|시장별|每个市场|لكل سوق|לכל שוק',
);
/** Begins a time by which something is due. */
export const BY = ofWords(
  'by|until|before|bis|d’ici(?: au| le)?|avant le|para el|hasta el|antes del|entro il|até|tegen|vóór',
  'までに|까지|前|بحلول|עד|ภายใน|तक',
);

/** A span after which something is due or counted: `within 45 days`. */
export const SPAN =
  /(?:within|in|innerhalb von|binnen|en|dans les|em|entro)\s+(\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve)\s+(days?|weeks?|months?|tagen?|wochen?|monaten?|jours?|semaines?|mois|días?|semanas?|mes(?:es)?|giorni|settimane|mesi|dias?|dagen|weken|maanden)|(\d+)\s?(日|週間|か月|일|주|개월|天|周|个月)(?:以内|内|이내)/iu;
export const DAYS_OF_SPAN: readonly (readonly [RegExp, number])[] = [
  [/^(?:w|semai|semana|settim|週|주|周)/iu, 7],
  [/^(?:mo(?:nth|is|nat)|mes|maand|か月|개월|个月)/iu, 30],
  [/./u, 1],
];
export const SMALL_NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

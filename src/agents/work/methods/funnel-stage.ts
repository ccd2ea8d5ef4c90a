import { stemsOf } from '#studio/copy/stems';

/** Where on the way from seeing to buying again a thing is counted. */
export const STAGES = ['reach', 'visit', 'lead', 'order', 'repeat', 'revenue'] as const;
export type Stage = (typeof STAGES)[number];

/** Beginnings of words for each stage in the languages of briefs; the later stage wins (`repeat orders`). */
const WORDS: Readonly<Record<Stage, RegExp>> = {
  reach: /impress|reach|\bviews?\b|aware|reichweite|portée|alcance|copertura|bereik|表示|노출|曝光|ظهور/iu,
  visit:
    /click|clic|visit|session|traffic|klick|besuch|visite|clique|bezoek|クリック|클릭|点击|نقر|क्लिक|คลิก|הקלק|nhấp/iu,
  lead: /trial|lead|sample|sign-?up|registr|download|demo|inquir|enquir|appointment|subscri|account|test(?:konto|phase)|anmeld|essai|inscription|échantillon|prueba|muestra|prova|campion|amostra|proefaccount|試用|サンプル|체험|샘플|试用|样品|تجربة|ट्रायल|ทดลอง|ניסיון|dùng thử/iu,
  order:
    /order|sale\b|sales|purchase|booking|buyer|bestell|kauf|käufe|command|achat|vente|pedido|compra|venta|ordin|acquist|vendit|encomenda|venda|aankop|verko|注文|購入|주문|구매|订单|购买|طلب|ऑर्डर|คำสั่งซื้อ|הזמנ|đơn hàng/iu,
  repeat:
    /come back|comes back|return(?:s|ing)? customer|repeat|second order|reorder|wiederkauf|wiederkomm|revien|réachat|repit|recompra|riacquist|terugkom|再購入|リピート|재구매|复购/iu,
  revenue:
    /revenue|turnover|income from|ad spend|roas|umsatz|chiffre d|ingreso|ricav|fatura|omzet|売上|매출|收入/iu,
};

/** The stage of what is counted; undefined where its words tell none. */
export function stageOf(what: string): Stage | undefined {
  return STAGES.findLast((stage) => WORDS[stage].test(what));
}

/** Whether two names mean the same count: `trial` and `trial accounts`, `order` and `orders`. */
export function isSameCount(one: string, other: string): boolean {
  const stems = new Set(stemsOf(one, 'en'));
  if (stemsOf(other, 'en').some((stem) => stems.has(stem))) return true;
  const [first, second] = [stageOf(one), stageOf(other)];
  return first !== undefined && first === second && stems.size === 0;
}

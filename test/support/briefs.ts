/** A small brief with enough facts for several different thoughts in two languages; JSON, and so YAML as well. */
export function smallBrief(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    campaign_id: 'quiet-autumn',
    name: 'Quiet Autumn',
    language: 'en',
    products: [headphones()],
    locales: ['en-US'],
    channels: ['instagram'],
    aspect_ratios: ['1:1'],
    target_variants: 3,
    ...changes,
  };
}

/** A product that a writer can say much about. */
export function headphones(changes: Readonly<Record<string, unknown>> = {}): Record<string, unknown> {
  return {
    name: 'Hush One',
    category: { en: 'noise-cancelling headphones', de: 'Kopfhörer mit Geräuschunterdrückung' },
    benefits: [
      { en: 'Turns a full train into a quiet room', de: 'Macht aus dem vollen Zug einen ruhigen Raum' },
      {
        en: 'Plays through a working week on one charge',
        de: 'Spielt eine ganze Arbeitswoche mit einer Ladung',
      },
      { en: 'Stays comfortable on a ten-hour flight', de: 'Bleibt auch nach zehn Stunden Flug bequem' },
    ],
    features: [
      { en: '60 hours of battery life', de: '60 Stunden Akkulaufzeit' },
      { en: 'Only 254 grams on the head', de: 'Nur 254 Gramm auf dem Kopf' },
    ],
    problems: [
      { en: 'Engine noise that drowns out the podcast', de: 'Motorenlärm, der den Podcast übertönt' },
      { en: 'Headphones that pinch after an hour', de: 'Kopfhörer, die nach einer Stunde drücken' },
    ],
    proofs: [
      {
        text: { en: '38 decibels less noise at 1 kHz', de: '38 Dezibel weniger Lärm bei 1 kHz' },
        source: { en: 'Northlight lab report, 2026', de: 'Northlight-Laborbericht, 2026' },
      },
    ],
    price: { '*': { amount: 249, currency: 'USD' } },
    ...changes,
  };
}

/** A brief as the bytes of a file. */
export function briefBytes(brief: Readonly<Record<string, unknown>>): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(brief, null, 2));
}

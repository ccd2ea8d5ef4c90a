/** Payloads by type, for types whose work makes no sense without what only people know. */
export const examplePayloads: Readonly<Record<string, unknown>> = {
  competitive_analysis: {
    criteria: [
      { name: 'Quiet on a train', weight: 5 },
      { name: 'Guarantee and repair', weight: 3 },
    ],
    own: [
      {
        criterion: 'Quiet on a train',
        finding: '38 decibels less noise at 1 kHz',
        score: 5,
        source: 'Lab report',
        date: '2026-09-10',
      },
    ],
    competitors: [
      {
        name: 'Halden Over',
        evidence: [
          {
            criterion: 'Quiet on a train',
            finding: '31 decibels less noise at 1 kHz',
            score: 4,
            source: 'Test of a magazine',
            date: '2026-08-02',
          },
        ],
      },
    ],
  },
};

import { describe, expect, it } from 'vitest';
import { isLinkInText, utmLink } from './utm-link.ts';

describe('tracked links', () => {
  it('EXE-2 say where a visit comes from and keep what the address says already', () => {
    const tags = { channel: 'ads', campaign: 'Holiday Tech', content: 'hush-one de-DE proof' } as const;
    expect(utmLink('https://x.example/a?size=42&utm_source=shop#top', tags)).toBe(
      'https://x.example/a?size=42&utm_source=shop&utm_medium=cpc&utm_campaign=holiday-tech&utm_content=hush-one-de-de-proof#top',
    );
    expect(utmLink('https://x.example', { ...tags, channel: 'email' })).toContain(
      'utm_source=newsletter&utm_medium=email',
    );
  });

  it('EXE-2 stand in the text only where they can be tapped and cost little', () => {
    expect((['x', 'facebook', 'instagram', 'bluesky', 'tiktok'] as const).filter(isLinkInText)).toEqual([
      'x',
      'facebook',
    ]);
  });
});

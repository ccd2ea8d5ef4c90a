import { describe, expect, it } from 'vitest';
import { robotsAllow } from './robots.ts';

const allows = (text: string, path: string): boolean => robotsAllow(text, { program: 'AICMO', path });

describe('robots.txt', () => {
  it.each([
    ['', '/a', true],
    ['User-agent: *\nDisallow: /', '/a', false],
    ['User-agent: *\nDisallow:', '/a', true],
    ['User-agent: *\nDisallow: /private # not for programs', '/private/a', false],
    ['User-agent: *\nDisallow: /private', '/public', true],
    // The longest rule counts, and of equals the one that allows.
    ['User-agent: *\nDisallow: /shop\nAllow: /shop/prices', '/shop/prices', true],
    ['User-agent: *\nAllow: /a\nDisallow: /a', '/a', true],
    // A group of its own name takes the place of the one for all.
    ['User-agent: *\nDisallow: /\n\nUser-agent: aicmo/2.0\nAllow: /', '/a', true],
    ['User-agent: AICMO\nUser-agent: other\nDisallow: /', '/a', false],
    ['User-agent: other\nDisallow: /', '/a', true],
    // Groups of one name belong together.
    ['User-agent: aicmo\nDisallow: /a\n\nUser-agent: aicmo\nDisallow: /b', '/b', false],
    ['User-agent: *\nDisallow: /*.pdf$', '/a/b.pdf', false],
    ['User-agent: *\nDisallow: /*.pdf$', '/a/b.pdf?x=1', true],
    ['User-agent: *\nDisallow: /*?sort=', '/list?sort=up', false],
    ['User-agent: *\nDisallow: /a$', '/ab', true],
    ['Disallow: /', '/a', true],
    ['nonsense\r\nUSER-AGENT : *\r\ndisallow : /a', '/a', false],
  ])('EXE-2 %j: %s is read: %s', (text, path, expected) => {
    expect(allows(text, path)).toBe(expected);
  });

  it('EXE-2 many stars take no long time', () => {
    const text = `User-agent: *\nDisallow: /${'*a'.repeat(20_000)}$`;
    const start = performance.now();
    expect(allows(text, `/${'a'.repeat(10_000)}`)).toBe(true);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

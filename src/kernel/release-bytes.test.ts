import { describe, expect, it } from 'vitest';
import { releaseBytes } from './release-bytes.ts';

describe('CRE-2 the memory of a picture goes back at once', () => {
  it('empties bytes that own their memory', () => {
    const bytes = new Uint8Array(8_000_000).fill(7);
    const before = process.memoryUsage().arrayBuffers;
    releaseBytes(bytes);
    expect(bytes.byteLength).toBe(0);
    expect(before - process.memoryUsage().arrayBuffers).toBeGreaterThanOrEqual(8_000_000);
  });

  it('leaves a part of a larger buffer alone, because others read the rest', () => {
    const whole = new Uint8Array(64).fill(7);
    releaseBytes(whole.subarray(0, 32));
    expect(whole.every((byte) => byte === 7)).toBe(true);
    expect(whole).toHaveLength(64);
  });
});

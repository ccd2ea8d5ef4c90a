import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Secret } from '#kernel/secret';
import { makeTempFolder, removeFolder } from '#test/temp-folder';
import { newMasterKey } from '#test/vault';
import { openMasterKeys } from './master-keys.ts';

const root = makeTempFolder('master');
afterAll(() => removeFolder(root));
let homes = 0;
const newHome = (): string => join(root, `home-${++homes}`);
const open = (homeDir: string, given?: string) =>
  openMasterKeys({ homeDir, given: given === undefined ? undefined : new Secret(given) });

describe('the file of the master key', () => {
  it('SEC-3 is made once, for its owner alone, and is the same afterwards', () => {
    const home = newHome();
    expect(open(home).first()).toBeUndefined();
    expect(existsSync(home)).toBe(false);
    const made = open(home).make();
    const file = join(home, 'master.key');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(Buffer.from(readFileSync(file, 'utf8'), 'base64')).toHaveLength(32);
    expect(open(home).make()?.id).toBe(made?.id);
    expect(open(home).first()?.id).toBe(made?.id);
    expect(readdirSync(home)).toEqual(['master.key']);
  });

  it.each([0o640, 0o604, 0o644, 0o660, 0o666, 0o611])(
    'SEC-3 is refused when its mode is %o, with what to do',
    (mode) => {
      const home = newHome();
      open(home).make();
      const file = join(home, 'master.key');
      chmodSync(file, mode);
      expect(() => open(home)).toThrow(
        `Others can read the master key in ${file} (mode ${mode.toString(8)}).`,
      );
      expect(() => open(home)).toThrow(`Run \`chmod 600 ${file}\``);
      chmodSync(file, 0o600);
      expect(open(home).first()).toBeDefined();
    },
  );

  it('SEC-3 is refused when it is a link, a folder, or holds something else', () => {
    const linked = newHome();
    open(newHome()).make();
    mkdirSync(linked);
    symlinkSync(join(root, 'home-1/master.key'), join(linked, 'master.key'));
    expect(() => open(linked)).toThrow('is not used: it is a link.');
    const folder = newHome();
    mkdirSync(join(folder, 'master.key'), { recursive: true });
    expect(() => open(folder)).toThrow('is not used: it is no plain file.');
    const other = newHome();
    mkdirSync(other);
    writeFileSync(join(other, 'master.key'), 'correct horse battery staple\n', { mode: 0o600 });
    expect(() => open(other)).toThrow('is not 32 bytes in base64');
    expect(() => open(other)).not.toThrow('horse');
  });
});

describe('the master key of the environment', () => {
  it('SEC-3 comes before the file, and several may stand there', () => {
    const home = newHome();
    const [one, two] = [newMasterKey(), newMasterKey()];
    const keys = open(home, `${one}, ${two}`);
    expect(keys.find(open(home, two).first()?.id ?? '')).toBeDefined();
    expect(keys.first()?.id).toBe(open(home, one).first()?.id);
    expect(keys.make()).toBeUndefined();
    expect(existsSync(home)).toBe(false);
  });

  it.each([
    '',
    'short',
    'x'.repeat(44),
    Buffer.alloc(31).toString('base64'),
    Buffer.alloc(33).toString('base64'),
  ])('SEC-3 %j is refused without being shown', (given) => {
    expect(() => open(newHome(), given)).toThrow(
      'The master key in AICMO_MASTER_KEY is not 32 bytes in base64. `openssl rand -base64 32` makes one.',
    );
  });
});

import type { FileStore } from '#platform/files/file-store';
import { loadPicture } from '#studio/pictures/load-picture';
import type { Brand, BrandLook, FontChoice, Picture } from '#studio/model';
import { formalityIn } from './brand-document.ts';
import type { StoredBrand } from './store.ts';

/** A brand as the studio wants it, with its files read from the store. */
export interface BrandMaterial {
  readonly look: BrandLook;
  /** The brand in the voice of one language. */
  inLanguage(language: string): Brand;
}

/** Reads everything of a brand that the studio needs. Throws `files.missing`. */
export async function loadBrandMaterial(brand: StoredBrand, files: FileStore): Promise<BrandMaterial> {
  const { document } = brand;
  const look: BrandLook = {
    name: document.name,
    colours: document.colours,
    fonts: { display: await readFont(brand, files, 'display'), text: await readFont(brand, files, 'text') },
    logo: { ...(await readLogo(brand, files, 'onLight')), ...(await readLogo(brand, files, 'onDark')) },
    shape: document.shape,
  };
  return {
    look,
    inLanguage: (language) => ({
      key: brand.key,
      look,
      voice: { ...document.voice, formality: formalityIn(document, language) },
      ...(document.imagery === undefined ? {} : { imagery: document.imagery }),
      legalLines: document.legalLines,
    }),
  };
}

/** A plain look for a brief that names a brand without a kit: neutral colours, no logo. */
export function neutralMaterial(name: string): BrandMaterial {
  const look: BrandLook = {
    name,
    colours: {
      primary: '#1f2a37',
      secondary: '#dfe4ea',
      accent: '#c2410c',
      dark: '#12181f',
      light: '#f7f5f1',
    },
    fonts: { display: { family: 'Manrope' }, text: { family: 'Inter' } },
    logo: {},
    shape: 'rounded',
  };
  const voice = { tone: [], values: [], preferredWords: {}, bannedWords: {}, hashtags: {} };
  return {
    look,
    inLanguage: () => ({ key: 'no-kit', look, voice: { ...voice, formality: 'informal' }, legalLines: {} }),
  };
}

async function readLogo(
  brand: StoredBrand,
  files: FileStore,
  side: 'onLight' | 'onDark',
): Promise<Partial<Record<typeof side, Picture>>> {
  const address = brand.files[`logo.${side}`];
  return address === undefined
    ? {}
    : { [side]: await loadPicture(await files.read(address), { isLossless: true }) };
}

async function readFont(brand: StoredBrand, files: FileStore, use: 'display' | 'text'): Promise<FontChoice> {
  const font = brand.document.fonts[use];
  if (font.files === undefined) return { family: font.family };
  const own = await Promise.all(
    font.files.map(async (file, index) => ({
      weight: file.weight,
      bytes: await files.read(brand.files[`fonts.${use}.${index}`] ?? ''),
    })),
  );
  return { family: font.family, files: own };
}

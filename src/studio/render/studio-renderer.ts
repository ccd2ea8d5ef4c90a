import { createTypeRenderer, type PreparedType, type TypeRenderer } from '#platform/fonts/type-renderer';
import type { Materials, ShapedPicture } from '#studio/layouts/kit';
import type { CreativeSpec, Picture } from '#studio/model';
import { createLineMemo, type LineMemo } from '#studio/type/fit';
import { createPictureShelf, type PictureShelf } from '#studio/pictures/picture-shelf';

/** What many compositions share: fonts and decoded pictures, both within a budget. One per process. */
export interface StudioRenderer {
  readonly type: TypeRenderer;
  readonly shelf: PictureShelf;
  readonly memo: LineMemo;
}

/** Makes the shared renderer. Nothing is loaded until a composition needs it. */
export function createStudioRenderer(
  options: { readonly maxFontBytes?: number; readonly maxPictureBytes?: number } = {},
): StudioRenderer {
  return {
    type: createTypeRenderer(
      options.maxFontBytes === undefined ? {} : { maxFontBytes: options.maxFontBytes },
    ),
    shelf: createPictureShelf(options.maxPictureBytes),
    memo: createLineMemo(),
  };
}

/** Loads the fonts for everything a spec may set. */
export function prepareType(renderer: StudioRenderer, spec: CreativeSpec): Promise<PreparedType> {
  return renderer.type.prepare({
    fonts: [spec.brand.fonts.display, spec.brand.fonts.text],
    locale: spec.copy.locale,
    text: textOf(spec),
  });
}

/** Every character a spec may set, the ornaments of layouts included. */
function textOf(spec: CreativeSpec): string {
  const { copy } = spec;
  return [
    copy.headline,
    copy.support,
    copy.cta,
    copy.badge,
    copy.quote?.text,
    copy.quote?.by,
    copy.price?.now,
    copy.price?.before,
    copy.legal,
    spec.brand.name,
    ...spec.products.map((product) => product.name),
    '„“”«「-',
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** Looks at the spec's pictures once, so that layouts know their outlines. */
export async function inspectMaterials(shelf: PictureShelf, spec: CreativeSpec): Promise<Materials> {
  const shaped = async (picture: Picture): Promise<ShapedPicture> => ({
    picture,
    shape: await shelf.inspect(picture),
  });
  const products = await Promise.all(
    spec.products.map(async ({ name, picture }) =>
      picture === undefined ? { name } : { name, shot: await shaped(picture) },
    ),
  );
  const { onLight, onDark } = spec.brand.logo;
  const logos = await Promise.all([onLight, onDark].filter((logo) => logo !== undefined).map(shaped));
  return { products, logos, ...(spec.hero === undefined ? {} : { hero: await shaped(spec.hero) }) };
}

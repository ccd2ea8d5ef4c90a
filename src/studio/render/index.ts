export { composeCreative } from './compose.ts';
export { encodeJpeg, type FileLabel } from './encode.ts';
export { createStudioRenderer, type StudioRenderer } from './studio-renderer.ts';
export { eligibleLayouts } from '#studio/layouts/registry';
export { palettesFor } from '#studio/colour/palettes';

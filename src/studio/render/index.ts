export { composeCreative } from './compose.ts';
export { encodeJpeg, type FileLabel } from './encode.ts';
export { createStudioRenderer, type StudioRenderer } from './studio-renderer.ts';
export { eligibleLayouts, listLayouts } from '#studio/layouts/registry';
export { palettesFor } from '#studio/colour/palettes';
export { loadPicture } from '#studio/pictures/load-picture';

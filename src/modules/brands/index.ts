export { addBrandFile, removeBrandFile } from './brand-files.ts';
export { createBrand, updateBrand } from './edit-brand.ts';
export { exportBrand } from './export-brand.ts';
export { importBrand } from './import-brand.ts';
export { type DrawContext, previewBrand } from './preview-brand.ts';
export { getKitRevision, listBrandRevisions, restoreBrand } from './restore-brand.ts';
export { getBrand, listBrands, readBrandLogo } from './service.ts';
export { findBrand, findBrands } from './store.ts';
export { type BrandMaterial, loadBrandMaterial, neutralMaterial } from './studio-brand.ts';

export { importBrand } from './import-brand.ts';
export { getBrand, listBrands } from './service.ts';
export { findBrand } from './store.ts';
export { type BrandMaterial, loadBrandMaterial, neutralMaterial } from './studio-brand.ts';

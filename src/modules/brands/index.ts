export type { BrandDocument } from './brand-document.ts';
export { type BrandDetail, brandsContract, type BrandSummary } from './contract.ts';
export { type FileContext, importBrand } from './import-brand.ts';
export { getBrand, listBrands } from './service.ts';
export { findBrand, type StoredBrand } from './store.ts';
export { type BrandMaterial, loadBrandMaterial, neutralMaterial } from './studio-brand.ts';

export { MOST_SHARED, MOST_VIEWS, type SavedView } from './contract.ts';
export { listViews, removeView, saveView } from './service.ts';

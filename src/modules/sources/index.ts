export type { Source } from './contract.ts';
export {
  addFileSource,
  addPageSource,
  getSource,
  listSources,
  readSourceAgain,
  removeSource,
  type SourceContext,
} from './service.ts';
export { sourcesOf } from './store.ts';

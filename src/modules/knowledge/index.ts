export { KNOWLEDGE_STATES, type KnowledgeItem } from './contract.ts';
export {
  addKnowledge,
  confirmKnowledge,
  forgetKnowledge,
  listKnowledge,
  proposeKnowledge,
} from './service.ts';
export { knowledgeOf } from './store.ts';

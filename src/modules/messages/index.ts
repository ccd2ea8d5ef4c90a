export { type Audience, AUDIENCES, type Message } from './contract.ts';
export { draftForAll, draftMessage, editMessage, hasMessageModel, listMessages } from './service.ts';

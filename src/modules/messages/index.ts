export { type Audience, AUDIENCES, type Message, messagesContract } from './contract.ts';
export { draftForAll, draftMessage, hasMessageModel, listMessages } from './service.ts';

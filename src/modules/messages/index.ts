export { type Audience, AUDIENCES, type Message, messagesContract } from './contract.ts';
export { draftForAll, draftMessage, listMessages } from './service.ts';

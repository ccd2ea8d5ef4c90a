export { type Notification } from './contract.ts';
export { countUnread, listNotifications, markRead } from './service.ts';

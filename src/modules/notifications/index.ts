export { countUnread, listNotifications, markRead } from './service.ts';

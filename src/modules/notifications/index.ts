export { isNewsFor, NEEDS_OF_SOURCES } from './sources.ts';
export { chooseNotifications, getNotificationChoice } from './choice.ts';
export { countUnread, listNotifications, markRead } from './service.ts';

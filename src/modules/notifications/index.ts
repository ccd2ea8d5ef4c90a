export { NEEDS_OF_SOURCES } from './sources.ts';
export { countUnread, listNotifications, markRead } from './service.ts';

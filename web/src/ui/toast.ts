import { notifications } from '@mantine/notifications';
import { toAicmoError } from '#client/client';

/** Says that something was done. */
export function tellDone(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 5000, withBorder: true });
}

/** Says what could not be done, with its code; it stays until it is closed. */
export function tellFailed(title: string, error: unknown): void {
  const { detail, code, requestId } = toAicmoError(error);
  const where = requestId === undefined ? code : `${code}, request ${requestId}`;
  notifications.show({
    title,
    message: `${detail} (${where})`,
    color: 'red',
    autoClose: false,
    withBorder: true,
  });
}

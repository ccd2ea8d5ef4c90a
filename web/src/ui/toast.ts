import { notifications } from '@mantine/notifications';
import { toAicmoError } from '#client/client';

const FRAME = { withBorder: true, closeButtonProps: { 'aria-label': 'Close' } } as const;

/** Says that something was done. */
export function tellDone(message: string): void {
  notifications.show({ ...FRAME, message, color: 'teal', autoClose: 5000 });
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
    ...FRAME,
  });
}

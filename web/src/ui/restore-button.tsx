import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { toAicmoError } from '#client/client';
import { FailureCode } from './states.tsx';
import { Told } from './told.tsx';

interface RestoreProps<Newest extends { readonly revision: number }> {
  /** The former revision that comes back. */
  readonly revision: number;
  /** The newest one, as far as the page knows. */
  readonly newest: Newest;
  /** What follows, and what changes against the newest revision as the person sees it. */
  readonly children: (seen: Newest) => ReactNode;
  /** Brings it back, if `newest` is the newest still. Throws what keeps it from that. */
  readonly onRestore: (newest: number) => Promise<unknown>;
  /** A refusal, where it is more than a sentence. */
  readonly refusal?: (details: Readonly<Record<string, unknown>>) => ReactNode;
}

/**
 * Brings a former revision back as a new one, after the person has seen what that changes (E2). What they look at
 * stays as it is: where somebody makes a newer revision meanwhile, it says so and compares with that one first.
 */
export function RestoreButton<Newest extends { readonly revision: number }>(
  props: RestoreProps<Newest>,
): ReactNode {
  const { revision, newest } = props;
  const [seen, setSeen] = useState<Newest>();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const content = useRef<HTMLDivElement>(null);
  const close = (): void => setSeen(undefined);
  const look = (): void => {
    setError(undefined);
    setSeen(newest);
  };
  const lookAnew = (): void => {
    look();
    // The button that was pressed goes; what is to be read takes the focus.
    content.current?.focus();
  };
  const act = async (): Promise<void> => {
    if (seen === undefined) return;
    setBusy(true);
    setError(undefined);
    try {
      await props.onRestore(seen.revision);
      close();
    } catch (found) {
      setError(found);
    } finally {
      setBusy(false);
    }
  };
  const isOld = seen !== undefined && seen.revision !== newest.revision && !isBusy;
  return (
    <>
      <Button variant="default" onClick={look}>
        Restore as a new revision
      </Button>
      <Modal
        opened={seen !== undefined}
        onClose={close}
        title={`Restore revision ${revision} as revision ${(seen ?? newest).revision + 1}`}
        size="xl"
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        {seen === undefined ? undefined : (
          <Stack className="restore" ref={content} tabIndex={-1}>
            {props.children(seen)}
            {isOld ? (
              <Notice title={`Somebody made revision ${newest.revision} meanwhile`} color="orange">
                <Text size="sm">
                  Nothing is restored yet. What you see here is compared with revision {seen.revision}, which
                  is not the newest any more.
                </Text>
                <Button size="xs" variant="default" onClick={lookAnew}>
                  Compare with revision {newest.revision}
                </Button>
              </Notice>
            ) : error === undefined ? undefined : (
              <Refusal revision={revision} error={error} more={props.refusal} />
            )}
            <Group justify="flex-end" gap="xs">
              <Button variant="default" onClick={close}>
                Leave it
              </Button>
              <Button color="ink" loading={isBusy} disabled={isOld} onClick={() => void act()} data-autofocus>
                Restore it
              </Button>
            </Group>
          </Stack>
        )}
      </Modal>
    </>
  );
}

function Refusal(props: {
  revision: number;
  error: unknown;
  more: RestoreProps<{ revision: number }>['refusal'];
}): ReactNode {
  const failure = toAicmoError(props.error);
  return (
    <Notice title={`Revision ${props.revision} was not restored`} color="red">
      {props.more?.(failure.details) ?? (
        <Text size="sm" className="keep-lines">
          <Told text={failure.detail} />
        </Text>
      )}
      <FailureCode error={failure} />
    </Notice>
  );
}

/** Takes the focus: the button that was pressed may be out of use now. */
function Notice(props: { title: string; color: string; children: ReactNode }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.focus(), []);
  return (
    <Alert ref={place} tabIndex={-1} color={props.color} title={props.title} role="alert">
      <Stack gap="xs" align="stretch">
        {props.children}
      </Stack>
    </Alert>
  );
}

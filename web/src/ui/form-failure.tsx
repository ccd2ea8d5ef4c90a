import { Alert, Text } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { toAicmoError } from '#client/client';
import { FailureCode } from './states.tsx';
import { Told } from './told.tsx';

/** Why a form was refused. It takes the focus, so that one reads it first. */
export function FormFailure({ failure }: { failure: unknown }): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure !== undefined) place.current?.focus();
  }, [failure]);
  if (failure === undefined) return undefined;
  return (
    <Alert
      color="red"
      role="alert"
      title="It is not saved; what you typed is still here"
      tabIndex={-1}
      ref={place}
    >
      <Text size="sm" className="keep-lines">
        <Told text={toAicmoError(failure).detail} />
      </Text>
      <FailureCode error={failure} />
    </Alert>
  );
}

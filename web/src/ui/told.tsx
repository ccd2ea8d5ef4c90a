import { Fragment, type ReactNode } from 'react';

/** A text of the house, in which commands and names stand between backticks. */
export function Told({ text }: { text: string }): ReactNode {
  return text
    .split(/`([^`\n]+)`/)
    .map((part, index) => (
      <Fragment key={index}>{index % 2 === 0 ? part : <code className="told-code">{part}</code>}</Fragment>
    ));
}

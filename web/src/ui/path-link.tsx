import { Link, type LinkProps } from '@tanstack/react-router';
import type { AriaAttributes, ReactNode, Ref } from 'react';

interface PathLinkProps extends AriaAttributes {
  /** A whole path, such as `/w/ws_default/campaigns/spring`. */
  readonly to: string;
  readonly search?: Readonly<Record<string, unknown>>;
  readonly className?: string;
  readonly children?: ReactNode;
  readonly onClick?: () => void;
  readonly ref?: Ref<HTMLAnchorElement>;
  readonly [data: `data-${string}`]: string | number | boolean | undefined;
}

/** A link to a page by a path that is put together from ids; the router cannot check these. */
export function PathLink({ to, search, className = 'plain-anchor', ...rest }: PathLinkProps): ReactNode {
  return (
    <Link
      {...rest}
      className={className}
      to={to as LinkProps['to'] & string}
      search={(search ?? {}) as never}
    />
  );
}

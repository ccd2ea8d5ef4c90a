import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';

export type ListValue = string | number | Date | null;

/** A column: what stands in it for people, and the value that is sorted by. */
export interface ListColumn<Row> {
  readonly id: string;
  readonly header: string;
  readonly value: (row: Row) => ListValue;
  readonly cell?: (row: Row) => ReactNode;
  /** What a file says in place of the value, where that has a unit to be named or is only good to sort by. */
  readonly exported?: Pick<ListColumn<Row>, 'id' | 'header' | 'value'>;
  readonly isNumber?: boolean;
  /** Not shown until the person asks for it. */
  readonly isHidden?: boolean;
  readonly width?: number;
}

/** A filter that the server applies, with its choices. */
export interface ListFilter {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** Something that is done with all marked rows. */
export interface BulkAction<Row> {
  readonly label: string;
  readonly isBad?: boolean;
  /** What the person reads before it is done. */
  readonly explain: (rows: readonly Row[]) => ReactNode;
  readonly fits: (row: Row) => boolean;
  readonly act: (row: Row) => Promise<unknown>;
}

export interface ListPage<Row> {
  readonly items: Row[];
  readonly next?: string | undefined;
}

export type ListQuery<Row> = UseInfiniteQueryResult<InfiniteData<ListPage<Row>, string | undefined>, unknown>;

/** What a list keeps in the address. */
export type ListSearch = Readonly<Record<string, unknown>> & {
  readonly text?: string | undefined;
  readonly sort?: string | undefined;
  readonly pages?: number | undefined;
  readonly view?: string | undefined;
  readonly columns?: string | undefined;
};

/** How many rows one request brings. */
export const PAGE_ROWS = 100;
/** Rows beyond this are sorted by nobody: the list says so. */
export const MOST_ROWS = 10_000;

/** The part of an infinite query that every keyset list shares. */
export const keysetPages = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (last: ListPage<unknown>): string | undefined => last.next,
};

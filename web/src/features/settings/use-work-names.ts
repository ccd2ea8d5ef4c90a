import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';

/** What types of tasks and brands are called, by type and id. */
export interface WorkNames {
  readonly types: ReadonlyMap<string, string>;
  readonly brands: ReadonlyMap<string, string>;
}

export function useWorkNames(): WorkNames {
  const types = useQuery(api.tasks.types.queryOptions({ staleTime: Infinity }));
  const brands = useQuery(api.brands.list.queryOptions({ input: { limit: 200 } }));
  return {
    types: new Map((types.data?.items ?? []).map(({ type, title }) => [type, title])),
    brands: new Map((brands.data?.items ?? []).map(({ id, name }) => [id, name])),
  };
}

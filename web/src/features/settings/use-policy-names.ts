import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';
import type { PolicyNames } from './policy-words.ts';

/** What types of tasks and brands are called. */
export function usePolicyNames(): PolicyNames {
  const types = useQuery(api.tasks.types.queryOptions({ staleTime: Infinity }));
  const brands = useQuery(api.brands.list.queryOptions({ input: { limit: 200 } }));
  return {
    types: new Map((types.data?.items ?? []).map(({ type, title }) => [type, title])),
    brands: new Map((brands.data?.items ?? []).map(({ id, name }) => [id, name])),
  };
}

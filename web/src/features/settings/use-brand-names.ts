import { useQuery } from '@tanstack/react-query';
import { api } from '../../api.ts';

/** Names of brands by id. */
export function useBrandNames(): (ids: readonly string[] | null) => string {
  const brands = useQuery(api.brands.list.queryOptions({ input: { limit: 200 } }));
  const names = new Map((brands.data?.items ?? []).map(({ id, name }) => [id, name]));
  return (ids) => (ids === null ? 'All' : ids.map((id) => names.get(id) ?? id).join(', '));
}

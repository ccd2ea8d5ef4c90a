import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { BrandDetail } from '#modules/brands/contract';
import { api } from '../../api.ts';

const route = getRouteApi('/w/$workspace/brands/$brandId');

/** The brand of the page. Suspends until it is there. */
export function useBrand(): BrandDetail {
  const { brandId } = route.useParams();
  return useSuspenseQuery(api.brands.get.queryOptions({ input: { id: brandId } })).data;
}

import type { ModelAccess } from '#llm/index';

/** Whether a workspace has any model set for a use case. */
export async function hasModelFor(
  { gateway }: Pick<ModelAccess, 'gateway'>,
  workspaceId: string,
  useCase: string,
): Promise<boolean> {
  const settings = await gateway.settings(workspaceId);
  return (settings.useCases.get(useCase)?.chain.length ?? 0) > 0;
}

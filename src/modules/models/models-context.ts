import type { ModelAccess } from '#llm/index';
import type { Context } from '#platform/context';
import type { Vault } from '#platform/secrets/vault';

/** A context of verbs that reach models. */
export interface ModelsContext extends Context, ModelAccess {
  readonly vault: Vault;
}

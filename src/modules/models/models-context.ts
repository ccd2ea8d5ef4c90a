import type { ModelAccess } from '#llm/index';
import type { Context } from '#platform/context';

/** A context of verbs that reach models. */
export interface ModelsContext extends Context, ModelAccess {}

import { sha256, canonicalJson } from '#kernel/hash';
import { PLACE } from '#kernel/places';
import { llmError } from '#llm/errors';
import type { Prompt } from '#llm/model';

/** A prompt as a versioned object: what the model is told, with places for its inputs. */
export interface PromptTemplate {
  readonly name: string;
  readonly system: string;
  readonly user: string;
}

/** A prompt that ships: version 0 of its name. */
export interface BuiltInPrompt extends PromptTemplate {
  readonly useCase: string;
  /** Every place it may have, with what stands there. */
  readonly inputs: Readonly<Record<string, string>>;
}

/** SHA-256 of what the model is told before the inputs are set in: equal texts are one prompt. */
export function promptHash({ system, user }: Pick<PromptTemplate, 'system' | 'user'>): string {
  return sha256(canonicalJson({ system, user }));
}

/** Sets inputs into the places. An input is data: places inside it are not filled. Throws when one is missing. */
export function renderPrompt(template: PromptTemplate, inputs: Readonly<Record<string, string>>): Prompt {
  const fill = (text: string): string =>
    text.replaceAll(PLACE, (_whole, name: string) => {
      const value = inputs[name];
      if (value === undefined)
        throw llmError('llm.prompt_place_unknown', {
          prompt: template.name,
          place: name,
          known: Object.keys(inputs).join(', '),
        });
      return value;
    });
  return [
    { role: 'system', content: fill(template.system) },
    { role: 'user', content: [{ type: 'text', text: fill(template.user) }] },
  ];
}

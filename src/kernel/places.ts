/** A place in a template, such as `{{facts}}`; the first group is its name. */
export const PLACE = /\{\{\s*([\w.]+)\s*\}\}/g;

/** Names of the places of a prompt, in order, each once. */
export function placesOf({ system, user }: { readonly system: string; readonly user: string }): string[] {
  return [...new Set([...`${system}\n${user}`.matchAll(PLACE)].map((match) => match[1] ?? ''))];
}

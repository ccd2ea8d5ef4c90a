/** What the server found wrong, by the path of the field, such as `payload.points.0.text`. */
export function issuesOf(details: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const issues = Array.isArray(details['issues'])
    ? (details['issues'] as { field: string; message: string }[])
    : [];
  return Object.fromEntries(issues.toReversed().map(({ field, message }) => [field, message]));
}

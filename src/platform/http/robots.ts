interface Rule {
  readonly isAllowed: boolean;
  readonly path: string;
}

/** So many rules of a file are read. */
const MOST_RULES = 2_000;

/**
 * Whether a robots.txt lets a program read a path with its query (RFC 9309): the groups that name the program, else those
 * for `*`; of the rules that match the longest one, and of equals the one that allows.
 */
export function robotsAllow(text: string, asked: { program: string; path: string }): boolean {
  const groups = groupsOf(text);
  const rules = groups.get(asked.program.toLowerCase()) ?? groups.get('*') ?? [];
  const [best] = rules
    .filter(({ path }) => matches(path, asked.path))
    .toSorted((a, b) => b.path.length - a.path.length || Number(b.isAllowed) - Number(a.isAllowed));
  return best?.isAllowed ?? true;
}

/** Rules by the lower-case names of the programs they are for. */
function groupsOf(text: string): Map<string, Rule[]> {
  const groups = new Map<string, Rule[]>();
  let names: string[] = [];
  let isNaming = false;
  let count = 0;
  for (const line of text.split(/\r\n?|\n/)) {
    const [key = '', value = ''] = partsOf(line);
    if (key === 'user-agent') {
      names = isNaming ? [...names, nameIn(value)] : [nameIn(value)];
      isNaming = true;
      for (const name of names) if (!groups.has(name)) groups.set(name, []);
    } else if (key === 'allow' || key === 'disallow') {
      isNaming = false;
      if (value === '' || ++count > MOST_RULES) continue;
      for (const name of names) groups.get(name)?.push({ isAllowed: key === 'allow', path: value });
    }
  }
  return groups;
}

function partsOf(line: string): [string, string] | [] {
  const [bare = ''] = line.split('#');
  const colon = bare.indexOf(':');
  return colon === -1 ? [] : [bare.slice(0, colon).trim().toLowerCase(), bare.slice(colon + 1).trim()];
}

/** `AICMO/1.0` as `aicmo`. */
function nameIn(value: string): string {
  return (value.split('/')[0] ?? '').trim().toLowerCase();
}

/** `*` stands for any characters, `$` at the end for the end. Parts are looked for one after the other, so time is linear. */
function matches(pattern: string, path: string): boolean {
  const isWhole = pattern.endsWith('$');
  const [first = '', ...rest] = (isWhole ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(first)) return false;
  if (rest.length === 0) return !isWhole || path.length === first.length;
  const last = rest.pop() ?? '';
  let at = first.length;
  for (const part of rest) {
    const found = path.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return isWhole ? path.length - last.length >= at && path.endsWith(last) : path.includes(last, at);
}

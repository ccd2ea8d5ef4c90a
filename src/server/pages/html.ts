/** HTML that is safe to put into a page as it is. */
export interface Html {
  readonly html: string;
}

type Part = Html | string | number | undefined | readonly (Html | string)[];

/** A template of HTML: everything put into it is escaped, except what is HTML already. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  const out = strings.map((text, index) => text + (index < parts.length ? render(parts[index]) : ''));
  return { html: out.join('') };
}

function render(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  if ('html' in part) return part.html;
  return part.map((inner) => render(inner)).join('');
}

/** Text as it may stand in HTML and in quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** A whole page with the house's style. */
export function page(input: { title: string; body: Html }): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>${input.title} · AICMO</title>
        <link rel="stylesheet" href="/page.css" />
      </head>
      <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header class="top">
          <a href="/">AICMO</a>
          <nav><a href="/">Dashboard</a> <a href="/reference">API reference</a></nav>
        </header>
        <main id="main">${input.body}</main>
      </body>
    </html>`.html;
}

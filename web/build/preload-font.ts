import type { Plugin } from 'vite';

/** Has the font of the pages load with the page, not after its styles: words do not move when it arrives. */
export function preloadFont(name: RegExp): Plugin {
  return {
    name: 'preload-font',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const found = Object.keys(bundle).filter((file) => name.test(file));
        if (found.length !== 1) throw new Error(`${found.length} files of the build match ${String(name)}`);
        const attrs = {
          rel: 'preload',
          as: 'font',
          type: 'font/woff2',
          href: `/${found[0]}`,
          crossorigin: '',
        };
        return [{ tag: 'link', attrs, injectTo: 'head-prepend' as const }];
      },
    },
  };
}

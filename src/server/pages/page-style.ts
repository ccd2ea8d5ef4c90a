/** The style of the server-rendered pages. Colours keep 4.5:1 in light and dark. */
export const PAGE_STYLE = `
:root { --ground: #fbfaf8; --card: #ffffff; --ink: #1b1f24; --quiet: #565d66; --line: #d9d6d0; --accent: #0b5c6b; --bad: #a3231f; --warn: #7a4b00; --good: #1d6136; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #15181b; --card: #1e2226; --ink: #eceae6; --quiet: #a9b0b8; --line: #363c43; --accent: #74c7d6; --bad: #f29a94; --warn: #e5b567; --good: #86cfa0; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
a { color: var(--accent); }
a:focus-visible, summary:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
.skip { position: absolute; left: -9999px; }
.skip:focus { left: 1rem; top: .5rem; background: var(--card); padding: .5rem 1rem; }
.top { display: flex; flex-wrap: wrap; gap: 1rem 2rem; align-items: baseline; padding: 1rem 2rem; border-bottom: 1px solid var(--line); }
.top > a { font-weight: 700; letter-spacing: .04em; text-decoration: none; color: var(--ink); }
.top nav a { margin-right: 1rem; }
main { padding: 1.5rem 2rem 4rem; max-width: 1500px; margin: 0 auto; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; }
h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
h3 { font-size: 1rem; margin: 0 0 .25rem; }
p { margin: .25rem 0 .75rem; max-width: 70ch; }
.quiet { color: var(--quiet); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 1px; background: var(--line); border: 1px solid var(--line); margin: 1.25rem 0; }
.figures div { background: var(--card); padding: .75rem 1rem; }
.figures dt { color: var(--quiet); font-size: .85rem; }
.figures dd { margin: 0; font-size: 1.5rem; font-weight: 600; font-variant-numeric: tabular-nums; }
.figures small { display: block; font-size: .8rem; font-weight: 400; color: var(--quiet); }
table { border-collapse: collapse; width: 100%; background: var(--card); border: 1px solid var(--line); }
th, td { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-size: .85rem; color: var(--quiet); font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
.wide { overflow-x: auto; }
.status { font-weight: 600; white-space: nowrap; }
.completed, .passed, .resolved { color: var(--good); } .failed, .CRITICAL, .HIGH { color: var(--bad); } .needs_assets, .repaired, .MEDIUM { color: var(--warn); }
.variants { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 420px), 1fr)); gap: 1.25rem; }
.variant { background: var(--card); border: 1px solid var(--line); padding: 1rem; min-width: 0; }
.shots { display: flex; gap: .5rem; align-items: flex-start; overflow-x: auto; margin: 0 0 .75rem; padding-bottom: .25rem; }
.shots a { flex: none; } .shots img { display: block; height: 220px; width: auto; background: var(--line); }
.copy { font-size: .925rem; white-space: pre-line; overflow-wrap: anywhere; }
.tags { font-size: .85rem; color: var(--quiet); margin: .25rem 0; }
details { font-size: .9rem; margin-top: .5rem; } summary { cursor: pointer; }
ul.plain { list-style: none; padding: 0; margin: .5rem 0; } ul.plain li { margin: .25rem 0; }
code { font-size: .9em; background: color-mix(in srgb, var(--line) 45%, transparent); padding: .1em .3em; overflow-wrap: anywhere; }
pre { overflow-x: auto; background: var(--card); border: 1px solid var(--line); padding: 1rem; }
`;

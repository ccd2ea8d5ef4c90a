import { doWork } from '#agents/work/do-work';
import { findTaskType } from '#agents/work/registry';
import { toMarkdown } from '#agents/work/to-markdown';
import { exampleMaterial, exampleVariants } from '#test/work-material';
const [name = '', brief, brand] = process.argv.slice(2);
const type = findTaskType(name);
if (!type) throw new Error('no type');
const material = await exampleMaterial(
  { ...(brief ? { brief } : {}), ...(brand ? { brand } : {}) },
  { variants: exampleVariants() },
);
const done = await doWork(type, { material, payload: type.propose(material)?.payload ?? {} });
const { content, ...rest } = done.product;
console.log(JSON.stringify(rest, null, 1));
console.log(toMarkdown(type.title, type.render(done.product)));
process.exit(0);

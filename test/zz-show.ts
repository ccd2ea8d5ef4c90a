import { doWork } from '#agents/work/do-work';
import { findTaskType } from '#agents/work/registry';
import { toMarkdown } from '#agents/work/to-markdown';
import { readFileSync } from 'node:fs';
import { examplePayloads } from '#test/work-payloads';
import { exampleMaterial, exampleVariants } from '#test/work-material';
// Prints what a type makes of an example: type, brief file, brand key, file with a payload (JSON).
const [name = '', brief, brand, payloadFile] = process.argv.slice(2);
const type = findTaskType(name);
if (!type) throw new Error('no type');
const material = await exampleMaterial({ ...(brief ? { brief } : {}), ...(brand ? { brand } : {}) }, { variants: exampleVariants() });
const payload = payloadFile ? JSON.parse(readFileSync(payloadFile, 'utf8')) : (type.propose(material)?.payload ?? examplePayloads[type.type] ?? {});
const done = await doWork(type, { material, payload });
const { content, ...rest } = done.product;
console.log(JSON.stringify(rest, null, 1));
console.log(toMarkdown(type.title, type.render(done.product)));
process.exit(0);

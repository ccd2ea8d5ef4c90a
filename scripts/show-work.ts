/** Prints what a type of task makes of an example: `node scripts/show-work.ts swot_analysis [brief file] [brand key] [payload file]`. */
import { readFileSync } from 'node:fs';
import { doWork } from '#agents/work/do-work';
import { findTaskType, TASK_TYPES } from '#agents/work/registry';
import { workToMarkdown } from '#agents/work/to-markdown';
import { exampleMaterial, exampleVariants } from '#test/work-material';
import { examplePayloads } from '#test/work-payloads';

const [name = '', brief, brand, payloadFile] = process.argv.slice(2);
const type = findTaskType(name);
if (type === undefined) {
  console.error(
    `There is no type "${name}". There are: ${TASK_TYPES.map((known) => known.type).join(', ')}.`,
  );
  process.exit(2);
}
const files = { ...(brief === undefined ? {} : { brief }), ...(brand === undefined ? {} : { brand }) };
const material = await exampleMaterial(files, { variants: exampleVariants() });
const given: unknown = payloadFile === undefined ? undefined : JSON.parse(readFileSync(payloadFile, 'utf8'));
const payload = given ?? type.propose(material)?.payload ?? examplePayloads[type.type] ?? {};
const { product } = await doWork(type, { material, payload });
console.log(workToMarkdown(type.title, product, type.render(product)));
// The reading of briefs keeps a thread.
process.exit(0);

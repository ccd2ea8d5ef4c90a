import { readBySchema } from '#platform/structured-text/read-by-schema';
import { renderProblems } from '#platform/structured-text/render-problem';
import { evaluationError } from './errors.ts';
import { evaluationSet, type EvaluationSet } from './set-document.ts';

/** Reads an evaluation set. Throws `evaluations.set_invalid` with every problem at its line. */
export async function readSet(input: { text: string; fileName: string }): Promise<EvaluationSet> {
  const { text, fileName } = input;
  const read = await readBySchema(evaluationSet, { content: text, fileName });
  if (read.ok) return read.value;
  const { problems } = read;
  throw evaluationError('evaluations.set_invalid', {
    report: renderProblems(problems, { fileName }),
    fileName,
    problems,
  });
}

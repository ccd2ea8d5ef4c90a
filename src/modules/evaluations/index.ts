export { type Evaluation, type EvaluationDetail, SCORES } from './contract.ts';
export { getEvaluation, listEvaluations } from './service.ts';
export { runEvaluation } from './run-evaluation.ts';

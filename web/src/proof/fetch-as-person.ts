import { askForProof } from './ask-for-proof.ts';

/**
 * `fetch` for whoever is signed in. What the server refuses until the person has proved who they are is sent again once
 * they have; where they leave it, the refusal is the answer.
 */
export async function fetchAsPerson(request: Request, init?: RequestInit): Promise<Response> {
  // What only reads is never asked for a proof. A body is read once, so what may go twice is copied before it goes.
  const again = request.method === 'GET' ? undefined : request.clone();
  const answer = await fetch(request, init);
  if (again === undefined || !(await asksForProof(answer)) || !(await askForProof())) return answer;
  return fetch(again, init);
}

async function asksForProof(answer: Response): Promise<boolean> {
  if (answer.status !== 403) return false;
  const problem = (await answer
    .clone()
    .json()
    .catch(() => null)) as { code?: unknown } | null;
  return problem?.code === 'auth.proof_needed';
}

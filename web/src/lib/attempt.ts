import { tellDone, tellFailed } from '../ui/toast.ts';

/** Does something for the person and says how it ended. The answer, or undefined where it was refused. */
export async function attempt<Answer>(
  act: () => Promise<Answer>,
  said: { readonly done?: string; readonly failed: string },
): Promise<Answer | undefined> {
  try {
    const answer = await act();
    if (said.done !== undefined) tellDone(said.done);
    return answer;
  } catch (error) {
    tellFailed(said.failed, error);
    return undefined;
  }
}

import { implement } from '@orpc/server';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { apiContract } from '#client/contract';
import { defineErrors } from '#kernel/errors';
import { linkToken } from '#modules/accounts/contract';
import {
  commentApproval,
  commentReview,
  countApprovals,
  decideApproval,
  decideMany,
  decideReview,
  delegate,
  endDelegation,
  getApproval,
  getApprovalRules,
  listApprovals,
  listChains,
  listDelegations,
  listLinks,
  listPolicies,
  listWhoDecides,
  makeLink,
  openReview,
  pictureOfReview,
  removeChain,
  removePolicy,
  resolveApprovalComment,
  type Review,
  revokeLink,
  setApprovalRules,
  setChain,
  setPolicy,
  showReview,
  withdrawDecision,
} from '#modules/approvals/index';
import { scopeDatabase } from '#platform/db/scope';
import { API_PREFIX } from '#platform/http/api';
import { httpError } from '#platform/http/problem';
import type { FileStore } from '#platform/files/file-store';
import type { Context } from '#platform/context';
import { shrinkPicture } from '#studio/pictures/shrink-picture';
import type { ApiContext } from './router.ts';
import { withSignIn } from './with-sign-in.ts';

const os = implement(apiContract).$context<ApiContext>();

/** What waits for people, in which steps, by whom, and by which links. */
export const approvalRoutes = {
  approvals: {
    list: os.approvals.list.handler(({ input, context }) => listApprovals(context, input)),
    counts: os.approvals.counts.handler(({ input, context }) => countApprovals(context, input)),
    rules: os.approvals.rules.handler(({ context }) => getApprovalRules(context)),
    setRules: os.approvals.setRules.handler(({ input, context }) => setApprovalRules(context, input)),
    policies: os.approvals.policies.handler(({ context }) => listPolicies(context)),
    setPolicy: os.approvals.setPolicy.handler(({ input, context }) => setPolicy(context, input)),
    removePolicy: os.approvals.removePolicy.handler(({ input, context }) => removePolicy(context, input)),
    get: os.approvals.get.handler(({ input, context }) => getApproval(context, input)),
    decide: os.approvals.decide.handler(({ input, context }) => decideApproval(context, input)),
    decideMany: os.approvals.decideMany.handler(({ input, context }) => decideMany(context, input)),
    withdraw: os.approvals.withdraw.handler(({ input, context }) => withdrawDecision(context, input)),
    comment: os.approvals.comment.handler(({ input, context }) => commentApproval(context, input)),
    resolveComment: os.approvals.resolveComment.handler(({ input, context }) =>
      resolveApprovalComment(context, input),
    ),
    chains: os.approvals.chains.handler(({ context }) => listChains(context)),
    setChain: os.approvals.setChain.handler(({ input, context }) => setChain(context, input)),
    removeChain: os.approvals.removeChain.handler(({ input, context }) => removeChain(context, input)),
    deciders: os.approvals.deciders.handler(({ context }) => listWhoDecides(context)),
    delegations: os.approvals.delegations.handler(({ context }) => listDelegations(context)),
    delegate: os.approvals.delegate.handler(({ input, context }) => delegate(context, input)),
    endDelegation: os.approvals.endDelegation.handler(({ input, context }) => endDelegation(context, input)),
    links: os.approvals.links.handler(({ input, context }) => listLinks(context, input)),
    makeLink: os.approvals.makeLink.handler(({ input, context }) => makeLink(context, input)),
    revokeLink: os.approvals.revokeLink.handler(({ input, context }) => revokeLink(context, input)),
    review: os.approvals.review.handler(async ({ input, context }) => {
      const { ctx, review } = await reviewContext(context, input);
      return showReview(ctx, review);
    }),
    decideReview: os.approvals.decideReview.handler(async ({ input, context }) => {
      const { ctx, review } = await reviewContext(context, input);
      return decideReview(ctx, review, input);
    }),
    commentReview: os.approvals.commentReview.handler(async ({ input, context }) => {
      const { ctx, review } = await reviewContext(context, input);
      return commentReview(ctx, review, input);
    }),
  },
};

/** The context of somebody with a link: them, in the workspace and brand of the one approval that it is for. */
async function reviewContext(
  context: ApiContext,
  input: { token: string },
): Promise<{ ctx: Context; review: Review }> {
  const { db, ...house } = withSignIn(context);
  const review = await openReview({ ...house, db }, input);
  const { workspaceId, brandId } = review.link;
  const brandIds = brandId === null ? null : [brandId];
  return {
    ctx: { ...house, db: scopeDatabase(db, { workspaceId, brandIds }), workspaceId, actor: review.actor },
    review,
  };
}

const reviewError = defineErrors({
  'approvals.no_picture': { status: 404, retryable: false, message: 'There is no picture {ratio} here.' },
});
const WIDTH = 640;
const pictureInput = z.object({
  token: linkToken,
  ratio: z.string().max(20),
  small: z.boolean().default(false),
});

/** Pictures of what a link shows. Asked for by POST: the token stands in no address, and so in no log. */
export function mountReviewPictures(
  server: FastifyInstance,
  files: FileStore,
  contextOf: (request: FastifyRequest, reply: FastifyReply) => ApiContext,
): void {
  server.post(`${API_PREFIX}/review/picture`, { config: { needs: 'public' } }, async (request, reply) => {
    const input = pictureInput.safeParse(request.body);
    if (!input.success)
      throw httpError('http.input_invalid', { problems: z.prettifyError(input.error), issues: [] });
    const { ratio, small } = input.data;
    const { ctx, review } = await reviewContext(contextOf(request, reply), input.data);
    const sha256 = await pictureOfReview(ctx, review, ratio);
    if (sha256 === undefined) throw reviewError('approvals.no_picture', { ratio });
    const bytes = await files.read(sha256);
    reply.header('cache-control', 'no-store').type('image/jpeg');
    return reply.send(small ? await shrinkPicture(bytes, WIDTH) : bytes);
  });
}

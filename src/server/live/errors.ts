import { MOST_TOPICS } from '#client/live-protocol';
import { defineErrors } from '#kernel/errors';

export const liveError = defineErrors({
  'live.too_many_topics': {
    status: 409,
    retryable: false,
    message: `A socket hears at most ${MOST_TOPICS} topics at once, and this one hears as many. Unsubscribe from one, or open another socket.`,
  },
});

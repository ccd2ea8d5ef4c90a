import { defineErrors } from '#kernel/errors';

export const viewError = defineErrors({
  'views.unknown': {
    status: 404,
    retryable: false,
    message: 'There is no saved view {id}. It was removed, or it is not shared with you.',
  },
  'views.not_yours': {
    status: 403,
    retryable: false,
    message:
      'The view {name} is of {owner}: only they, owners and admins change it. Save it as a view of your own.',
  },
  'views.stays_shared': {
    status: 403,
    retryable: false,
    message: 'The view {name} is of {owner}: only they take it back to themselves. You can remove it.',
  },
  'views.not_shareable': {
    status: 403,
    retryable: false,
    message:
      'Shared views are for people who see the whole workspace, and you see some brands. Keep it for yourself.',
  },
  'views.name_taken': {
    status: 409,
    retryable: false,
    message: 'A view of this list is called {name} already. Overwrite that one, or choose another name.',
  },
  'views.too_many': {
    status: 409,
    retryable: false,
    message: '{who} at most {most} views of one list. Remove one that is not needed any more.',
  },
});

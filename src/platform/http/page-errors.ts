import { defineErrors } from '#kernel/errors';

const AS_FILE = 'Save the page in your browser and add it as a file instead.';

export const pageError = defineErrors({
  'pages.address_invalid': {
    status: 400,
    retryable: false,
    message:
      '{address} cannot be read as a page: an address begins with https:// and has no name, password or port of its own.',
  },
  'pages.address_refused': {
    status: 400,
    retryable: false,
    message: '{host} does not lie on the public internet, so it is not read. Check the address.',
  },
  'pages.unreachable': {
    status: 502,
    retryable: true,
    message: '{host} cannot be read: {reason}. Check the address, or try again later.',
  },
  'pages.too_slow': {
    status: 502,
    retryable: true,
    message: `{host} did not give the page within {seconds} s. Try again later. ${AS_FILE}`,
  },
  'pages.status': {
    status: 422,
    retryable: false,
    message: '{address} answered with status {status} instead of a page. Check the address.',
  },
  'pages.robots_refused': {
    status: 422,
    retryable: false,
    message:
      '{host} asks programs not to read {path} (robots.txt), so it is not read. A person may read it and add what matters as a file.',
  },
  'pages.redirects': {
    status: 422,
    retryable: false,
    message: '{address} was sent on more than {most} times. Add the address where it ends.',
  },
  'pages.too_large': {
    status: 422,
    retryable: false,
    message: `{address} is larger than {most} MB. ${AS_FILE}`,
  },
  'pages.type_refused': {
    status: 422,
    retryable: false,
    message: '{address} is no text or HTML page but {type}. Add what it says as a file.',
  },
});

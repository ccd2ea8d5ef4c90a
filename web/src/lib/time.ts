const STEPS = [
  { unit: 'day', seconds: 86_400 },
  { unit: 'hour', seconds: 3_600 },
  { unit: 'minute', seconds: 60 },
] as const;

/** How long ago: `3 minutes ago`; what is older than a month is a date. */
export function formatAgo(at: Date, now = new Date()): string {
  const seconds = Math.round((now.getTime() - at.getTime()) / 1000);
  if (Math.abs(seconds) > 30 * 86_400) return formatDay(at);
  const words = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
  const step = STEPS.find((found) => Math.abs(seconds) >= found.seconds);
  return step === undefined ? 'just now' : words.format(-Math.round(seconds / step.seconds), step.unit);
}

export function formatDay(at: Date): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(at);
}

/** Date and time to the second, in the person's zone. */
export function formatTime(at: Date): string {
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'medium' }).format(at);
}

/** From one time to another in words: `2 min 5 s`. */
export function formatSpan(from: Date, to: Date): string {
  const seconds = Math.max(0, Math.round((to.getTime() - from.getTime()) / 1000));
  if (seconds < 60) return `${seconds} s`;
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
  return `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

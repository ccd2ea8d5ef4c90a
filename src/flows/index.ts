export { alertFiles } from './alerting/alert-files.ts';
export { draftMessages } from './alerting/draft-messages.ts';
export { contextFor, type FlowDeps } from './deps.ts';
export { briefToCampaign } from './generation/brief-to-campaign.ts';
export { inspectBrief, takeBrief, type Taken } from './intake/take-brief.ts';
export { watchBriefs } from './intake/watch-briefs.ts';
export { noteTakeover } from './upkeep/note-takeover.ts';
export { sweepFiles } from './upkeep/sweep-files.ts';
export { watchDisk } from './upkeep/watch-disk.ts';

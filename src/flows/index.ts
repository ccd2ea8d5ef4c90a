export { WORD_MESSAGES, wordMessages } from './alerting/word-messages.ts';
export { alertFiles } from './alerting/alert-files.ts';
export { draftMessages } from './alerting/draft-messages.ts';
export { followDeciders, lookAtApprovals, watchApprovals } from './approvals/watch-approvals.ts';
export { contextFor, type FlowDeps } from './deps.ts';
export { briefToCampaign } from './generation/brief-to-campaign.ts';
export { handInFile } from './intake/hand-in-file.ts';
export { type HandedIn, inspectBrief, takeBrief } from './intake/take-brief.ts';
export { restoreBrief } from './intake/restore-brief.ts';
export { watchBriefs } from './intake/watch-briefs.ts';
export { getCalendarRules, listDays, setCalendarRules } from './schedule/calendar-rules.ts';
export { outlineSchedule } from './schedule/outline-schedule.ts';
export { listFeeds, makeFeed, revokeFeed } from './schedule/feeds.ts';
export { readFeed } from './schedule/read-feed.ts';
export { applyCalendar, proposeCalendar } from './schedule/plan-calendar.ts';
export { putTask, removeTask } from './schedule/put-task.ts';
export { listPauses, listSchedule, listTray, pauseWork, resumeWork } from './schedule/read-schedule.ts';
export { type Pace, tick, watchCalendar } from './schedule/tick.ts';
export { createTask, dropTask, updateTask } from './tasks/change-tasks.ts';
export { planTasks } from './tasks/plan-tasks.ts';
export {
  classifyTask,
  getTask,
  getTaskRun,
  listTaskRuns,
  listTasks,
  pictureOfRun,
} from './tasks/read-tasks.ts';
export { reviseTask } from './tasks/revise-task.ts';
export { RUN_BATCH, runBatchFlow, runTasks } from './tasks/run-batch.ts';
export { runGroupFlow } from './tasks/run-group.ts';
export { RUN_TASK, runTask, runTaskFlow, type TaskContext } from './tasks/run-task.ts';
export { noteTakeover } from './upkeep/note-takeover.ts';
export { settleCalls } from './upkeep/settle-calls.ts';
export { sweepFiles } from './upkeep/sweep-files.ts';
export { sweepSignIn } from './upkeep/sweep-sign-in.ts';
export { watchBudgets } from './upkeep/watch-budgets.ts';
export { watchDisk } from './upkeep/watch-disk.ts';

import { implement } from '@orpc/server';
import { apiContract } from '#client/contract';
import {
  classifyTask,
  createTask,
  dropTask,
  getTask,
  getTaskRun,
  listTaskRuns,
  listTasks,
  planTasks,
  runTask,
  reviseTask,
  runTasks,
  applyCalendar,
  getCalendarRules,
  listDays,
  outlineSchedule,
  listFeeds,
  listPauses,
  makeFeed,
  listSchedule,
  listTray,
  pauseWork,
  proposeCalendar,
  putTask,
  removeTask,
  resumeWork,
  revokeFeed,
  setCalendarRules,
  updateTask,
} from '#flows/index';
import { addKnowledge, confirmKnowledge, forgetKnowledge, listKnowledge } from '#modules/knowledge/index';
import { addPageSource, getSource, listSources, readSourceAgain, removeSource } from '#modules/sources/index';
import { listTaskTypes } from '#modules/tasks/index';
import type { ApiContext } from './router.ts';

const os = implement(apiContract).$context<ApiContext>();

/** Tasks, the calendar, sources and what is known of brands. */
export const taskRoutes = {
  tasks: {
    types: os.tasks.types.handler(({ context }) => listTaskTypes(context)),
    list: os.tasks.list.handler(({ input, context }) => listTasks(context, input)),
    get: os.tasks.get.handler(({ input, context }) => getTask(context, input)),
    classify: os.tasks.classify.handler(({ input, context }) => classifyTask(context, input)),
    plan: os.tasks.plan.handler(({ input, context }) => planTasks(context, input)),
    create: os.tasks.create.handler(({ input, context }) => createTask(context, input)),
    update: os.tasks.update.handler(({ input, context }) => updateTask(context, input)),
    drop: os.tasks.drop.handler(({ input, context }) => dropTask(context, input)),
    run: os.tasks.run.handler(({ input, context }) => runTask(context, input)),
    revise: os.tasks.revise.handler(({ input, context }) => reviseTask(context, input)),
    runMany: os.tasks.runMany.handler(({ input, context }) => runTasks(context, input)),
    runs: os.tasks.runs.handler(({ input, context }) => listTaskRuns(context, input)),
    getRun: os.tasks.getRun.handler(({ input, context }) => getTaskRun(context, input)),
  },
  schedule: {
    list: os.schedule.list.handler(({ input, context }) => listSchedule(context, input)),
    tray: os.schedule.tray.handler(({ input, context }) => listTray(context, input)),
    propose: os.schedule.propose.handler(({ input, context }) => proposeCalendar(context, input)),
    apply: os.schedule.apply.handler(({ input, context }) => applyCalendar(context, input)),
    put: os.schedule.put.handler(({ input, context }) => putTask(context, input)),
    remove: os.schedule.remove.handler(({ input, context }) => removeTask(context, input)),
    rules: os.schedule.rules.handler(({ input, context }) => getCalendarRules(context, input)),
    setRules: os.schedule.setRules.handler(({ input, context }) => setCalendarRules(context, input)),
    outline: os.schedule.outline.handler(({ input, context }) => outlineSchedule(context, input)),
    days: os.schedule.days.handler(({ input, context }) => listDays(context, input)),
    pauses: os.schedule.pauses.handler(({ context }) => listPauses(context)),
    pause: os.schedule.pause.handler(({ input, context }) => pauseWork(context, input)),
    feeds: os.schedule.feeds.handler(({ context }) => listFeeds(context)),
    makeFeed: os.schedule.makeFeed.handler(({ input, context }) => makeFeed(context, input)),
    revokeFeed: os.schedule.revokeFeed.handler(({ input, context }) => revokeFeed(context, input)),
    resume: os.schedule.resume.handler(({ input, context }) => resumeWork(context, input)),
  },
  sources: {
    list: os.sources.list.handler(({ input, context }) => listSources(context, input)),
    get: os.sources.get.handler(({ input, context }) => getSource(context, input)),
    addPage: os.sources.addPage.handler(({ input, context }) => addPageSource(context, input)),
    readAgain: os.sources.readAgain.handler(({ input, context }) => readSourceAgain(context, input)),
    remove: os.sources.remove.handler(({ input, context }) => removeSource(context, input)),
  },
  knowledge: {
    list: os.knowledge.list.handler(({ input, context }) => listKnowledge(context, input)),
    add: os.knowledge.add.handler(({ input, context }) => addKnowledge(context, input)),
    confirm: os.knowledge.confirm.handler(({ input, context }) => confirmKnowledge(context, input)),
    forget: os.knowledge.forget.handler(({ input, context }) => forgetKnowledge(context, input)),
  },
};

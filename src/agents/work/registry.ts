import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { TaskType } from './task-type.ts';

const FOLDER = new URL('types/', import.meta.url);

/** Every type of task, in the order of their names: one file in `types/` each, found when the program starts. */
export const TASK_TYPES: readonly TaskType[] = await loadTypes();

const byName = new Map(
  TASK_TYPES.flatMap((type) => [type.type, ...type.aliases].map((name) => [name, type])),
);

/** The type of a name or an alias; undefined when there is none. */
export function findTaskType(name: string): TaskType | undefined {
  return byName.get(name);
}

async function loadTypes(): Promise<TaskType[]> {
  const files = readdirSync(fileURLToPath(FOLDER)).filter(
    (name) => name.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(name),
  );
  const loaded = await Promise.all(
    files.toSorted().map(async (name) => {
      const { taskType } = (await import(new URL(name, FOLDER).href)) as { taskType?: TaskType };
      if (taskType === undefined) throw new Error(`agents/work/types/${name} exports no taskType`);
      return taskType;
    }),
  );
  return loaded.toSorted((a, b) => (a.type < b.type ? -1 : 1));
}

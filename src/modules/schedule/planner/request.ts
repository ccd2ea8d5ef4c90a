import type { Priority } from '#kernel/priority';

/** What is to be planned. Days are local calendar days (`YYYY-MM-DD`), times of day local `HH:MM`, instants are Dates. */

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** A stretch of one local day; `to` may be `24:00`, and is later than `from`. */
export interface WorkingSpan {
  readonly from: string;
  readonly to: string;
}

/** A weekday that is left out is free. */
export type WorkingHours = Readonly<Partial<Record<Weekday, readonly WorkingSpan[]>>>;

/** Days on which nothing is planned, both ends included. */
export interface Blackout {
  readonly from: string;
  readonly to: string;
  readonly reason: string;
  /** Only tasks with one of these resources stay away; everybody's when left out. */
  readonly resourceIds?: readonly string[];
}

/** A public holiday: nobody works. */
export interface Holiday {
  readonly date: string;
  readonly name: string;
}

/** Something that tasks share: a person, a team, an account of a channel. */
export interface Resource {
  readonly id: string;
  readonly name: string;
  /** How many tasks it takes at the same time. */
  readonly atOnce: number;
  readonly tasksPerDay?: number;
  readonly minutesPerDay?: number;
  /** In place of the hours of the request. A task with several resources needs all of them at once. */
  readonly workingHours?: WorkingHours;
}

export interface TaskRequest {
  readonly id: string;
  readonly title: string;
  /** Whole minutes, at least 1, in one piece. */
  readonly durationMinutes: number;
  readonly priority: Priority;
  /** The task ends at or before this instant. */
  readonly deadline?: Date;
  /** The task starts at or after this instant. */
  readonly notBefore?: Date;
  readonly dependsOn?: readonly string[];
  readonly resourceIds?: readonly string[];
  /** Pinned: never moved, whatever rule it breaks; broken rules are told. */
  readonly fixedAt?: Date;
  /** Where the plan before had it: it stays there if that is still allowed, else it moves as little as possible. */
  readonly previousAt?: Date;
  /** Work of another calendar: it takes time of its resources, and counts in no limit of the day. */
  readonly onlyResources?: boolean;
  /** Of fixed ones that share a limit, this one came last: it is the one that breaks it, whenever it begins. */
  readonly comesLast?: boolean;
}

export interface PlanRequest {
  /** IANA name such as `Europe/Berlin`. */
  readonly timeZone: string;
  readonly range: { readonly from: string; readonly to: string };
  /** Nothing starts before this instant: for a range whose first day has begun. */
  readonly earliest?: Date;
  readonly workingHours: WorkingHours;
  readonly blackouts?: readonly Blackout[];
  readonly holidays?: readonly Holiday[];
  readonly maxTasksPerDay: number;
  /** Minutes of all tasks of a day together. */
  readonly minutesPerDay?: number;
  readonly resources?: readonly Resource[];
  readonly tasks: readonly TaskRequest[];
  /** `even` (the default) gives no day more than its share while others have room; `early` fills day after day. */
  readonly pace?: 'even' | 'early';
}

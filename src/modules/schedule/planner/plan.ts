/** What a plan says. Instants are Dates; times in reasons are local text (`YYYY-MM-DD` or `YYYY-MM-DDTHH:MM`). */

/** Who or what is meant, with the name people know it by. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** A limit or a closed day that keeps a task from a day. */
export type DayObstacle =
  | { readonly code: 'closed'; readonly cause: 'holiday' | 'blackout' | 'no_hours'; readonly name: string }
  | { readonly code: 'tasks_full'; readonly count: number; readonly limit: number }
  | { readonly code: 'minutes_full'; readonly minutes: number; readonly limit: number }
  | {
      readonly code: 'resource_tasks_full';
      readonly resource: Named;
      readonly count: number;
      readonly limit: number;
    }
  | {
      readonly code: 'resource_minutes_full';
      readonly resource: Named;
      readonly minutes: number;
      readonly limit: number;
      /** What the task takes. */
      readonly wanted: number;
    }
  /** No free stretch that is long enough; `resources` are those that are busy, none when the hours are too short. */
  | { readonly code: 'no_stretch'; readonly resources: readonly Named[]; readonly minutes: number };

/** Why a task stands where it does. */
export type Reason =
  | { readonly code: 'fixed'; readonly at: string }
  | { readonly code: 'kept'; readonly at: string }
  | { readonly code: 'moved'; readonly from: string; readonly to: string }
  | { readonly code: 'placed'; readonly at: string }
  | { readonly code: 'after_dependency'; readonly dependency: Named; readonly endAt: string }
  | { readonly code: 'not_before'; readonly at: string }
  | { readonly code: 'deadline'; readonly at: string }
  | { readonly code: 'before_dependant'; readonly dependant: Named; readonly startAt: string }
  /** An earlier day that could not take it. */
  | { readonly code: 'day_passed'; readonly day: string; readonly obstacle: DayObstacle }
  /** An earlier day that had its even share. */
  | { readonly code: 'day_evened'; readonly day: string; readonly count: number };

export interface Placement {
  readonly taskId: string;
  readonly runAt: Date;
  readonly endAt: Date;
  /** The latest start that still keeps the working span, the deadline and the dependants where they stand. */
  readonly windowEnd: Date;
  readonly isFixed: boolean;
  readonly why: readonly Reason[];
}

/** What stands against a task, or what a fixed one breaks. */
export type ConflictCause =
  | { readonly code: 'dependency_unknown'; readonly dependencyId: string }
  /** `root` is the task at the beginning of the chain that found no place. */
  | { readonly code: 'dependency_unplaced'; readonly dependency: Named; readonly root: Named }
  | { readonly code: 'too_long'; readonly minutes: number; readonly longest: number }
  /** `resources` are those of the task: it needs hours that all of them have. */
  | { readonly code: 'no_working_time'; readonly resources: readonly Named[] }
  | { readonly code: 'deadline_passed'; readonly deadline: string; readonly earliest: string }
  | { readonly code: 'deadline_too_early'; readonly deadline: string; readonly earliest: string }
  | { readonly code: 'starts_too_late'; readonly earliest: string; readonly rangeTo: string }
  | {
      readonly code: 'dependant_fixed_too_early';
      readonly dependant: Named;
      readonly startAt: string;
      readonly earliest: string;
    }
  /** `days` of the days it could be on are lost to this; `firstDay` is the first of them. */
  | {
      readonly code: 'days_taken';
      readonly firstDay: string;
      readonly days: number;
      readonly obstacle: DayObstacle;
    }
  | { readonly code: 'outside_range'; readonly at: string }
  | { readonly code: 'outside_hours'; readonly at: string }
  | { readonly code: 'day_refuses'; readonly day: string; readonly obstacle: DayObstacle }
  | { readonly code: 'after_deadline'; readonly deadline: string; readonly endAt: string }
  | { readonly code: 'before_allowed'; readonly at: string; readonly allowed: string }
  | { readonly code: 'before_dependency'; readonly dependency: Named; readonly endAt: string };

export type Conflict = ConflictCause & { readonly message: string };

/** One change of the request. */
export type Change =
  | { readonly kind: 'tasksPerDay'; readonly from: number; readonly to: number }
  | { readonly kind: 'minutesPerDay'; readonly from: number; readonly to: number }
  | {
      readonly kind: 'resource';
      readonly resource: Named;
      readonly limit: 'tasksPerDay' | 'minutesPerDay' | 'atOnce';
      readonly from: number;
      readonly to: number;
    }
  | { readonly kind: 'deadline'; readonly to: Date; readonly local: string }
  | { readonly kind: 'notBefore'; readonly to: Date; readonly local: string }
  | { readonly kind: 'rangeTo'; readonly to: string }
  | { readonly kind: 'duration'; readonly from: number; readonly to: number }
  | {
      readonly kind: 'fixedAt';
      readonly dependant: Named;
      readonly to: Date;
      readonly local: string;
    }
  | { readonly kind: 'removeDependency'; readonly dependencyId: string };

/** Changes that, made together, give the task a place while what is placed stays where it is. */
export interface Resolution {
  readonly changes: readonly Change[];
  readonly message: string;
}

export interface Unplaced {
  readonly taskId: string;
  /** At least one. */
  readonly conflicts: readonly Conflict[];
  /** Alternatives, tried out; none when the task waits for another unplaced one. */
  readonly resolutions: readonly Resolution[];
}

export interface FixedConflict {
  readonly taskId: string;
  readonly conflicts: readonly Conflict[];
}

export interface PlanMeasures {
  readonly placed: number;
  readonly unplaced: number;
  /** Days of the range on which something could be planned. */
  readonly workingDays: number;
  /** Tasks on the fullest and the emptiest working day, and per working day. */
  readonly tasksPerDay: { readonly most: number; readonly least: number; readonly mean: number };
  readonly latestEnd: Date | null;
  /** Tasks with `previousAt` that start at another instant now; those without a place count. */
  readonly moved: number;
}

/** Placements by start, then id; unplaced and fixed ones by id. */
export interface Plan {
  readonly placements: readonly Placement[];
  readonly unplaced: readonly Unplaced[];
  readonly fixedConflicts: readonly FixedConflict[];
  readonly measures: PlanMeasures;
}

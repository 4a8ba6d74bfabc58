/** What a task of openIMIS shows about who resolved it. Only `userUpdated` is written by openIMIS itself. */
export interface TaskEvidence {
  readonly status: 'RECEIVED' | 'ACCEPTED' | 'COMPLETED' | 'FAILED';
  /** Core user uuid of the last writer. */
  readonly userUpdated: string;
  readonly groupMembers: readonly string[];
  /** Voices by user uuid. Any logged-in user can write any of them (tried with tasks_management 1.5.0). */
  readonly businessStatus: Readonly<Record<string, string>>;
}

export type TaskDoubt =
  'no-voice' | 'not-completed' | 'resolved-by-maker' | 'resolver-not-in-group' | 'several-voices' | 'voice-of-another';

export type TaskJudgement =
  | { readonly verdict: 'trusted'; readonly resolver: string }
  | { readonly verdict: 'in-doubt'; readonly reason: TaskDoubt };

/**
 * S10: a resolution counts only when its true author is in the task's group, is none of the makers and is the one in
 * whose name it was given.
 */
export function judgeTaskResolution(task: TaskEvidence, makers: readonly string[]): TaskJudgement {
  const doubt = findDoubt(task, makers);
  return doubt ? { verdict: 'in-doubt', reason: doubt } : { verdict: 'trusted', resolver: task.userUpdated };
}

function findDoubt(task: TaskEvidence, makers: readonly string[]): TaskDoubt | undefined {
  const voices = Object.keys(task.businessStatus);
  if (task.status !== 'COMPLETED' && task.status !== 'FAILED') return 'not-completed';
  if (voices.length === 0) return 'no-voice';
  if (makers.includes(task.userUpdated)) return 'resolved-by-maker';
  if (!task.groupMembers.includes(task.userUpdated)) return 'resolver-not-in-group';
  if (!voices.includes(task.userUpdated)) return 'voice-of-another';
  // A voice that its owner did not write last cannot be told from a forged one.
  if (voices.some((voice) => voice !== task.userUpdated)) return 'several-voices';
  return undefined;
}

import { isServiceError, type ServiceError } from '@interlink/contracts/errors';
import { judgeTaskResolution } from '@interlink/domain/enrolment/task-evidence';
import type { InspectedTask } from '../../openimis/port.js';
import { stopwatch, type StepContext, type Stopped } from './context.js';

/**
 * Resolves the openIMIS task with the approver's token, or looks whether somebody did: a resolution counts only when
 * its author may give it (S10).
 */
export async function settleTask(context: StepContext, taskId: string): Promise<Stopped | undefined> {
  const elapsed = stopwatch();
  const { openimis, actor } = context;
  try {
    const seen = await openimis.asService('enrol', actor.correlationId).tasks.inspect(taskId);
    if (seen && isClosed(seen)) return await judge(context, seen, elapsed());
    return await resolve(context, taskId, elapsed);
  } catch (thrown) {
    if (!isServiceError(thrown)) throw thrown;
    return stop(context, thrown);
  }
}

async function resolve(context: StepContext, taskId: string, elapsed: () => number): Promise<Stopped | undefined> {
  const { openimis, options, actor, platform } = context;
  if (options.approverToken === undefined) return stop(context);
  platform.failpoint('enrolment.before-task-resolution');
  const { tasks } = openimis.asOperator(options.approverToken, actor.correlationId);
  const { task } = await tasks.resolve(taskId, 'APPROVED');
  platform.failpoint('enrolment.after-task-resolution');
  return isClosed(task) ? judge(context, task, elapsed()) : stop(context);
}

async function judge({ record, journey }: StepContext, task: InspectedTask, tookMs: number): Promise<undefined> {
  const { taskId } = task;
  const judgement = judgeTaskResolution(task, [journey.head.makerId]);
  if (judgement.verdict === 'in-doubt') await record({ landing: 'task-doubted', taskId, reason: judgement.reason });
  else if (task.status === 'FAILED') await record({ landing: 'task-rejected', taskId });
  else await record({ landing: 'task-trusted', taskId, resolver: judgement.resolver, tookMs });
  return undefined;
}

function stop({ platform, policy }: StepContext, problem?: ServiceError): Stopped {
  const wakeAt = new Date(platform.clock.now().getTime() + policy.taskPollMs);
  return { wakeAt, why: problem ? { problem } : {} };
}

function isClosed({ status }: InspectedTask): boolean {
  return status === 'COMPLETED' || status === 'FAILED';
}

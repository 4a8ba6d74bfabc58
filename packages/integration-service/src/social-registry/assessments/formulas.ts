import { ServiceError } from '@interlink/contracts/errors';
import type { Formula, Variable } from '@interlink/contracts/social-registry/assessment';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import type { KeptFormula } from '@interlink/contracts/social-registry/run';
import { questionsOf } from '@interlink/domain/social-registry/questionnaire';
import { sql } from 'kysely';
import type { DbHandle } from '../../platform/database.js';
import { toJson } from '../../platform/database.js';
import type { Operator } from '../../platform/http/api.js';
import type { Tx } from '../../platform/transaction.js';
import { institutionOf, isOwnProgramme, type SocialContext } from '../context.js';
import type { FormulaRow, SocialRegistryTables } from '../tables.js';

/**
 * Keeps a draft. Throws `formula-refused` when it asks what the questionnaire does not, decides about a programme that
 * is not the institution's, or the version is there.
 */
export async function draftFormula(
  { platform, questionnaires }: SocialContext,
  tx: Tx,
  operator: Operator,
  formula: Formula,
) {
  const foreign = formula.cutOffs.find(
    ({ programme }) => !isOwnProgramme(platform, institutionOf(operator), programme),
  );
  const mistake = foreign
    ? `programme:${foreign.programme}`
    : mistakeOf(formula, questionnaires.get(formula.questionnaire));
  if (mistake !== undefined) throw new ServiceError('social-registry.formula-refused', { reason: mistake });
  const { code, version } = formula;
  const made = await tx
    .db<SocialRegistryTables>()
    .insertInto('socialRegistry.formula')
    .values({
      code,
      version,
      body: toJson(formula),
      state: 'draft',
      institution: institutionOf(operator),
      makerId: operator.actor.id,
      makerLogin: operator.actor.loginName,
      approverLogin: null,
      createdAt: tx.now,
      approvedAt: null,
    })
    .onConflict((clash) => clash.doNothing())
    .returning('code')
    .executeTakeFirst();
  if (!made) throw new ServiceError('social-registry.formula-refused', { reason: 'version-exists' });
  tx.audit({ stream: `formula:${code}`, action: 'social-registry.draft-formula', subject: code, body: { version } });
}

/** A second person puts it into effect. Throws `own-formula`, `not-ready` when it is in effect already. */
export async function approveFormula(tx: Tx, operator: Operator, code: string, version: number): Promise<void> {
  const row = await findFormula(tx, institutionOf(operator), code, version, { lock: true });
  if (row.makerId === operator.actor.id) throw new ServiceError('social-registry.own-formula');
  if (row.state !== 'draft') throw new ServiceError('social-registry.not-ready', { state: row.state });
  await tx
    .db<SocialRegistryTables>()
    .updateTable('socialRegistry.formula')
    .set({ state: 'approved', approverLogin: operator.actor.loginName, approvedAt: tx.now })
    .where('institution', '=', row.institution)
    .where('code', '=', code)
    .where('version', '=', version)
    .execute();
  tx.audit({ stream: `formula:${code}`, action: 'social-registry.approve-formula', subject: code, body: { version } });
}

export async function findFormula(
  handle: DbHandle,
  institution: string,
  code: string,
  version: number,
  { lock = false } = {},
): Promise<FormulaRow> {
  const query = handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.formula')
    .selectAll()
    .where('institution', '=', institution)
    .where('code', '=', code)
    .where('version', '=', version);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (!row) throw new ServiceError('social-registry.not-found');
  return row;
}

/** The newest approved version that is in effect on that day. Throws `social-registry.not-found`. */
export async function formulaInEffect(handle: DbHandle, institution: string, code: string, day: string) {
  const rows = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.formula')
    .selectAll()
    .where('institution', '=', institution)
    .where('code', '=', code)
    .where('state', '=', 'approved')
    .orderBy('version', 'desc')
    .execute();
  const found = rows.find(
    ({ body }) => body.effectiveFrom <= day && (body.effectiveTo === undefined || day < body.effectiveTo),
  );
  if (!found) throw new ServiceError('social-registry.not-found', { reason: 'no-formula-in-effect' });
  return found.body;
}

/** Every formula of that questionnaire that is in effect on that day, one version each. */
export async function formulasInEffect(handle: DbHandle, institution: string, questionnaire: string, day: string) {
  const rows = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.formula')
    .select('code')
    .distinct()
    .where('institution', '=', institution)
    .where('state', '=', 'approved')
    .where(sql<boolean>`body ->> 'questionnaire' = ${questionnaire}`)
    .where(sql<boolean>`body ->> 'effectiveFrom' <= ${day}`)
    .where(sql<boolean>`coalesce(body ->> 'effectiveTo', '9999-12-31') > ${day}`)
    .orderBy('code')
    .execute();
  return Promise.all(rows.map(({ code }) => formulaInEffect(handle, institution, code, day)));
}

export async function listFormulas(handle: DbHandle, institution: string): Promise<KeptFormula[]> {
  const rows = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.formula')
    .selectAll()
    .where('institution', '=', institution)
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute();
  return rows.map(({ body, state, makerLogin, approverLogin, createdAt, approvedAt }) => ({
    formula: body,
    state,
    makerLogin,
    createdAt: createdAt.toISOString(),
    ...(approverLogin !== null && { approverLogin }),
    ...(approvedAt && { approvedAt: approvedAt.toISOString() }),
  }));
}

function mistakeOf(formula: Formula, questionnaire: Questionnaire): string | undefined {
  const asked = { household: codes(questionnaire, 'household'), member: codes(questionnaire, 'member') };
  const terms = formula.terms.map(({ code }) => code);
  const twice = terms.find((code, at) => terms.indexOf(code) !== at);
  if (twice !== undefined) return `term-twice:${twice}`;
  const stranger = formula.terms.find(({ variable }) => !isAskedFor(variable, asked));
  if (stranger) return `not-asked:${stranger.code}`;
  return formula.effectiveTo !== undefined && formula.effectiveTo <= formula.effectiveFrom
    ? 'ends-before-it-begins'
    : undefined;
}

const codes = (questionnaire: Questionnaire, of: 'household' | 'member') =>
  new Set(questionsOf(questionnaire, of).map(({ code }) => code));

function isAskedFor(variable: Variable, asked: Record<'household' | 'member', ReadonlySet<string>>): boolean {
  if (variable.kind === 'members') return true;
  return asked[variable.kind.startsWith('household') ? 'household' : 'member'].has(variable.question);
}

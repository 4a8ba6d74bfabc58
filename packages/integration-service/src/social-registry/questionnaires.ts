import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ServiceError } from '@interlink/contracts/errors';
import { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { canonicalJson } from '@interlink/domain/interconnection/canonical-json';
import { mistakesOf } from '@interlink/domain/social-registry/questionnaire';
import { Value } from 'typebox/value';
import { ConfigError } from '../platform/config-error.js';
import { toJson, type DbHandle } from '../platform/database.js';
import { readConfigFile } from '../platform/read-config-file.js';
import type { Tx } from '../platform/transaction.js';
import type { SocialRegistryTables } from './tables.js';

/** The questionnaires of a deployment: `questionnaires/*.json` of its configuration. */
export interface Questionnaires {
  /** The newest version of each, by code. */
  readonly all: readonly Questionnaire[];
  /** Throws `social-registry.questionnaire-unknown`. */
  get(code: string): Questionnaire;
}

/** A deployment without the folder has none. Throws a ConfigError that names the file and what is wrong with it. */
export async function loadQuestionnaires(configDir: string): Promise<Questionnaires> {
  const folder = join(configDir, 'questionnaires');
  const names = await readdir(folder).catch((thrown: NodeJS.ErrnoException) => {
    if (thrown.code === 'ENOENT') return [];
    throw thrown;
  });
  const newest = new Map<string, Questionnaire>();
  for (const name of names.filter((one) => one.endsWith('.json')).sort()) {
    const read = await readOne(join(folder, name));
    if (read.version > (newest.get(read.code)?.version ?? 0)) newest.set(read.code, read);
  }
  return {
    all: [...newest.values()],
    get(code) {
      const found = newest.get(code);
      if (!found) throw new ServiceError('social-registry.questionnaire-unknown', { code });
      return found;
    },
  };
}

async function readOne(path: string): Promise<Questionnaire> {
  const value = await readConfigFile(path);
  if (!Value.Check(Questionnaire, value)) {
    const [first] = Value.Errors(Questionnaire, value);
    throw new ConfigError(`${path}: ${first?.instancePath || '/'} ${first?.message ?? 'is not as expected'}.`);
  }
  const [mistake] = mistakesOf(value);
  if (mistake !== undefined) throw new ConfigError(`${path}: ${mistake}.`);
  return value;
}

/** Keeps the version that is about to be answered. Throws when it was answered in another wording before. */
export async function keepQuestionnaire(tx: Tx, questionnaire: Questionnaire): Promise<void> {
  const { code, version } = questionnaire;
  const text = canonicalJson(questionnaire, 'as-is');
  const hash = createHash('sha256').update(text).digest('hex');
  const db = tx.db<SocialRegistryTables>();
  await db
    .insertInto('socialRegistry.questionnaire')
    .values({ code, version, hash, body: toJson(questionnaire) })
    .onConflict((clash) => clash.doNothing())
    .execute();
  const kept = await db
    .selectFrom('socialRegistry.questionnaire')
    .select('hash')
    .where('code', '=', code)
    .where('version', '=', version)
    .executeTakeFirstOrThrow();
  if (kept.hash !== hash) throw new ServiceError('social-registry.questionnaire-changed', { code, version });
}

/** The newest version that anybody answered, also of a questionnaire that the deployment has given up. */
export async function answeredQuestionnaire(handle: DbHandle, code: string): Promise<Questionnaire | undefined> {
  const kept = await handle
    .db<SocialRegistryTables>()
    .selectFrom('socialRegistry.questionnaire')
    .select('body')
    .where('code', '=', code)
    .orderBy('version', 'desc')
    .executeTakeFirst();
  return kept?.body;
}

/**
 * To read answers that are kept: as the deployment asks now, or, when it has given the questionnaire up, as it was last
 * answered. Throws `social-registry.questionnaire-unknown`.
 */
export async function questionnaireToRead(
  questionnaires: Questionnaires,
  handle: DbHandle,
  code: string,
): Promise<Questionnaire> {
  const asked = questionnaires.all.find((one) => one.code === code);
  return asked ?? (await answeredQuestionnaire(handle, code)) ?? questionnaires.get(code);
}

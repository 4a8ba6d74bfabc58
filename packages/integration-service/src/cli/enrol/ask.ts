import type { ApplicantFile } from './applicant-file.js';

type Ask = (question: string) => Promise<string>;

/** The desk's questions on a terminal; an empty answer leaves out what may be left out. */
export async function askApplicant(ask: Ask): Promise<ApplicantFile> {
  const nationalId = await ask('National identifier (empty: none): ');
  const givenName = await ask('Given name: ');
  const surname = await ask('Surname: ');
  const birthDate = await ask('Birth date (YYYY-MM-DD): ');
  const mobile = await ask('Mobile with country code (empty: none): ');
  const language = await ask('Language of messages (ar, en, fr): ');
  const village = await ask('Code of the village: ');
  const provider = await ask('Account keeper (empty: none): ');
  const number = provider === '' ? '' : await ask('Account number: ');
  return {
    givenName,
    surname,
    birthDate,
    language: language === 'ar' || language === 'fr' ? language : 'en',
    village,
    ...(provider !== '' && { account: { provider, number } }),
    ...(nationalId !== '' && { nationalId }),
    ...(mobile !== '' && { mobile }),
  };
}

import type { Question, Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { lettersOf } from '@interlink/domain/social-registry/spreadsheet';
import { columnsOf, HOUSEHOLD_COLUMN } from '@interlink/domain/social-registry/template';
import type { Workbook, Worksheet } from 'exceljs';
import { templateWords, type Language } from './template-words.js';

/** Rows of the template that offer choices; more rows may be filled in. */
const ROWS = 20_000;
const WIDTH = 18;

/**
 * SR-020: the template as XLSX. The first sheet is what is filled in, its cells formatted as text, so that no zero
 * in front is lost; the second explains each column; the third holds the choices that the first offers.
 */
export async function writeTemplate(questionnaire: Questionnaire, language: string): Promise<Buffer> {
  // Loaded when somebody wants one: it takes longer than all else of a process's start.
  const { default: ExcelJS } = await import('exceljs');
  const book = new ExcelJS.Workbook();
  const chosen: Language = language === 'fr' || language === 'ar' ? language : 'en';
  const sheet = book.addWorksheet(questionnaire.code, { views: [{ state: 'frozen', ySplit: 1 }] });
  const questions = questionsByCode(questionnaire);
  const columns = columnsOf(questionnaire);
  sheet.columns = columns.map((header) => ({
    header,
    width: WIDTH,
    style: { numFmt: formatOf(questions.get(header)) },
  }));
  sheet.getRow(1).font = { bold: true };
  explain(book, questionnaire, chosen);
  offerChoices(book, sheet, columns, questions);
  return Buffer.from(await book.xlsx.writeBuffer());
}

const questionsByCode = ({ sections }: Questionnaire): ReadonlyMap<string, Question> =>
  new Map(sections.flatMap(({ questions }) => questions.map((question) => [question.code, question] as const)));

/** Days are text as well: a year alone, which is allowed, would become a day of 1905 in a cell of days. */
const formatOf = (question: Question | undefined): string =>
  question?.type === 'integer' || question?.type === 'decimal' ? 'General' : '@';

const choicesOf = ({ type, choices = [] }: Question): readonly string[] =>
  type === 'boolean' ? ['yes', 'no'] : choices.map(({ code }) => code);

function explain(book: Workbook, { sections }: Questionnaire, language: Language): void {
  const words = templateWords[language];
  const sheet = book.addWorksheet(words.sheet, { views: [{ rightToLeft: language === 'ar' }] });
  sheet.columns = words.columns.map((header, at) => ({ header, width: at === 1 ? 60 : WIDTH + 6 }));
  sheet.getRow(1).font = { bold: true };
  sheet.addRow([HOUSEHOLD_COLUMN, words.household, words.of.household, words.yes, words.types.text, '']);
  for (const { of, questions } of sections) {
    for (const question of questions) {
      const { code, element, label, required, type } = question;
      if (type === 'photo') continue;
      const choices = (question.choices ?? []).map((choice) => `${choice.code} = ${choice.label[language]}`);
      sheet.addRow([
        code,
        label[language],
        words.of[of],
        required ? words.yes : '',
        element === 'locationCode' ? words.village : words.types[type],
        choices.join('; '),
      ]);
    }
  }
}

function offerChoices(
  book: Workbook,
  sheet: Worksheet,
  columns: readonly string[],
  questions: ReadonlyMap<string, Question>,
): void {
  const lists = book.addWorksheet('choices', { state: 'hidden' });
  const offered = columns.flatMap((column, at) => {
    const question = questions.get(column);
    const choices = question ? choicesOf(question) : [];
    return choices.length > 0 ? [{ at, column, choices }] : [];
  });
  for (const [place, { at, column, choices }] of offered.entries()) {
    lists.getColumn(place + 1).values = [column, ...choices];
    const letters = lettersOf(place);
    validationsOf(sheet).add(`${lettersOf(at)}2:${lettersOf(at)}${ROWS}`, {
      type: 'list',
      allowBlank: true,
      showErrorMessage: true,
      formulae: [`choices!$${letters}$2:$${letters}$${choices.length + 1}`],
    });
  }
}

interface Validations {
  add(range: string, validation: object): void;
}

/** A whole range at once, which the library can do and its types do not say. */
const validationsOf = (sheet: Worksheet): Validations =>
  (sheet as unknown as { readonly dataValidations: Validations }).dataValidations;

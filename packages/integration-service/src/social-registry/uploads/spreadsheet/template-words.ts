import type { Wording } from '@interlink/contracts/registry/values';
import type { QuestionType } from '@interlink/contracts/social-registry/questionnaire';

export type Language = keyof Wording;

/** What a cell can hold. */
export type WrittenType = Exclude<QuestionType, 'photo'>;

interface Words {
  readonly sheet: string;
  readonly columns: readonly string[];
  readonly household: string;
  readonly of: { readonly household: string; readonly member: string };
  readonly yes: string;
  /** What is written where a village is asked for. */
  readonly village: string;
  readonly types: Readonly<Record<WrittenType, string>>;
}

/** What the second sheet of the template says. */
export const templateWords: Readonly<Record<Language, Words>> = {
  en: {
    sheet: 'Columns',
    columns: ['Column', 'What it asks', 'Asked of', 'Required', 'What to write', 'Choices'],
    household: 'Any text that is the same in all rows of a household, and in no other. The first row is the head.',
    of: { household: 'the household, in the row of its head', member: 'each person' },
    yes: 'yes',
    village: 'the code of a village in openIMIS, as R1D2W1V1; not its name, which several may bear',
    types: {
      boolean: 'yes or no',
      choice: 'one of the choices',
      date: 'a day, as 1950-03-02; a year or a month where the day is not known',
      decimal: 'a number',
      integer: 'a whole number',
      text: 'text',
    },
  },
  fr: {
    sheet: 'Colonnes',
    columns: ['Colonne', 'Question', 'Concerne', 'Obligatoire', 'Que saisir', 'Choix'],
    household:
      'Un texte identique dans toutes les lignes d’un ménage et dans aucune autre. La première ligne est celle du chef.',
    of: { household: 'le ménage, sur la ligne de son chef', member: 'chaque personne' },
    yes: 'oui',
    village: 'le code du village dans openIMIS, comme R1D2W1V1 ; pas son nom, que plusieurs peuvent porter',
    types: {
      boolean: 'yes ou no',
      choice: 'un des choix',
      date: 'un jour, comme 1950-03-02 ; une année ou un mois si le jour n’est pas connu',
      decimal: 'un nombre',
      integer: 'un nombre entier',
      text: 'du texte',
    },
  },
  ar: {
    sheet: 'الأعمدة',
    columns: ['العمود', 'السؤال', 'عمن', 'إلزامي', 'ما يُكتب', 'الخيارات'],
    household: 'أي نص واحد في كل صفوف الأسرة ولا يتكرر في غيرها. الصف الأول لرب الأسرة.',
    of: { household: 'الأسرة، في صف ربها', member: 'كل شخص' },
    yes: 'نعم',
    village: 'رمز القرية في openIMIS مثل R1D2W1V1، لا اسمها الذي قد تحمله قرى عدة',
    types: {
      boolean: 'yes أو no',
      choice: 'أحد الخيارات',
      date: 'يوم مثل 1950-03-02؛ أو سنة أو شهر إن لم يُعرف اليوم',
      decimal: 'عدد',
      integer: 'عدد صحيح',
      text: 'نص',
    },
  },
};

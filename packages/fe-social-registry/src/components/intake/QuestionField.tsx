import type { Question } from '@interlink/contracts/social-registry/questionnaire';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { useText } from '@interlink/fe-kit/texts';
import { texts } from '../../texts.js';
import { VILLAGE_ELEMENT } from '../useVillages.js';
import { VillageField } from '../VillageField.js';
import { PhotoField } from './PhotoField.js';

interface QuestionFieldProps {
  readonly question: Question;
  readonly anchor: string;
  readonly draftId: string;
  readonly value: string;
  /** What is wrong with it, in words. */
  readonly error?: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: string) => void;
  readonly onLeave: () => void;
}

/** One question of a questionnaire, as its definition says it is asked. */
export function QuestionField({ question, anchor, draftId, onLeave, ...rest }: QuestionFieldProps) {
  const { text, language } = useText(texts);
  const help = question.help?.[language] ?? (question.type === 'date' ? text('intake.dateHelp') : undefined);
  const field = { ...rest, help, label: question.label[language], required: question.required };
  const choices = choicesOf(question, language, text);
  return (
    <div id={anchor} onBlur={onLeave}>
      {question.type === 'photo' ? (
        <PhotoField {...field} draftId={draftId} />
      ) : choices ? (
        <SelectField {...field} choices={[{ value: '', label: text('intake.notAnswered') }, ...choices]} />
      ) : question.element === VILLAGE_ELEMENT ? (
        <VillageField {...field} />
      ) : (
        <TextField
          {...field}
          ltr={question.type !== 'text' || question.pattern !== undefined}
          inputMode={KEYS[question.type] ?? 'text'}
          maxLength={question.maxLength ?? 200}
        />
      )}
    </div>
  );
}

/** The keys that a telephone offers. */
const KEYS: Readonly<Partial<Record<Question['type'], 'decimal' | 'numeric'>>> = {
  decimal: 'decimal',
  integer: 'numeric',
};

function choicesOf({ type, choices = [] }: Question, language: 'ar' | 'en' | 'fr', text: (id: string) => string) {
  if (type === 'boolean') {
    return [
      { value: 'true', label: text('intake.yes') },
      { value: 'false', label: text('intake.no') },
    ];
  }
  if (type !== 'choice') return undefined;
  return choices.map(({ code, label }) => ({ value: code, label: label[language] }));
}

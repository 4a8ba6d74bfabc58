import { useRef, useState } from 'react';
import { useDispatch } from 'react-redux';
import { useLayout } from '@interlink/fe-kit/components/layout';
import { ErrorState } from '@interlink/fe-kit/components/ErrorState';
import { SelectField, TextField } from '@interlink/fe-kit/components/Field';
import { leadToError, useWayBack } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, Paper } from '@interlink/fe-kit/ui/material';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import { useSinceOpened } from '@interlink/fe-kit/useSinceOpened';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { templateAddress } from '../api.js';
import { sendFile } from '../store/requests.js';
import { useSocialRegistry } from '../store/reducer.js';
import { texts } from '../texts.js';
import { FileField } from './FileField.js';
import { Progress } from './Progress.js';

const MOST_PERCENT = 50;

/** Chooses a file and sends it; pressing again after a break sends what is missing. */
export function UploadForm({ questionnaires }: { readonly questionnaires: readonly Questionnaire[] }) {
  const layout = useLayout();
  const dispatch = useDispatch();
  const { text, language } = useText(texts);
  const keyOf = useIntentKey();
  const uploading = useSocialRegistry((state) => state.send);
  const { problem } = useSinceOpened(uploading);
  useWayBack(uploading.status);
  const sending = useSocialRegistry((state) => state.sending);
  const [questionnaire, setQuestionnaire] = useState(questionnaires[0]?.code ?? '');
  const [percent, setPercent] = useState('0');
  const [file, setFile] = useState<File>();
  const form = useRef<HTMLDivElement>(null);
  const [isTried, setIsTried] = useState(false);
  const share = /^\d{1,2}$/.test(percent) && Number(percent) <= MOST_PERCENT ? Number(percent) : undefined;
  const isEmpty = file?.size === 0 ? text('refusal.empty') : undefined;
  const mistake = file ? isEmpty : text('upload.fileMissing');
  const send = () => {
    setIsTried(true);
    if (!file || file.size === 0 || share === undefined) return leadToError(form);
    const key = keyOf([file.name, file.size, file.lastModified, questionnaire, share]);
    dispatch(sendFile.ask({ file, questionnaire, mostProblemPercent: share, key }));
  };
  return (
    <Paper component="section" className={layout.card} aria-label={text('upload.new')}>
      <h2 className={layout.heading}>{text('upload.new')}</h2>
      <div ref={form} className={layout.grid}>
        <SelectField
          required
          label={text('upload.questionnaire')}
          value={questionnaire}
          choices={questionnaires.map(({ code, title }) => ({ value: code, label: title[language] }))}
          onChange={setQuestionnaire}
        />
        <FileField
          label={text('upload.file')}
          help={text('upload.fileHelp')}
          error={isTried ? mistake : undefined}
          onChoose={setFile}
        />
        <TextField
          required
          ltr
          inputMode="numeric"
          label={text('upload.percent')}
          help={text('upload.percentHelp')}
          error={share === undefined ? text('upload.percentWrong') : undefined}
          value={percent}
          onChange={setPercent}
        />
      </div>
      <div className={layout.row}>
        <Button variant="contained" color="primary" disabled={uploading.status === 'loading'} onClick={send}>
          {text('upload.send')}
        </Button>
        <a href={templateAddress(questionnaire, 'xlsx')} download>
          {text('upload.templateXlsx')}
        </a>
        <a href={templateAddress(questionnaire, 'csv')} download>
          {text('upload.template')}
        </a>
      </div>
      {sending && <Progress label={text('upload.sending')} done={sending.done} of={sending.of} />}
      {problem && <ErrorState problem={problem} onRetry={send} />}
    </Paper>
  );
}

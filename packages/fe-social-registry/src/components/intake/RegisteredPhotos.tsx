import { useRef, useState } from 'react';
import type { HouseholdNow, HouseholdPhoto } from '@interlink/contracts/social-registry/intake';
import type { Questionnaire } from '@interlink/contracts/social-registry/questionnaire';
import { typedFrom } from '@interlink/domain/social-registry/intake';
import { SectionTitle } from '@interlink/fe-kit/components/SectionTitle';
import { StatusChip } from '@interlink/fe-kit/components/StatusChip';
import { useSuccessor } from '@interlink/fe-kit/keyboard';
import { useText } from '@interlink/fe-kit/texts';
import { Button, makeStyles, Typography } from '@interlink/fe-kit/ui/material';
import { photoAddress } from '../../api.js';
import { nameOf } from '../../drafts/draft.js';
import { texts } from '../../texts.js';

interface RegisteredPhotosProps {
  readonly household: HouseholdNow;
  readonly questionnaire: Questionnaire;
}

const useStyles = makeStyles((theme) => ({
  list: { listStyle: 'none', padding: 0, margin: 0 },
  one: { marginBlock: theme.spacing(2) },
  photo: { display: 'block', maxWidth: '100%', maxHeight: '70vh', marginBlockStart: theme.spacing(1) },
}));

/** The photographs of a household: which came, and which are still to come. Each is shown when it is asked for. */
export function RegisteredPhotos({ household, questionnaire }: RegisteredPhotosProps) {
  const styles = useStyles();
  const { text, language } = useText(texts);
  const { photos = [] } = household;
  if (photos.length === 0) return null;
  const typed = typedFrom(household.answers);
  const questions = questionnaire.sections.flatMap((section) => section.questions);
  const labelOf = ({ question, member }: HouseholdPhoto) => {
    const label = questions.find(({ code }) => code === question)?.label[language] ?? question;
    if (member === undefined) return label;
    return `${label} – ${nameOf(questionnaire, typed, member) ?? text('intake.member', { number: member + 1 })}`;
  };
  const awaited = photos.filter(({ isKept }) => !isKept).length;
  return (
    <section aria-label={text('photo.title')}>
      <SectionTitle>{text('photo.title')}</SectionTitle>
      {awaited > 0 && <Typography>{text('photo.awaited', { count: awaited })}</Typography>}
      <ul className={styles.list}>
        {photos.map((photo) => (
          <li key={photo.id} className={styles.one}>
            <OnePhoto household={household.id} photo={photo} label={labelOf(photo)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface OnePhotoProps {
  readonly household: string;
  readonly photo: HouseholdPhoto;
  readonly label: string;
}

function OnePhoto({ household, photo: { id, isKept }, label }: OnePhotoProps) {
  const { text } = useText(texts);
  const [state, setState] = useState<'closed' | 'failed' | 'open'>('closed');
  return (
    <>
      <bdi>{label}</bdi>{' '}
      <StatusChip tone={isKept ? 'good' : 'work'} label={text(isKept ? 'photo.here' : 'photo.toCome')} />{' '}
      {isKept && state !== 'open' && (
        <Button variant="outlined" aria-label={`${text('photo.show')}: ${label}`} onClick={() => setState('open')}>
          {text('photo.show')}
        </Button>
      )}
      {state === 'failed' && <Typography role="alert">{text('photo.unseen')}</Typography>}
      {state === 'open' && (
        <Picture
          address={photoAddress(household, id, 'enrolment')}
          alt={text('photo.alt', { label })}
          onError={() => setState('failed')}
        />
      )}
    </>
  );
}

interface PictureProps {
  readonly address: string;
  readonly alt: string;
  readonly onError: () => void;
}

function Picture({ address, alt, onError }: PictureProps) {
  const styles = useStyles();
  const place = useRef<HTMLImageElement>(null);
  useSuccessor(place);
  return <img ref={place} tabIndex={-1} className={styles.photo} src={address} alt={alt} onError={onError} />;
}

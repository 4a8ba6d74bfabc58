import { useLayout } from '@interlink/fe-kit/components/layout';
import { useText } from '@interlink/fe-kit/texts';
import { Typography } from '@interlink/fe-kit/ui/material';
import { texts } from '../../texts.js';

/** Where drafts lie and for how long: whoever logs out must know before. */
export function KeptNotice({ isKept }: { readonly isKept: boolean }) {
  const layout = useLayout();
  const { text } = useText(texts);
  return (
    <div className={isKept ? layout.notice : layout.warning}>
      <Typography>{text(isKept ? 'intake.keptHere' : 'intake.notKept')}</Typography>
    </div>
  );
}

import { useEffect, useRef } from 'react';
import { useDispatch } from 'react-redux';
import { useParams } from '@openimis/fe-core';
import { useIntentKey } from '@interlink/fe-kit/useIntentKey';
import type { PartnerChange } from '../api.js';
import { useInterconnection } from '../store/reducer.js';
import { changePartner, leavePage, loadPartner } from '../store/requests.js';

/** The partner that the address names, and how to change it. Leaving the page forgets both. */
export function usePartner() {
  const dispatch = useDispatch();
  const { id = '' } = useParams();
  const partner = useInterconnection((state) => state.partner);
  const changed = useInterconnection((state) => state.change);
  const keyOf = useIntentKey();
  useEffect(() => {
    dispatch(loadPartner.ask({ id }));
    return () => void dispatch(leavePage());
  }, [dispatch, id]);
  const change = (wanted: PartnerChange) =>
    // The same wish after an answer is another wish: a key may be proposed, withdrawn and proposed again.
    void dispatch(changePartner.ask({ id, change: wanted, key: keyOf([wanted, partner.value]) }));
  return { id, partner, changed, change, load: () => void dispatch(loadPartner.ask({ id })) };
}

export type Change = ReturnType<typeof usePartner>['change'];

/** True while a change is under way: another one would be taken for a second press. */
export const useIsChanging = (): boolean => useInterconnection((state) => state.change.status === 'loading');

/** Sends what a form proposes; `onTaken` may forget what was typed, which a refusal leaves to be mended. */
export function useProposal(change: Change, onTaken: () => void): (wanted: PartnerChange) => void {
  const { status, asked } = useInterconnection((state) => state.change);
  const sent = useRef<PartnerChange>();
  const isTaken = status === 'done' && sent.current !== undefined && isOf(asked, sent.current);
  useEffect(() => {
    if (!isTaken) return;
    sent.current = undefined;
    onTaken();
  }, [isTaken, onTaken]);
  return (wanted) => {
    sent.current = wanted;
    change(wanted);
  };
}

const isOf = (asked: unknown, wanted: PartnerChange) =>
  (asked as { readonly change: PartnerChange } | undefined)?.change === wanted;

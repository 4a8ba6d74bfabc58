import { useEffect } from 'react';
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

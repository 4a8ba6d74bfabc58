import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { useLoginName } from '@interlink/fe-kit/rights';
import { openDrafts, type DraftsState } from '../store/drafts.js';
import { useSocialRegistry } from '../store/reducer.js';
import { loadQuestionnaires } from '../store/requests.js';

/** The drafts of who is signed in and the questionnaires that they answer; both are fetched when a page needs them. */
export function useDrafts(): DraftsState {
  const dispatch = useDispatch();
  const owner = useLoginName();
  const drafts = useSocialRegistry((state) => state.drafts);
  const isAsked = drafts.owner === owner;
  useEffect(() => {
    // Nobody is signed in any more: what was here is being forgotten. A session that ends while it is being opened is
    // asked for anew.
    if (!isAsked && owner !== '') dispatch(openDrafts.ask({ owner }));
  }, [dispatch, owner, isAsked]);
  useEffect(() => void dispatch(loadQuestionnaires.ask(undefined)), [dispatch]);
  return drafts;
}

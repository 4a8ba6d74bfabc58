import { useEffect, useRef } from 'react';
import { useDispatch } from 'react-redux';
import { coreAlert } from '@openimis/fe-core';
import type { ApiProblem } from '../api-problem.js';
import { kitTexts } from '../kit-texts.js';
import { problemWords } from '../problem-words.js';
import { useText } from '../texts.js';

/** Shows each new refusal once in the host's alert, where its own modules show theirs. */
export function useProblemAlert(problem: ApiProblem | undefined): void {
  const dispatch = useDispatch();
  const reader = useText(kitTexts);
  const shown = useRef<ApiProblem>();
  useEffect(() => {
    // The host draws its texts anew, and with them their reader: that is no new refusal.
    if (!problem || problem === shown.current) return;
    shown.current = problem;
    const detail = problem.correlationId && reader.text('correlation', { id: problem.correlationId });
    dispatch(coreAlert({ title: reader.text('error.title'), message: problemWords(problem, reader), detail }) as never);
  }, [problem, dispatch, reader]);
}

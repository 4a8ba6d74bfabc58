import { useEffect } from 'react';
import { useDispatch } from 'react-redux';
import { coreAlert } from '@openimis/fe-core';
import type { ApiProblem } from '../api-problem.js';
import { kitTexts } from '../kit-texts.js';
import { useText } from '../texts.js';
import { problemWords } from './ErrorState.js';

/** Shows each new refusal once in the host's alert, where its own modules show theirs. */
export function useProblemAlert(problem: ApiProblem | undefined): void {
  const dispatch = useDispatch();
  const reader = useText(kitTexts);
  useEffect(() => {
    if (!problem) return;
    const detail = problem.correlationId && reader.text('correlation', { id: problem.correlationId });
    dispatch(coreAlert({ title: reader.text('error.title'), message: problemWords(problem, reader), detail }) as never);
  }, [problem, dispatch, reader]);
}

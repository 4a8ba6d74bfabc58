/** For whom a test expects an answer: a machine that serves many may stand still for seconds. */
export const PATIENT_MS = 30_000;

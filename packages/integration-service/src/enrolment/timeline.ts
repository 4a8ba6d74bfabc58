import type { TimelineEntry } from '@interlink/contracts/enrolment/journey';
import type { RecordedEvent } from '@interlink/domain/enrolment/events';

/** Every event with its time, oldest first. Events hold no personal value, so all of them can be shown. */
export function toTimeline(events: readonly RecordedEvent[]): TimelineEntry[] {
  return events.map(({ seq, at, who, event: { type, ...facts } }, index) => ({
    seq,
    at,
    what: type,
    who,
    sinceMs: Math.max(0, Date.parse(at) - Date.parse(events[index - 1]?.at ?? at)),
    detail: toDetail(facts),
  }));
}

function toDetail(facts: Readonly<Record<string, unknown>>): TimelineEntry['detail'] {
  const detail: TimelineEntry['detail'] = {};
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') detail[name] = value;
    else if (Array.isArray(value)) detail[name] = value.map(String);
  }
  return detail;
}

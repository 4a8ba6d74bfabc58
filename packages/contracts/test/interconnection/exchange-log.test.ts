import { ExchangeFilter, ExchangePage } from '../../src/interconnection/partner-commands';
import { anId, aTime, longer, describeBody } from '../support/bodies';

describeBody('a filter of the exchange log', ExchangeFilter, {
  good: { partner: 'mis', operation: 'search', result: 'answered', from: aTime, until: aTime, after: anId, limit: 200 },
  closed: true,
  optional: ['partner', 'operation', 'result', 'from', 'until', 'after', 'limit'],
  bad: [
    ['from', '2026-11-24'],
    ['from', '2026-11-24T08:00:00'],
    ['until', '2026-11-24T08:00:00Z[Africa/Nairobi]'],
    ['until', '2016-12-31T23:59:60Z'],
    ['partner', longer(40)],
    ['operation', longer(60)],
    ['after', '1'],
    ['limit', 0],
    ['limit', 201],
    ['limit', 1.5],
  ],
});

describeBody('a page of the exchange log', ExchangePage, {
  good: {
    lines: [
      {
        id: anId,
        at: aTime,
        partner: 'mis',
        direction: 'in',
        operation: 'search',
        result: 'answered',
        elements: [],
        people: 2,
        records: 2,
        tookMs: 5,
        signature: 'verified',
        correlationId: 'c',
      },
    ],
    next: anId,
  },
  closed: false,
  optional: ['next'],
  bad: [
    ['lines.0.direction', 'sideways'],
    ['lines.0.people', 'many'],
    ['next', 'more'],
  ],
});

/** The requirements of openIMIS for SR and IBR that Interlink takes on: id, core or optional, layer, in a few words. */
const ROWS = `
IBR-004 optional | analytics and reporting | statistics of beneficiaries
IBR-007 optional | analytics and reporting | overlap of programmes
IBR-008 optional | analytics and reporting | expenditure and payments
IBR-009 core | data management | identification across programmes, overlaps
IBR-010 optional | business logic | programme transitions
IBR-015 optional | data management | data quality
IBR-016 core | data management | unique records and duplicates across programmes
IBR-019 optional | case and payment services | payment reconciliation
IBR-020 core | data management | unified data model of beneficiaries
IBR-024 core | business logic | eligibility result processor
IBR-029 optional | case and payment services | integrated case data exchange
IBR-030 core | data management | multi-programme beneficiary view
IBR-031 optional | case and payment services | payment instruction generator
IBR-032 optional | case and payment services | secure payment data transmitter
IBR-033 optional | business logic | cross-programme fraud detection
IBR-034 optional | case and payment services | grievances
IBR-035 core | interoperability | real-time verification interface
IBR-036 core | interoperability | real-time data exchange service
IBR-037 optional | business logic | graduation and transitions
IBR-039 optional | case and payment services | integrated case management
IBR-040 optional | interoperability | cross-sector integration framework
IBR-041 core | security and privacy | secure system interconnection service
IBR-042 optional | security and privacy | privacy
IBR-045 optional | analytics and reporting | key performance indicators
IBR-047 core | interoperability | programme and API management interface
SR-005 core | data management | disability questions (Washington Group)
SR-008 core | data management | history of data
SR-009 core | business logic | verification
SR-010 core | data management | unique master record, flags of conflict
SR-011 optional | business logic | verification by other systems
SR-013 core | business logic | configurable assessment of poverty
SR-015 core | business logic | proactive eligibility
SR-017 optional | business logic | selection after a shock
SR-020 core | data management | bulk upload
SR-025 core | interoperability | real-time access to data
SR-027 core | data management | dynamic update
SR-029 optional | security and privacy | secure interconnection
SR-053 optional | data management | deduplication
`;

export const requirements = ROWS.trim()
  .split('\n')
  .map((line) => {
    const [head, layer, what] = line.split(' | ');
    const [id, kind] = head.split(' ');
    return { id, isCore: kind === 'core', layer, what };
  });

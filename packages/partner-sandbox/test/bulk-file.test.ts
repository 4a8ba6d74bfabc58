import { isBulkFile, readBulkFile } from '../src/bank-payments/bulk-file.js';

const TITLES =
  'id,request_id,payment_mode,payee_identifier_type,payee_identifier,payee_name,payee_dfsp_id,amount,currency,end_to_end_id,note';
const head = 'H,M1,0001,DEMOKENA,2026-11-26,KES,2,30.00';
const one = '1,I1,MOBILE,ACCOUNT,0711,"Omondi, ""Mercy""",WALLET,10.00,KES,E1-01,OAA 2026-11';
const two = '2,I2,MOBILE,ACCOUNT,0712,Ahmed Ali,WALLET,20.00,KES,E2-01,OAA 2026-11';
const file = (...records: string[]) => `${records.join('\n')}\n`;
const whole = file(head, TITLES, one, two, 'T,2,30.00');

describe('the operator of the sandbox', () => {
  it('reads its bulk file by its own means', () => {
    expect(isBulkFile(whole)).toBe(true);
    expect(isBulkFile('<?xml version="1.0"?>')).toBe(false);
    expect(readBulkFile(whole, 'M1')).toMatchObject({
      ...{ messageId: 'M1', debtorAccount: '0001', debtorAgent: 'DEMOKENA', executionDate: '2026-11-26', sum: '30.00' },
      instructions: [
        { instrId: 'I1', account: '0711', creditorName: 'Omondi, "Mercy"', amount: '10.00', endToEndId: 'E1-01' },
        { instrId: 'I2', account: '0712', creditorName: 'Ahmed Ali', amount: '20.00', remittance: 'OAA 2026-11' },
      ],
    });
  });

  it.each([
    ['file_cut_off', whole.slice(0, -1)],
    ['FF01', file(head, TITLES, one, two)],
    ['FF01', whole.replace('payee_name', 'name')],
    ['message_id', whole.replace('M1', 'M2')],
    ['CH03', whole.replace('2026-11-26', '26.11.2026')],
    ['CH03', whole.replace('2026-11-26', '2026-11-31')],
    ['AC02', whole.replace('0001', '')],
    ['record', file(head, TITLES, two, one, 'T,2,30.00')],
    ['record', whole.replace('"Omondi', 'x"Omondi')],
    ['payment_mode', whole.replace('MOBILE', 'BANK')],
    ['CURR', whole.replace('20.00,KES', '20.00,UGX')],
    ['cell_missing', whole.replace('0712', '')],
    ['AM01', whole.replace('20.00,KES', '20.0,KES')],
    ['AM14', whole.replace('20.00,KES', '150000.01,KES')],
    ['AM18', whole.replace('KES,2', 'KES,3')],
    ['AM18', whole.replace('\nT,2', '\nT,1')],
    ['AM10', whole.replace('T,2,30.00', 'T,2,30.01')],
    ['AM10', whole.replace('20.00,KES', '20.01,KES')],
    ['AM10', whole.replaceAll('30.00', '30.001')],
    ['AM10', whole.replaceAll('30.00', 'thirty')],
    ['DU03', whole.replace('I2', 'I1')],
    ['DU04', whole.replace('E2-01', 'E1-01')],
  ])('says %s to a file that is wrong', (word, text) => {
    expect(readBulkFile(text, 'M1')).toBe(word);
  });
});

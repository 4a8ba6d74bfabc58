import { neutralise } from '@interlink/domain/registry/neutralise';

describe('S17: a text that people open in a spreadsheet', () => {
  it.each(['=1+1', '+254700000001', '-5', '@cmd', '\t=1', '\r=1'])('is no formula: %j', (text) => {
    expect(neutralise(text)).toBe(`'${text}`);
  });

  it.each(['', 'Amina', 'a=1', ' =1', "'=1"])('stays as it is when it would be none: %j', (text) => {
    expect(neutralise(text)).toBe(text);
  });
});

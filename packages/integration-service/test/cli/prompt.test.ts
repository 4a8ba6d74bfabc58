import { PassThrough } from 'node:stream';
import { answersFrom } from '../../src/cli/prompt';

describe('Answers typed or piped in', () => {
  const typed = (isTTY: boolean) => {
    const input = Object.assign(new PassThrough(), { isTTY });
    const output = new PassThrough();
    return { input, output, shown: () => String(output.read() ?? '') };
  };

  it('are read line by line from standard input without a question', async () => {
    const { input, output, shown } = typed(false);
    const answers = answersFrom({ input, output });
    input.end('ina.intake\nSecret-1\n');
    expect([
      await answers.next('login: '),
      await answers.next('password: ', true),
      await answers.next('more: '),
    ]).toEqual(['ina.intake', 'Secret-1', '']);
    expect(shown()).toBe('');
  });

  it('S13: are not shown on a terminal when they are secret', async () => {
    const { input, output, shown } = typed(true);
    const answers = answersFrom({ input, output });
    const password = answers.next('Password: ', true);
    input.write('Secret-1\n');
    expect(await password).toBe('Secret-1');
    answers.close();
    expect(shown()).toContain('Password: ');
    expect(shown()).not.toContain('Secret-1');
  });
});

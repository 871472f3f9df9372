import { describe, expect, it } from 'vitest';
import { settingsOf } from '../../infra/aws/settings.ts';

const enough = {
  'attain:catalogue': '/etc/attain/catalogue.yaml',
  'attain:mailFrom': 'sla@example.com',
  'attain:web': { type: 'iam' },
  'attain:secretPrefix': 'attain/',
  'attain:logRetentionDays': 90,
};

describe('settings', () => {
  it('are the context keys that start with attain:', () => {
    expect(settingsOf({ ...enough, 'aws:cdk:version': '2' })).toEqual({
      stackName: 'Attain',
      catalogue: '/etc/attain/catalogue.yaml',
      mailFrom: 'sla@example.com',
      web: { type: 'iam' },
      secretPrefix: 'attain/',
      logRetentionDays: 90,
      local: false,
    });
  });

  it('may come from the command line, where everything is text', () => {
    const settings = settingsOf({ ...enough, 'attain:logRetentionDays': '30', 'attain:local': 'true' });
    expect(settings).toMatchObject({ logRetentionDays: 30, local: true });
  });

  it('lose the slash at the end of the public URL', () => {
    const settings = settingsOf({ ...enough, 'attain:publicUrl': 'https://sla.example.com/' });
    expect(settings.publicUrl).toBe('https://sla.example.com');
  });

  it.each([
    [{ 'attain:mailFrom': 'nobody' }, 'attain:mailFrom: expected an e-mail address; got "nobody"'],
    [{ 'attain:mailFrom': undefined }, 'attain:mailFrom: expected an e-mail address; got nothing'],
    [{ 'attain:logRetentionDays': 31 }, 'attain:logRetentionDays: expected one of 1, 3, 5, 7, 14, 30'],
    [
      { 'attain:secretPrefix': '*' },
      'attain:secretPrefix: expected a prefix that ends in a slash, such as attain/; got "*"',
    ],
    [{ 'attain:publicUrl': 'http://sla.example.com' }, 'attain:publicUrl: expected a URL that starts with https://'],
    [{ 'attain:alarmEmail': '' }, 'attain:alarmEmail: expected an e-mail address; got ""'],
    [{ 'attain:local': 'maybe' }, 'attain:local: expected true or false; got "maybe"'],
    [{ 'attain:retention': 30 }, 'attain: no setting named retention; known: stackName, catalogue, mailFrom'],
    [{ 'attain:web': { type: 'none' } }, 'attain:web.type: expected iam or jwt; got {"type":"none"}'],
    [{ 'attain:web': undefined }, 'attain:web: expected'],
    [
      { 'attain:web': { type: 'jwt', issuer: 'https://id.example.com', audience: [] } },
      'attain:web.audience: expected at least one audience; got []',
    ],
    [
      { 'attain:web': { type: 'jwt', issuer: 'http://id.example.com', audience: ['attain'] } },
      'attain:web.issuer: expected a URL that starts with https://; got "http://id.example.com"',
    ],
    [{ 'attain:web': { type: 'iam', public: true } }, 'attain.web: no setting named public'],
  ])('%j is refused with what was expected and what it was', (wrong, message) => {
    expect(() => settingsOf({ ...enough, ...wrong })).toThrow(message);
  });

  it('are refused all at once', () => {
    const wrong = { ...enough, 'attain:mailFrom': 'nobody', 'attain:secretPrefix': '' };
    expect(() => settingsOf(wrong)).toThrow(/attain:mailFrom: .*\n.*attain:secretPrefix: /);
  });
});

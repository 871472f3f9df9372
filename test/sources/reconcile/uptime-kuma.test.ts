import { describe, expect, it } from 'vitest';
import { uptimeKumaPoller } from '../../../shared/sources/reconcile/uptime-kuma.ts';
import { pollWith } from './answers.ts';

const HEAD = '# HELP monitor_status Monitor Status (1 = UP, 0= DOWN)\n# TYPE monitor_status gauge\n';

function sample(id: string, value: string, more = ''): string {
  const type =
    'monitor_type="http",monitor_url="https://shop.example.com/",monitor_hostname="null",monitor_port="null"';
  return `monitor_status{service="checkout",monitor_id="${id}",monitor_name="Shop ${id}",${type}${more}} ${value}\n`;
}

function metrics(...samples: readonly string[]) {
  const times = 'monitor_response_time{monitor_id="1",monitor_name="Shop 1"} 12\n';
  return { '/metrics': `${times}${HEAD}${samples.join('')}` };
}

function labels(id: string) {
  return { service: 'checkout', id, name: `Shop ${id}`, type: 'http', url: 'https://shop.example.com/' };
}

describe("a poll of Uptime Kuma's metrics", () => {
  it('tells which monitors are down, up or under maintenance, without a time; pending says nothing', async () => {
    const given = metrics(sample('1', '0'), sample('2', '1'), sample('3', '2'), sample('4', '3'));
    const { standings } = await pollWith(uptimeKumaPoller, given, { open: ['3', '4', '99'] });
    expect(standings).toEqual([
      { monitor: '1', state: 'down', labels: labels('1'), title: 'Shop 1' },
      { monitor: '2', state: 'up', labels: labels('2'), title: 'Shop 2' },
      { monitor: '4', state: 'unknown', maintenance: true, labels: labels('4'), title: 'Shop 4' },
    ]);
  });

  it('reads names with quotes, backslashes and braces', async () => {
    const line = String.raw`monitor_status{monitor_id="7",monitor_name="a \"b\" \\ {c} 1"} 0`;
    const { standings } = await pollWith(uptimeKumaPoller, { '/metrics': `${HEAD}${line}\n` });
    expect(standings).toMatchObject([{ monitor: '7', state: 'down', title: String.raw`a "b" \ {c} 1` }]);
  });

  it('reads a name only at its begin, so that a long word is read once', async () => {
    const line = 'monitor_status{monitor_id="7", monitor_name="Shop",0-monitor_id="8",é_monitor_name="Bank"} 0';
    const { standings } = await pollWith(uptimeKumaPoller, { '/metrics': `${HEAD}${line}\n` });
    expect(standings).toEqual([{ monitor: '7', state: 'down', labels: { id: '7', name: 'Shop' }, title: 'Shop' }]);
  });

  it('reads lines of 10,000 characters, and fails with longer ones', async () => {
    const line = (length: number) => `monitor_status{monitor_id="7",x="${'a'.repeat(length - 37)}"} 0`;
    expect(line(10_000)).toHaveLength(10_000);
    expect((await pollWith(uptimeKumaPoller, { '/metrics': line(10_000) })).standings).toHaveLength(1);
    await expect(pollWith(uptimeKumaPoller, { '/metrics': line(10_001) })).rejects.toThrow(
      'monitor_status: expected lines of at most 10000 characters; got 10001',
    );
  });

  it('with no monitors says nothing', async () => {
    expect((await pollWith(uptimeKumaPoller, { '/metrics': HEAD }, { open: ['1'] })).standings).toEqual([]);
  });

  it.each([
    ['the page of a proxy', { '/metrics': '<html>Sign in</html>' }, /expected monitor_status/],
    ['version 1', { '/metrics': `${HEAD}monitor_status{monitor_name="Shop"} 1\n` }, /monitor_id, as of version 2/],
  ])('fails with %s', async (_what, given, message) => {
    await expect(pollWith(uptimeKumaPoller, given)).rejects.toThrow(message);
  });
});

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { documentNumberOf, readRows } from '../../infra/demo/rows.ts';
import { parseUnifiedSocialCreditCode } from '../../shared/subjects/unified-social-credit-code.ts';

const root = join(import.meta.dirname, '../..');
const DEMO_TIMEOUT_MS = 240_000;

/** Assigned to nobody. */
const FICTIONAL_AREA = '210299';

const run = () =>
  new Promise<{ code: unknown; stdout: string; stderr: string }>((resolve) =>
    execFile(process.execPath, [join(root, 'infra/demo/demo.ts')], { cwd: root }, (error, stdout, stderr) =>
      resolve({ code: error?.code ?? 0, stdout, stderr }),
    ),
  );

/** The numbers in the first line that holds a text. */
const numbersIn = (output: string, text: string): readonly number[] => {
  const line = output.split('\n').find((candidate) => candidate.includes(text)) ?? '';
  return [...line.replace(text, '').matchAll(/\d+/g)].map(([digits]) => Number(digits));
};

describe("the demonstration's file", () => {
  const rows = readRows();
  const cellOf = (name: string) => rows.map(({ national }) => String(national[`CF_${name}`] ?? national[`XK_${name}`]));

  it('holds more than two hundred decisions of several departments, each with a number of its own', () => {
    expect(rows.length).toBeGreaterThan(200);
    expect(new Set(rows.map(({ department }) => department)).size).toBeGreaterThan(10);
    expect(new Set(rows.map((row) => `${row.department} ${documentNumberOf(row)}`)).size).toBe(rows.length);
  });

  it('names nobody: every code and number is of an area that is assigned to no place', () => {
    const codes = cellOf('XDR_SHXYM').filter((code) => code !== '');
    expect(new Set(codes).size).toBeGreaterThan(50);
    expect(codes.filter((code) => code.slice(2, 8) !== FICTIONAL_AREA)).toEqual([]);
    expect(codes.filter((code) => !parseUnifiedSocialCreditCode(code).ok)).toHaveLength(1);
    const numbers = [...cellOf('XDR_ZJHM'), ...cellOf('FR_ZJHM')].filter((number) => number !== '');
    expect(numbers.filter((number) => !number.startsWith(FICTIONAL_AREA))).toEqual([]);
    expect(cellOf('XDR_MC').filter((name) => !/示例|某/.test(name))).toEqual([]);
  });
});

describe('npm run demo', () => {
  it(
    'walks the main job and a joint case, and ends with a verifier that finds all of it in order',
    async () => {
      const { code, stdout, stderr } = await run();
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      const [rows = 0, stored = 0, held, refused = 0] = numbersIn(stdout, '合计 all');
      expect({ rows, held, sum: stored + refused }).toEqual({ rows: readRows().length, held: 2, sum: rows });
      for (const column of ['CF_XDR_SHXYM', 'CF_NR_FK', 'CF_SY']) expect(stdout).toMatch(`  ${column}\n`);

      const [, published = 0, penalties = 0, licences = 0] = numbersIn(stdout, '第1版');
      const [hidden = 0] = numbersIn(stdout, '不公示 not public');
      expect({ published, sum: penalties + licences }).toEqual({ published: stored - hidden, sum: published });
      const [arrived = 0, left = 0] = numbersIn(stdout, '庄河市财政局');
      expect(arrived - left).toBe(5);

      expect(stdout).toMatch(/加倍 doubled: ✗ 更正不得加重/);
      expect(stdout).toMatch(/减半 halved: ✓ .* public: \d+元/);
      expect(stdout).toMatch(/confirmed by officer-1: ✗/);
      expect(stdout).toMatch(/confirmed by officer-2: ✓ .*不在其中/);
      expect(stdout).toMatch(/withdrawn\.json: 庄河市住房和城乡建设局 .*决定予以撤销/);
      expect(stdout).toMatch(/新增 new 0，/);
      expect(stdout).toMatch(/收件箱 inboxes: 不变/);
      const [entries = 0, usable = 0] = numbersIn(stdout, '措施清单 measures');
      expect(usable).toBeGreaterThan(20);
      expect(usable).toBeLessThan(entries);
      expect(stdout).toMatch(/proposed by the tax bureau: ✗ .*发起部门/);
      expect(stdout).toMatch(/a measure of another field: ✗/);
      expect(stdout).toMatch(/decided the same day: ✗ .*2026-11-17/);
      expect(stdout).toMatch(/by who proposed: ✗/);
      expect(stdout).toMatch(/庄河市财政局 +wage-arrears-procurement-limits +applied +2028-11-18/);
      expect(stdout).toMatch(/procurement-qualification: 约束 binding 1\n.*wage arrears: limits/);
      expect(stdout).toContain('fiscal-subsidy: 约束 binding 0');
      expect(stdout.split('wages paid, credit repaired:')[1]).toMatch(/procurement-qualification: 约束 binding 0/);
      expect(stdout).toMatch(/each department confirms: .*庄河市财政局 lifted/);
      expect(numbersIn(stdout, '到期退出')[0]).toBeGreaterThan(50);
      expect(stdout).toContain('All of it holds.');
      expect(stdout).toContain('exit code 0');
    },
    DEMO_TIMEOUT_MS,
  );
});

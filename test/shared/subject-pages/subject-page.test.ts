import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../shared/crypto/digests.ts';
import type { PublicEntry, PublicFields } from '../../../shared/disclosure/entry.ts';
import { KINDS } from '../../../shared/records/kinds/kinds.ts';
import { mayBePublic } from '../../../shared/records/publicity-rules.ts';
import { SECTION_ORDER } from '../../../shared/subject-pages/sections.ts';
import { subjectPage } from '../../../shared/subject-pages/subject-page.ts';
import { creditCode, publicIdOf } from '../disclosure/support/register.ts';

const CODE = creditCode(1);

const entry = (id: string, kind: string, fields: PublicFields = {}): PublicEntry => ({
  publicId: publicIdOf(id),
  version: 1,
  salt: publicIdOf(`salt ${id}`),
  fields: {
    kind,
    subjectName: '庄河示例建筑有限公司',
    subjectCategory: 'organisation',
    unifiedSocialCreditCode: CODE,
    departmentCode: 'market-regulation',
    departmentName: '庄河市市场监督管理局',
    documentNumber: `庄字〔2026〕${id}号`,
    decisionDate: '2026-11-02',
    ...fields,
  },
});

const pageOf = (...entries: PublicEntry[]): string => subjectPage({ code: CODE, subject: sha256Hex(CODE), entries });

const penalty = entry('a', 'administrative-penalty', {
  penaltyCategories: ['警告', '罚款'],
  fineFen: 2_000_050,
  severity: 'minor',
  legalBasis: '《食品安全法》第一百二十四条',
  publicityBasis: '行政处罚法第四十八条',
  publicUntil: '2027-11-02',
});

const articles = (page: string): readonly string[] =>
  [...page.matchAll(/<article class="entry".*?<\/article>/gs)].map(([one]) => one);

describe("an organisation's page", () => {
  it('says of each entry who decided, by which document, on what basis and until when it is public', () => {
    const [article = ''] = articles(pageOf(penalty));
    expect(article).toContain('data-public-until="2027-11-02"');
    for (const said of [
      '庄字〔2026〕a号',
      '庄河市市场监督管理局',
      '《食品安全法》第一百二十四条',
      '行政处罚法第四十八条',
    ])
      expect(article).toContain(`<bdi lang="zh-CN">${said}</bdi>`);
    expect(article).toContain('<time datetime="2026-11-02">2026-11-02</time>');
    expect(article).toContain(
      '公示至 <time datetime="2027-11-01">2027-11-01</time>（含当日），自 <time datetime="2027-11-02">2027-11-02</time> 起不再公示。',
    );
    expect(article).toContain('<dt><span lang="zh-CN">罚款金额</span><span lang="en">fine</span></dt>');
    expect(article).toContain('<span class="number">20,000.50</span>');
    expect(article).toContain('警告、罚款');
    expect(article).toContain('<span lang="zh-CN">轻微</span><span lang="en">minor</span>');
  });

  it('leads to where the entry is verified, objected to and repaired', () => {
    const [article = ''] = articles(pageOf(penalty));
    expect(article).toContain(`href="/verify.html#code=${CODE}&amp;id=${penalty.publicId}"`);
    expect(article).toContain('href="/about.html#objection"');
    expect(article).toContain('href="/about.html#repair"');
    expect(articles(pageOf(entry('b', 'administrative-licence')))[0]).not.toContain('#repair');
  });

  it('shows an open objection and what was added since one was decided', () => {
    const [article = ''] = articles(
      pageOf(entry('a', 'administrative-penalty', { objectedOn: '2026-11-05', supplement: '已复议' })),
    );
    expect(article).toContain('异议标注');
    expect(article).toContain('<time datetime="2026-11-05">');
    expect(article).toContain('<bdi lang="zh-CN">已复议</bdi>');
    expect(articles(pageOf(penalty))[0]).not.toContain('异议标注');
  });

  it('puts honours first and the newest entry of a kind before the older ones', () => {
    const page = pageOf(
      entry('c', 'commitment'),
      entry('p', 'administrative-penalty', { decisionDate: '2026-01-02' }),
      entry('q', 'administrative-penalty', { decisionDate: '2026-10-02' }),
      entry('l', 'administrative-licence'),
      entry('h', 'honour', { listName: '诚信典型' }),
    );
    const order = [...page.matchAll(/<h3.*?庄字〔2026〕(\w)号/g)].map(([, id]) => id);
    expect(order).toEqual(['h', 'l', 'q', 'p', 'c']);
    expect(page.indexOf('<h2 id="honour">')).toBeLessThan(page.indexOf('<h2 id="administrative-licence">'));
  });

  it('has a place for every kind that may be public', () => {
    expect([...SECTION_ORDER].sort()).toEqual(KINDS.filter(mayBePublic).toSorted());
    for (const kind of SECTION_ORDER) expect(articles(pageOf(entry('x', kind)))).toHaveLength(1);
  });

  it('is in no index of search engines where an entry speaks against its subject, and in no copy of theirs at all', () => {
    const robots = (kind: string, fields: PublicFields = {}): string =>
      /<meta name="robots" content="([^"]*)">/.exec(pageOf(entry('x', kind, fields)))?.[1] ?? '';
    for (const kind of ['administrative-penalty', 'serious-untrustworthiness-listing', 'court-defaulter'])
      expect(robots(kind)).toBe('noindex, noarchive');
    expect(robots('commitment', { fulfilmentStatus: '部分履行' })).toBe('noindex, noarchive');
    expect(robots('commitment', { fulfilmentStatus: '全部履行' })).toBe('noarchive');
    for (const kind of ['honour', 'administrative-licence', 'commitment']) expect(robots(kind)).toBe('noarchive');
  });

  it('is called by the newest name, and says the others', () => {
    const page = pageOf(
      entry('a', 'administrative-licence', { subjectName: '旧名公司', decisionDate: '2025-01-01' }),
      entry('b', 'administrative-licence', { subjectName: '新名公司' }),
    );
    expect(page).toContain('<h1><span class="name"><bdi lang="zh-CN">新名公司</bdi></span></h1>');
    expect(page).toContain('公示信息中的其他名称');
    expect(page).toMatch(/<div class="other-name"><dt>.*<\/dt><dd><bdi lang="zh-CN">旧名公司<\/bdi><\/dd><\/div>/);
    expect(articles(page)[1]).toContain('公示时名称');
  });

  it('loses a name with the last entry that bears it', () => {
    const named = (id: string, publicUntil: string) =>
      entry(id, 'administrative-penalty', { subjectName: '旧名公司', decisionDate: '2025-01-01', publicUntil });
    const page = pageOf(named('a', '2026-12-01'), named('b', '2027-03-01'), penalty);
    expect(page).toMatch(
      /<div class="other-name" data-public-until="2027-03-01"><dt>.*<\/dt><dd><bdi lang="zh-CN">旧名公司/,
    );
    // Its own name too: that of the newest entry, which may end before the others.
    expect(page).toContain('<h1><span class="name" data-public-until="2027-11-02"><bdi lang="zh-CN">庄河示例建筑');
    expect(pageOf(penalty, entry('l', 'administrative-licence'))).toContain('<h1><span class="name"><bdi');
  });

  it('needs no script, brings none in its own text and no style, and counts nothing', () => {
    const page = pageOf(penalty, entry('b', 'honour'));
    expect(page.match(/<script[^>]*>/g)).toEqual(['<script type="module" src="/assets/subject.js">']);
    expect(page).not.toMatch(/<style|\sstyle=|\son\w+=/);
    expect(page).toContain('http-equiv="Content-Security-Policy"');
    expect(page).not.toMatch(/共\s*\d+\s*条|评分[:：]|\d+ entries/);
  });

  it('becomes no markup by what anybody wrote into an entry', () => {
    const escaped = (text: string): string =>
      text.replace(/[&<>"']/g, (one) => `&${{ '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' }[one]};`);
    const with_ = (text: string): string =>
      pageOf(
        entry('a', 'administrative-penalty', {
          ...penalty.fields,
          ...Object.fromEntries(
            ['subjectName', 'documentNumber', 'departmentName', 'legalBasis', 'supplement', 'violationType'].map(
              (name) => [name, text],
            ),
          ),
          penaltyCategories: [text],
        }),
      );
    const hostile = fc.oneof(
      fc.constantFrom(
        '<script>alert(1)</script>',
        '"><img src=x onerror=alert(1)>',
        "' onmouseover='alert(1)",
        '</title><svg onload=alert(1)>',
        '<!--',
        ']]>',
        '&lt;b&gt;',
        '$&$1$`',
        '\u202e<b>',
      ),
      fc.string({
        unit: fc.constantFrom('<', '>', '&', '"', "'", '`', '=', '/', '$', '\\', '\n', '甲', 'a', '-'),
        minLength: 1,
      }),
    );
    const template = with_('PLACEHOLDER');
    fc.assert(
      fc.property(hostile, (text) => {
        expect(with_(text)).toBe(template.replaceAll('PLACEHOLDER', () => escaped(text)));
      }),
    );
  });
});

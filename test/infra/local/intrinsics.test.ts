import { describe, expect, it } from 'vitest';
import { createResolver } from '../../../infra/local/intrinsics.ts';

const setup = () =>
  createResolver({
    ref: (id) => {
      if (id === 'Table') return 'the-table';
      if (id === 'AWS::Region') return 'us-east-1';
      throw new Error(`no resource ${id}`);
    },
    attribute: (id, name) => `${id}.${name}`,
    importValue: (name) => `imported ${name}`,
    settle: (text) => text.replace('https://api', 'http://127.0.0.1'),
  });

describe('intrinsic functions', () => {
  it('resolves references wherever they stand, and keeps what is none', () => {
    expect(setup()({ a: [{ Ref: 'Table' }, 1, null, true], b: { c: 'text' } })).toEqual({
      a: ['the-table', 1, null, true],
      b: { c: 'text' },
    });
  });

  it('reads an attribute given as a list or with a dot', () => {
    expect(setup()([{ 'Fn::GetAtt': ['Queue', 'Arn'] }, { 'Fn::GetAtt': 'Queue.Arn' }])).toEqual([
      'Queue.Arn',
      'Queue.Arn',
    ]);
  });

  it('joins, splits and selects, one inside the other', () => {
    const split = { 'Fn::Split': [':', { 'Fn::Join': ['', ['a:b:', { Ref: 'Table' }]] }] };
    expect(setup()({ 'Fn::Select': ['2', split] })).toBe('the-table');
  });

  it('substitutes names, attributes, given values and literals', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: the syntax of CloudFormation
    const template = '${AWS::Region}/${Table}/${Queue.Arn}/${own}/${!kept}';
    expect(setup()({ 'Fn::Sub': [template, { own: { Ref: 'Table' } }] })).toBe(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the syntax of CloudFormation
      'us-east-1/the-table/Queue.Arn/the-table/${kept}',
    );
  });

  it('imports what another stack exports', () => {
    expect(setup()({ 'Fn::ImportValue': 'Stack:Name' })).toBe('imported Stack:Name');
  });

  it('lets an address that was put together be settled', () => {
    expect(setup()({ 'Fn::Join': ['', ['https://', 'api', '/']] })).toBe('http://127.0.0.1/');
  });

  it.each([
    [{ 'Fn::If': ['c', 1, 2] }, 'Fn::If'],
    [{ Ref: 'Nothing' }, 'Nothing'],
    [{ 'Fn::Select': [3, ['a']] }, 'Fn::Select'],
    ['{{resolve:secretsmanager:x}}', 'Dynamic references'],
  ])('names what it cannot resolve: %j', (value, name) => {
    expect(() => setup()(value)).toThrow(name);
  });
});

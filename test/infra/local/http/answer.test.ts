import { describe, expect, it } from 'vitest';
import * as answers from '../../../../infra/local/http/answer.ts';

const read = (value: unknown) => answers.readAnswer(JSON.stringify(value));

describe('what a function answers', () => {
  it('is the response if it has a status code', () => {
    const answer = read({ statusCode: 201, headers: { 'Content-Type': 'application/json', 'X-Count': 2 }, body: '{}' });
    expect(answer).toEqual({
      status: 201,
      headers: { 'content-type': 'application/json', 'x-count': '2' },
      body: Buffer.from('{}'),
    });
  });

  it('is text where it names no media type, and empty where it has no body', () => {
    const answer = read({ statusCode: 204 });
    expect([answer.headers['content-type'], answer.body.length]).toEqual(['text/plain;charset=UTF-8', 0]);
  });

  it.each([
    [{ greeting: 'hello' }, '{"greeting":"hello"}'],
    ['plain', 'plain'],
    [null, 'null'],
  ])('is the body of a 200 if it has none: %j', (value, body) => {
    const answer = read(value);
    expect([answer.status, answer.headers['content-type'], String(answer.body)]).toEqual([
      200,
      'application/json',
      body,
    ]);
  });

  it('keeps cookies apart and decodes base64', () => {
    const answer = read({ statusCode: 200, cookies: ['a=1', 'b=2'], body: 'AP8=', isBase64Encoded: true });
    expect(answer.headers['set-cookie']).toEqual(['a=1', 'b=2']);
    expect([...answer.body]).toEqual([0, 255]);
  });

  it.each([{ statusCode: 'many' }, { statusCode: 200, body: {} }, { statusCode: 42 }])(
    'is a 500 if it is malformed: %j',
    (value) => {
      expect(read(value)).toEqual(answers.internalError());
    },
  );

  it('leaves the length and the connection to the gateway', () => {
    const { headers } = read({
      statusCode: 200,
      headers: { 'Content-Length': '9', Connection: 'close', 'Transfer-Encoding': 'chunked' },
    });
    expect(Object.keys(headers)).toEqual(['content-type']);
  });
});

it.each([
  [answers.unauthorized('Bearer'), 401, '{"message":"Unauthorized"}'],
  [answers.forbidden('Bearer'), 403, '{"message":"Forbidden"}'],
  [answers.notFound(), 404, '{"message":"Not Found"}'],
  [answers.tooLarge(), 413, '{"message":"Request Entity Too Large"}'],
  [answers.tooManyRequests(), 429, '{"message":"Too Many Requests"}'],
  [answers.internalError(), 500, '{"message":"Internal Server Error"}'],
  [answers.unavailable(), 503, '{"message":"Service Unavailable"}'],
])("the gateway's own answers are API Gateway's to the byte", ({ status, body }, expectedStatus, expectedBody) => {
  expect([status, String(body)]).toEqual([expectedStatus, expectedBody]);
});

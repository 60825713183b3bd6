import type { PostText } from '../transparency/witness.ts';

/** An answer of a witness has some hundred bytes for each of its keys. */
const MOST_CHARACTERS = 32_768;

const within = async (response: Response): Promise<string> => {
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk, { stream: true });
    if (text.length > MOST_CHARACTERS) throw new Error('the answer is too long');
  }
  return text;
};

/** Posts a text, and reads a short answer; all of it within `milliseconds`. Follows no redirect. */
export const postText =
  (milliseconds: number): PostText =>
  async (url, body) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(milliseconds),
    });
    return { status: response.status, text: await within(response) };
  };

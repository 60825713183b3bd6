import * as z from 'zod';

const Problem = z.object({ title: z.string(), detail: z.string() });
const TypicalCases = z.object({
  typicalCases: z.array(z.object({ id: z.string(), version: z.int(), publicId: z.string(), state: z.string() })),
});

/** Years in which a typical case that is public may have been written: it stays public for three at most. */
const YEARS_BACK = 4;

/** Says it to the API, with the officer's own token. */
export const apiDesk = ({ apiUrl, token }: { readonly apiUrl: string; readonly token: string }) => {
  const call = async (method: string, path: string, body?: unknown, ifMatch?: number): Promise<unknown> => {
    const response = await fetch(`${apiUrl}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json().catch(() => undefined);
    if (response.ok) return answer;
    const problem = Problem.safeParse(answer).data;
    throw new Error(problem ? `${problem.title}: ${problem.detail}` : `${method} ${path}: ${response.status}`);
  };

  return {
    takeDown: (id: string, given: { readonly reason: string; readonly document?: string }) =>
      call('POST', `/records/${id}/take-down`, given),

    decide: (id: string, given: { readonly confirmed: boolean; readonly reason: string; readonly document?: string }) =>
      call('POST', `/records/${id}/take-down/confirmation`, given),

    /** A typical case is withdrawn by one officer, at once and for good: it needs no second one, and another can be written. */
    withdrawTypicalCase: async (publicId: string, reason: string, thisYear: number) => {
      for (let year = thisYear; year > thisYear - YEARS_BACK; year -= 1) {
        const { typicalCases } = TypicalCases.parse(await call('GET', `/typical-cases?year=${year}`));
        const found = typicalCases.find((one) => one.publicId === publicId);
        if (found !== undefined)
          return call('POST', `/typical-cases/${found.id}/withdrawal`, { reason }, found.version);
      }
      throw new Error(`there is no typical case ${publicId}`);
    },
  };
};

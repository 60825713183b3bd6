import * as z from 'zod';
import { readerName } from '../authorisations/readers.ts';
import { bodyOf } from '../bodies/bodies.ts';
import { departmentOn } from '../departments/departments.ts';
import type { CalendarDate } from '../kernel/beijing-time.ts';
import type { Label } from '../kernel/label.ts';
import { labelView } from '../kernel/view.ts';

/** Something with a code and a name in both languages. */
export const codedView = z.object({ code: z.string(), name: labelView });

/** A code with its name. */
export const coded = <Code extends string>(code: Code, words: Readonly<Record<Code, Label>>) => ({
  code,
  name: words[code],
});

/** A department, a body that is none or a reader, by the name that it bears on a day. */
export const partyOn = (code: string, today: CalendarDate) => ({
  code,
  name: departmentOn(code, today)?.name ?? bodyOf(code)?.name ?? readerName(code),
});

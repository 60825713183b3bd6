import type { EngineCall } from '../../../watch/engine-call.ts';

/** Which calls are denied. */
export type Fault = (call: EngineCall) => boolean;

/** Faults to order: calls of a function are denied, or not answered, until all is mended. */
export const faulty = () => {
  const denied = new Map<string, Fault>();
  const held = new Map<string, PromiseWithResolvers<void>>();
  return {
    judge: async (call: EngineCall): Promise<string | undefined> => {
      const { caller = '' } = call;
      await held.get(caller)?.promise;
      return denied.get(caller)?.(call) ? 'a fault to order' : undefined;
    },
    deny: (functionName: string, fault: Fault = () => true): void => void denied.set(functionName, fault),
    hold: (functionName: string): void => void held.set(functionName, Promise.withResolvers<void>()),
    mend: (): void => {
      denied.clear();
      for (const { resolve } of held.values()) resolve();
      held.clear();
    },
  };
};

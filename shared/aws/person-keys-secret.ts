import { type PersonKeyRing, personKeyRing } from '../crypto/person-key-ring.ts';
import { secretText } from './secret.ts';

/** The keys of persons in a secret, for the life of a function's environment, through rotations. */
export const personKeysIn = (secretId: string): PersonKeyRing => personKeyRing(() => secretText(secretId), Date.now);

import { jointCredit } from './joint-credit.ts';

jointCredit().app.synth();

import { jointCredit } from './joint-credit.ts';

/** The CDK CLI says where the assembly goes; by hand (`npm run synth`) it goes where the local runner looks for it. */
jointCredit({ outdir: process.env['CDK_OUTDIR'] ?? 'cdk.out' }).app.synth();

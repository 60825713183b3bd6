import { App } from 'aws-cdk-lib';
import { addJointCredit } from './joint-credit.ts';

const app = new App({ analyticsReporting: false });
addJointCredit(app);
app.synth();

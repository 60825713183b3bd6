/**
 * Stands in for `@smithy/core/event-streams` in the bundles (14 KB a function): answers that come as a stream of events are those of
 * commands that no function sends, such as S3's SelectObjectContent. Should one be sent, it fails here and says why.
 */
const refuse = (): never => {
  throw new Error('Event streams are left out of bundles (infra/runtime/no-event-streams.ts).');
};

/** What the SDK makes for a command with an event stream, and for no other. */
export class EventStreamSerde {
  constructor() {
    refuse();
  }
}

/** What a client keeps to make it. */
export const eventStreamSerdeProvider = () => ({ serialize: refuse, deserialize: refuse });

/** What S3's client does with its settings when it is made: nothing is to be done for streams that there are not. */
export const resolveEventStreamSerdeConfig = <Settings extends object>(settings: Settings): Settings => settings;

import { createServer, request } from 'node:http';
import { close, listen } from '../../infra/local/loopback-server.ts';

/**
 * Every way around a fault of the emulated AWS (MiniStack 1.5.33), each with its reason and how it was seen. Nothing else
 * in this folder, and nothing in the system, bends to the emulator.
 *
 * Seen as well, and left alone because no test rests on them: CloudFormation there drops the tables' TTL and
 * point-in-time recovery, the buckets' lifecycle rules and the schedules' time zone (the template's tests hold these);
 * `Ref` of a secret is its name instead of its ARN (Secrets Manager takes either); IAM is not enforced; a failing stream
 * batch is neither bisected nor ended by its retry count, only by its records' age; a second use of a transaction's
 * token is refused when only ReturnConsumedCapacity differs. Its gateway hands a body above 10 MB (seen with 11) to the
 * function instead of answering 413, answers OPTIONS with `403 CORS not configured` instead of handing it to $default,
 * and sends no `www-authenticate` with a 401. Its content network keeps nothing: every read is fresh.
 */
export const EMULATOR_PACKAGES = [
  'ministack==1.5.33',
  // The JWT authorizer answers 401 to every token when this package is missing, and nothing requires it:
  // ministack/services/apigateway.py, _verify_rs256_signature, returns False on its ImportError.
  'cryptography==50.0.2',
] as const;

/** Where the emulator, started by {@link LAUNCHER}, says how many stream records its event sources have yet to take. */
export const STREAM_LAG_PATH = '/_stream-lag';

/**
 * Starts MiniStack with six changes:
 *
 * - ReportBatchItemFailures of a DynamoDB stream. MiniStack reads the failures of SQS batches only and moves on past a
 *   stream batch whatever it reports (lambda_svc.py, _poll_dynamodb_streams). Seen: of three records with the second
 *   reported as failed, the second and third never came again. Here such an answer counts as the batch's failure, so the
 *   whole batch comes again: more often than on AWS, never less.
 * - PartiQL's INSERT writes the item and no stream record (dynamodb.py, _partiql_insert; seen: what an array of records
 *   stored was relayed to nobody). On AWS every write is in the stream.
 * - EventBridge Scheduler. MiniStack fires by UTC whatever the time zone, leaves `<aws.scheduler.scheduled-time>` in the
 *   message as it stands (seen in the queue), and knows nothing of a moved clock. Its ticker stays off; the harness fires
 *   what the deployed schedule says (schedules.ts).
 * - A secret that CloudFormation makes without a value. On AWS it has none until one is put, and reading it is a
 *   ResourceNotFoundException; MiniStack gives it an empty text (cloudformation/provisioners.py, _sm_secret_create; seen
 *   with GetSecretValue), which `npm run keys` rightly takes for a value to keep.
 * - CloudFront reading from S3. MiniStack judges the read by the bucket's policy, as AWS does, but takes it for one without
 *   TLS (services/s3.py, _cloudfront_origin_allows), so a bucket that demands TLS refuses its own distribution: 403 for
 *   every object. On AWS it reads by the viewer's protocol, and viewers are redirected to HTTPS.
 * - It tells nobody how far an event source has read a stream, so "all is done" could only be guessed by waiting.
 */
export const LAUNCHER = `
import json
from ministack import app
from ministack.core import iam_evaluator
from ministack.services import dynamodb, lambda_svc, s3, scheduler, secretsmanager
from ministack.services.cloudformation import provisioners

execute = lambda_svc._execute_function

def execute_and_heed_stream_failures(func, event):
    result = execute(func, event)
    records = event.get("Records") if isinstance(event, dict) else None
    answer = result.get("body")
    if not records or records[0].get("eventSource") != "aws:dynamodb" or not isinstance(answer, dict):
        return result
    if not answer.get("batchItemFailures"):
        return result
    return {**result, "error": True, "body": {"errorType": "ReportBatchItemFailures", "errorMessage": json.dumps(answer)}}

lambda_svc._execute_function = execute_and_heed_stream_failures

partiql_insert = dynamodb._partiql_insert

def partiql_insert_into_stream(table, parsed):
    answer = partiql_insert(table, parsed)
    if answer[0] == 200:
        item = parsed.get("item", {})
        item = item["M"] if isinstance(item, dict) and set(item) == {"M"} else item
        dynamodb._emit_stream_event(dynamodb._normalize_table_name(parsed["table"]), "INSERT", None, item)
    return answer

dynamodb._partiql_insert = partiql_insert_into_stream
scheduler.start_scheduler = lambda: None

secret = provisioners._RESOURCE_HANDLERS["AWS::SecretsManager::Secret"]
create_secret = secret["create"]

def create_secret_without_inventing_a_value(logical_id, props, stack_name):
    name, attributes = create_secret(logical_id, props, stack_name)
    if "SecretString" not in props and "GenerateSecretString" not in props:
        secretsmanager._secrets[name]["Versions"].clear()
    return name, attributes

secret["create"] = create_secret_without_inventing_a_value

origin_allows = s3._cloudfront_origin_allows

def origin_allows_over_tls(*request):
    iam_evaluator.pin_request_origin("127.0.0.1", True)
    return origin_allows(*request)

s3._cloudfront_origin_allows = origin_allows_over_tls

def stream_lag():
    lag = 0
    for account, region, mapping in lambda_svc._iter_all_esms():
        source = mapping["EventSourceArn"]
        if ":dynamodb:" in source:
            table = source.split(":table/")[1].split("/")[0]
            end = dynamodb.stream_end_position(table, account_id=account, region=region)
            lag += end - lambda_svc._dynamodb_stream_positions.get_scoped(account, region, mapping["UUID"], 0)
    return lag

health = app._handle_health_request

def health_and_lag(path, request_id):
    if path != "${STREAM_LAG_PATH}":
        return health(path, request_id)
    return 200, {"Content-Type": "application/json"}, json.dumps(stream_lag()).encode()

app._handle_health_request = health_and_lag
app.main()
`;

/**
 * Names there resolve nowhere: the API's is `<id>.execute-api.<host>` (with an address as host not even a valid URL), the
 * site's is CloudFront's own, both served by the name in the request. The path form that MiniStack offers for an API
 * would put a prefix before `Location`s. So a door on the loopback address passes each request on under the name that is
 * meant, as one that came over TLS.
 */
const openDoor = async (host: string, emulatorUrl: string): Promise<Door> => {
  const { hostname, port } = new URL(emulatorUrl);
  const door = createServer((incoming, outgoing) => {
    const { method, url: path, headers: given } = incoming;
    const headers = { ...given, host, 'x-forwarded-proto': 'https' };
    const passedOn = request({ hostname, port, method, path, headers }, (response) => {
      outgoing.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(outgoing);
    });
    passedOn.on('error', (error) => outgoing.destroy(error));
    incoming.pipe(passedOn);
  });
  return { url: await listen(door, 0), close: () => close(door) };
};

export type Door = { readonly url: string; close(): Promise<void> };

/** The door to the API whose endpoint the stack's output names. */
export const openApiDoor = (endpoint: string, emulatorUrl: string): Promise<Door> => {
  const { host } = new URL(emulatorUrl);
  const id = /^https?:\/\/([^.]+)\.execute-api\./.exec(endpoint)?.[1];
  if (id === undefined) throw new Error(`${endpoint} is no endpoint of an API`);
  return openDoor(`${id}.execute-api.${host}`, emulatorUrl);
};

/** The door to the site whose address the stack's output names. */
export const openSiteDoor = (address: string, emulatorUrl: string): Promise<Door> =>
  openDoor(new URL(address).host, emulatorUrl);

/**
 * The emulator restores a table to a point in time as it is now, whatever the time. What was the table then is a backup here, which the walk has
 * made at that moment; all that follows is the same.
 */
export const restoringFromBackup = (block: string): string =>
  block.replace(
    /aws dynamodb restore-table-to-point-in-time[^\n]*--target-table-name (\S+)[^\n]*/,
    'aws dynamodb restore-table-from-backup --backup-arn <backup> --target-table-name $1',
  );

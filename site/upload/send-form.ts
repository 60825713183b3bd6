/** How a file is sent past the API into its bucket. */
export interface UploadForm {
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Sends a file by its form and says how far it is; rejects if it did not arrive. Not `fetch`: that says nothing of what it has sent. */
export const sendForm = ({ url, fields }: UploadForm, file: Blob, progress: (sent: number) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const body = new FormData();
    for (const [name, value] of Object.entries(fields)) body.append(name, value);
    // Last of all: what comes after the file is not looked at.
    body.append('file', file);
    const request = new XMLHttpRequest();
    request.upload.addEventListener('progress', ({ loaded }) => progress(loaded));
    request.addEventListener('load', () =>
      request.status < 300 ? resolve() : reject(new Error(`the file was not taken: ${request.status}`)),
    );
    request.addEventListener('error', () => reject(new Error('the file did not arrive')));
    request.open('POST', url);
    request.send(body);
  });

// Talks to the server. An answer that is not good is thrown as Failure, with what the server says of it.

const token = document.querySelector('meta[name="tact-token"]').content;

export class Failure extends Error {
  constructor(status, body) {
    super(body.message ?? String(status));
    this.status = status;
    this.body = body;
  }

  /** A newer question took the place of this one: nobody has to be told. */
  get superseded() {
    return this.body.kind === "Superseded";
  }
}

async function ask(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Failure(0, { kind: "Gone", message: "" });
  }
  const body = await response.json().catch(() => ({ message: response.statusText }));
  if (!response.ok) throw new Failure(response.status, body);
  return body;
}

export const get = (path) => ask(path);

export const post = (path, body, options = {}) =>
  ask(path, { ...options, method: "POST", headers: { "content-type": "application/json", "x-tact-token": token }, body: JSON.stringify(body) });

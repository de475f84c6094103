/** What the app asks the server. */

import { authorization, fields, sign, utf8 } from "./bytes.js";
import { serverNow, synchronise } from "./clock.js";

/** Where the app is: the address of its folder, with a slash at the end. */
export const BASE = new URL("./", import.meta.url).href;

const PATIENCE = 10_000;

/**
 * An answer that is no success: its HTTP status, or 0 when there was none, the error's name, and how
 * many seconds the server wants to be left in peace.
 */
export class Refusal extends Error {
  constructor(status, error, seconds = 0) {
    super(status + " " + error);
    this.status = status;
    this.error = error;
    this.seconds = seconds;
  }

  /** Whether the server was not reached, or is not well: to be tried again later. */
  get isOutage() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}

/** Title, issuer and push key of the realm. */
export const realm = () => request("GET", "/api/realm");

/** Serial and key of the registration that a typed key may be for. */
export const lookUp = (lookup) => request("POST", "/api/registrations/lookup", { lookup });

/** Uses a registration up. */
export const claim = (serial, body) =>
  request("POST", "/api/registrations/" + serial + "/claim", body);

/** State of the token, and the questions that wait for it. */
export const tokenOf = (token) => signed(token, "GET", "/api/token");

/** Removes the token at the server, too; it keeps one that is lost, locked or disabled. */
export const giveUp = (token) => signed(token, "DELETE", "/api/token");

/** Answers a question: a number to approve it, nothing to deny it. */
export async function answer(token, question, number) {
  const verdict = number === "" ? "deny" : "approve";
  const signature = await sign(
    token.signing,
    fields(
      "motp-approval-1", token.issuer, token.serial, question.id, question.account,
      question.address, question.application, question.asked, question.expires, number, verdict));
  const body = { question: question.id, number, approve: number !== "", signature };
  return signed(token, "POST", "/api/token/answers", body);
}

/** Tells the server where to send push messages. */
export const subscribe = (token, subscription) =>
  signed(token, "PUT", "/api/token/subscription", subscription);

export const unsubscribe = (token) => signed(token, "DELETE", "/api/token/subscription");

async function signed(token, method, path, body) {
  const bytes = body === undefined ? "" : JSON.stringify(body);
  const attempt = async () => {
    const signed = await authorization(token, method, path, serverNow(), utf8(bytes));
    return send(method, path, bytes, { Authorization: signed });
  };
  try {
    return await attempt();
  } catch (refusal) {
    if (refusal.error === "clock") {
      return attempt();
    }
    throw refusal;
  }
}

const request = (method, path, body) =>
  send(method, path, body === undefined ? "" : JSON.stringify(body), {});

async function send(method, path, body, headers) {
  const asked = Date.now();
  let response;
  let content;
  try {
    response = await fetch(new URL("." + path, BASE), {
      method,
      headers: body === "" ? headers : { ...headers, "Content-Type": "application/json" },
      body: body === "" ? undefined : body,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      signal: AbortSignal.timeout(PATIENCE),
    });
    content = response.status === 204 ? "" : await response.text();
  } catch {
    throw new Refusal(0, "unreachable");
  }
  const answer = parse(content);
  const time = answer.time ?? answer.now;
  if (Number.isSafeInteger(time)) {
    synchronise(time, asked, Date.now());
  }
  if (!response.ok) {
    const seconds = Number(response.headers.get("Retry-After"));
    throw new Refusal(response.status, String(answer.error ?? ""), seconds > 0 ? seconds : 0);
  }
  return answer;
}

function parse(content) {
  try {
    const value = JSON.parse(content);
    return value !== null && typeof value === "object" ? value : {};
  } catch {
    return {};
  }
}

import type { Refusal } from './answer-plan.ts';
import type { PeerRequest } from './peer-request.ts';
import type { Said } from './said.ts';

/** An HTTP answer of a provider: JSON with a status. */
export interface NativeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** The form one wire gives to what is said. Events are complete server-sent events. */
export interface WireForm {
  /** Headers of every answer. */
  headers(request: PeerRequest): Readonly<Record<string, string>>;
  /** Events before the first word. */
  open(request: PeerRequest, said: Said): string;
  /** A sign of life without content. */
  stir(request: PeerRequest): string;
  /** One string of events a word, or a piece of a tool call. */
  beats(request: PeerRequest, said: Said): Iterable<string>;
  /** The events that say how the answer ended, and its usage. */
  close(request: PeerRequest, said: Said): string;
  /** The last mark; empty on a wire without one. */
  readonly endMark: string;
  /** A word's event broken off within its JSON. */
  broken(request: PeerRequest): string;
  /** The body of an error as an event. */
  inBand(body: unknown): string;
  /** The answer in one body. */
  whole(request: PeerRequest, said: Said): unknown;
  refuse(request: PeerRequest, refusal: Refusal): NativeAnswer;
}

/** The form of vectors and pictures on a wire that has them. */
export interface MediaForm {
  /** The body with the vectors of the texts that the call brings. */
  embed(request: PeerRequest): unknown;
  /** The body with PNG pictures in base64. */
  show(request: PeerRequest, said: Said, pictures: readonly string[]): unknown;
  /** Size and count of the pictures that a call asks for. */
  askedPictures(request: PeerRequest): AskedPictures;
}

export interface AskedPictures {
  readonly width: number;
  readonly height: number;
  readonly count: number;
}

/** A server-sent event with JSON, as OpenAI writes it. */
export function dataEvent(value: unknown): string {
  return `data: ${JSON.stringify(value)}\n\n`;
}

/** Breaks an event off within its JSON. */
export function breakEvent(event: string): string {
  return `${event.trimEnd().slice(0, -9)}\n\n`;
}

/** Arguments of a tool call as JSON in pieces of a few characters. */
export function argumentPieces(args: Readonly<Record<string, unknown>>): readonly string[] {
  return JSON.stringify(args).match(/.{1,12}/gsu) ?? [];
}

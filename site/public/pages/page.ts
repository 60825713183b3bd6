import type { Label } from '../../../shared/kernel/label.ts';
import type { Frame } from '../../../shared/site-frame/frame.ts';
import { both, type Html, html } from '../../../shared/site-frame/html.ts';

/** A page of the site's own: its frame and the name of its file. */
export interface Page extends Frame {
  readonly file: string;
}

/** A paragraph in both languages. */
export const paragraph = (label: Label): Html => html`<p>${both(label)}</p>\n`;

/** A list of points in both languages. */
export const points = (labels: readonly Label[]): Html =>
  html`<ul>${labels.map((label) => html`<li>${both(label)}</li>`)}</ul>\n`;

/** A heading that can be linked to. */
export const heading = (id: string, label: Label): Html => html`<h2 id="${id}">${both(label)}</h2>\n`;

/** An option of a select: one text only can stand in it, the script shows the one of the page's language. */
export const option = (value: string, { zh, en }: Label): Html =>
  html`<option value="${value}" data-zh="${zh}" data-en="${en}">${zh}</option>`;

/** Words that scripts take out of the page, each in both languages, by a name such as `kind:honour`. */
export const words = (labels: ReadonlyMap<string, Label>): Html =>
  html`<template id="words">${[...labels].map(([name, label]) => html`<span data-word="${name}">${both(label)}</span>`)}</template>\n`;

/** What a page says where scripts do not run. */
export const withoutScripts = (label: Label): Html =>
  html`<noscript><p class="note warning">${both(label)}</p></noscript>\n`;

import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PAGES, pageFiles } from '../../../site/public/pages/pages.ts';

const pages = [...pageFiles()];
const scripts = globSync('{scripts,verification}/*.ts', { cwd: 'site/public' }).map(
  (file) => [file, readFileSync(join('site/public', file), 'utf8')] as const,
);

describe.each(pages)('%s', (_, page) => {
  it('says everything in both languages', () => {
    const count = (language: string) => page.match(new RegExp(`<(?:span|div) lang="${language}">`, 'g'))?.length ?? 0;
    expect(count('en')).toBe(count('zh-CN'));
    expect(count('en')).toBeGreaterThan(10);
    expect(page).toMatch(/^<!doctype html>\n<html lang="zh-CN">/);
    expect(page.match(/<h1/g)).toHaveLength(1);
  });

  it('needs nothing from elsewhere, and nothing inline', () => {
    expect(page).not.toMatch(/(?:src|href|action)="(?:https?:)?\/\/|<style|\sstyle=|\son[a-z]+=|javascript:|<script>/);
    expect(page.match(/<script/g)).toHaveLength(1);
  });

  it('links to pages that there are, and to places that they have', () => {
    for (const [, path = '', place] of page.matchAll(/href="(\/[\w.-]*\.html|\/)(?:#([\w-]+))?"/g)) {
      const [, linked = ''] = pages.find(([file]) => `/${file}` === (path === '/' ? '/index.html' : path)) ?? [path];
      expect(linked, path).not.toBe('');
      if (place !== undefined) expect(linked, place).toContain(`id="${place}"`);
    }
  });

  it('gives each element an id of its own, and names only such as there are', () => {
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, names = ''] of page.matchAll(/(?:aria-labelledby|aria-describedby|\sfor)="([^"]+)"/g))
      for (const name of names.split(' ')) expect(ids).toContain(name);
  });
});

describe('the scripts', () => {
  it('make no markup of text, and no script', () => {
    const markup =
      /innerHTML|outerHTML|insertAdjacentHTML|document\.write|DOMParser|\beval\(|new Function|\.srcdoc|setHTML/;
    expect(scripts.filter(([, text]) => markup.test(text)).map(([file]) => file)).toEqual([]);
  });

  it('ask no other origin, and set no cookie', () => {
    const elsewhere = /https?:\/\/|document\.cookie|sendBeacon|XMLHttpRequest|importScripts/;
    expect(scripts.filter(([, text]) => elsewhere.test(text)).map(([file]) => file)).toEqual([]);
  });

  it('are there for every page', () => {
    for (const { script } of PAGES) expect(scripts.map(([file]) => file)).toContain(`scripts/${script}.ts`);
  });
});

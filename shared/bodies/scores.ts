/** What reads as a score, a grade or a rank, in a text of half width and capitals. */
const SCORES: readonly RegExp[] = [
  // The whole text is one: 85, 92.5%, AAA, A-, B级, ★★★★, 五星.
  /^[^\p{L}\p{N}★☆]*(?:[A-D]{1,3}[+-]?|\d+(?:\.\d+)?%?|[★☆]+|[一二三四五1-5]颗?星)级?[^\p{L}\p{N}★☆]*$/u,
  // Points, but not minutes, parts and branches: 85分, 扣12分.
  /\d\s*分(?![钟之公店社行局支部院期批别类]|包)/,
  // A grade of credit, but not of a qualification, a building or a sight.
  /(?:评分|得分|分值|积分|评级|(?<!资质|保护|安全|火|抗震|质量)等级)(?:为|是|:|=)?\s*(?:[A-D]{1,3}[+-]?(?![A-Z])|\d)/,
  /[A-D]{2,3}[+-]?级(?!旅游|景区|物流)/,
  /[★☆]/,
  /[一二三四五1-5]星级(?!旅游|酒店|宾馆|饭店)/,
  /第\s*[\d一二三四五六七八九十百]+\s*名(?![称单册会])/,
  /(?:排名|名次|位列)第?\s*[\d一二三四五六七八九十百]/,
];

/**
 * Whether a text states a score, a grade or a rank of somebody. Nothing of the sort is kept of a subject on the word of a body that is no
 * authority (I9): the statement is in words, and the report itself lies with its author.
 */
export const statesScore = (text: string): boolean => {
  const plain = text.normalize('NFKC').toUpperCase().trim();
  return SCORES.some((score) => score.test(plain));
};

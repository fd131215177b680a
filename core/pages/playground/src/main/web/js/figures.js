// ---------- reading: numbers as drawings write them ----------

export const tenths = number => Math.round(number * 10) / 10;

export const total = numbers => numbers.reduce((all, number) => all + number, 0);

export const hundredths = number => Math.round(number * 100) / 100;

export const log10 = value => Math.log10(Math.max(value, 1e-12));

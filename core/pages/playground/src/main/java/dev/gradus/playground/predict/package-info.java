/**
 * What the lines predict for other rows than those that they are trained on: rows that are held out, the points of a grid, and
 * letters that are drawn one after the other.
 */
package dev.gradus.playground.predict;

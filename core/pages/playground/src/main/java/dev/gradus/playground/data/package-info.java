/**
 * The data of a page: built-in sets, pasted tables and drawn points ({@link dev.gradus.playground.data.DataSets}), and which rows
 * each iteration computes with ({@link dev.gradus.playground.data.Sample}).
 */
package dev.gradus.playground.data;

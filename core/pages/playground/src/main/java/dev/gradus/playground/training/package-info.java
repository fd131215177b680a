/**
 * The training of the lines' graph: {@link dev.gradus.playground.training.Training} can return to any iteration, {@link
 * dev.gradus.playground.training.Replay} repeats the training of a link, and {@link dev.gradus.playground.training.Watch} has
 * the values and gradients of the present iteration.
 */
package dev.gradus.playground.training;

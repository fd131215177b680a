package dev.gradus.train;

import java.util.OptionalDouble;

/**
 * What became of one pass through the training data.
 *
 * @param number counted from 1
 * @param loss the mean over its examples, each at the time of its step
 * @param validationLoss after the epoch, if a {@link Trainer} was told how to take it
 */
public record Epoch(int number, double loss, OptionalDouble validationLoss) {}

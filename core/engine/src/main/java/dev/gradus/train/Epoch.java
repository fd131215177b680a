package dev.gradus.train;

import java.util.OptionalDouble;

/**
 * The result of one epoch.
 *
 * @param number counted from 1
 * @param loss the mean over its examples, each at the time of its step
 * @param validationLoss after the epoch, if the {@link Trainer} takes one
 */
public record Epoch(int number, double loss, OptionalDouble validationLoss) {}

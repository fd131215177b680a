package dev.gradus.lift;

/**
 * The value of a lifted method and its gradient.
 *
 * @param <T> the type of the argument
 */
public record ValueAndGradient<T>(double value, T gradient) {}

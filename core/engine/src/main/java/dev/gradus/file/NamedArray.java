package dev.gradus.file;

import dev.gradus.tensor.Shape;

/**
 * An array in a file.
 *
 * @param description what messages call it
 * @param values row-major, as many as the shape has elements
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares these
public record NamedArray(String name, String description, Shape shape, double[] values) {}

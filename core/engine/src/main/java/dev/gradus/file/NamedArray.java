package dev.gradus.file;

import dev.gradus.tensor.Shape;

/**
 * An array in a file.
 *
 * @param description its name in messages
 * @param values row-major, one for each element of the shape
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NamedArray(String name, String description, Shape shape, double[] values) {}

package dev.gradus.playground.backward;

import java.util.Locale;

/** What can be wrong with a line of a backward pass. The page has a sentence for each. */
public enum Mistake {
    /** An operand must be transposed. */
    TRANSPOSE_MISSING,
    /** One operand is transposed instead of the other. */
    TRANSPOSE_ELSEWHERE,
    /** An operand must not be transposed. */
    TRANSPOSE_EXTRA,
    /** The operands of a product are in the wrong order. */
    SWAPPED,
    /** An elementwise product stands where a matrix product belongs. */
    ELEMENTWISE,
    /** A matrix product stands where an elementwise product belongs. */
    MATRIX_PRODUCT,
    /** The gradients of the examples are not added. */
    BATCH_SUM,
    /** A sum goes over the wrong axes, so that the result has not the shape of the bias. */
    BIAS_SHAPE,
    /** An axis along which a value was broadcast, or that has size 1, is kept or lost. */
    KEPT_AXIS,
    /** A mean stands where a sum belongs, or the number of examples divides twice. */
    MEAN,
    /** The loss is a mean, but nothing divides by the number of examples. */
    MEAN_FORGOTTEN,
    /** A sign is wrong. */
    SIGN,
    /** A factor 2 or ½ is missing, or too many. */
    FACTOR,
    /** Another constant factor is missing, or too many. */
    CONSTANT,
    /** The slope of a function is missing. */
    SLOPE_FORGOTTEN,
    /** The slope of a function is taken of another variable. */
    SLOPE_OF_OTHER,
    /** The slope of a function is another formula. */
    SLOPE_WRONG,
    /** A factor, such as a slope, does not belong here. */
    FACTOR_EXTRA,
    /** The mask of a ReLU lets the wrong elements through. */
    MASK_INVERTED,
    /** The mask of a ReLU is taken of another layer. */
    MASK_OF_OTHER,
    /** A value is used on several paths, and one of them is missing. */
    FAN_OUT,
    /** Weights are used after the line that updates them. */
    UPDATED_WEIGHTS,
    /** The part of a softmax's derivative that comes from the other classes is missing. */
    SOFTMAX,
    /** Another value belongs here. */
    OTHER_VALUE,
    /** Another gradient belongs here. */
    OTHER_GRADIENT,
    /** The loss does not depend on this value. */
    UNUSED,
    /** The shape is wrong. */
    SHAPE,
    /** The numbers are wrong. */
    NUMBERS,
    /** The line cannot be read or computed. */
    UNREADABLE;

    /** The name for the page: {@code fan out}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}

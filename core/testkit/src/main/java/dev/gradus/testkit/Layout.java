package dev.gradus.testkit;

import dev.gradus.tensor.Shape;
import dev.gradus.testkit.domain.CaseLayout;

/** The shapes of the inputs of one case: the symbol of each axis, and the size of each symbol. Immutable. */
public final class Layout {
    private final CaseLayout sizes;

    Layout(CaseLayout sizes) {
        this.sizes = sizes;
    }

    /**
     * The size of a symbol of {@link Dims}.
     *
     * @throws IllegalArgumentException if no input has such an axis
     */
    public int size(String symbol) {
        return sizes.size(symbol);
    }

    /**
     * The shape of the input with this name.
     *
     * @throws IllegalArgumentException if there is no such input
     */
    public Shape shape(String input) {
        return sizes.shape(input);
    }
}

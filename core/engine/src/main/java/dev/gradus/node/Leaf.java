package dev.gradus.node;

import dev.gradus.tensor.Shape;
import java.util.List;

/** A node that is given, not computed: an input, a parameter that training changes, or a constant. */
public abstract sealed class Leaf extends Node permits Input, Parameter, Constant {
    Leaf(Shape shape, String label) {
        super(shape, label);
    }

    @Override
    public final List<Node> inputs() {
        return List.of();
    }
}

package dev.gradus.properties.nn;

import dev.gradus.tensor.Shape;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;

class ConvolutionProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return Windowed.spec(1, dims("n", "c", "s"), dims("k", "c", "t"))
                .size("s", 1, 4)
                .size("t", 1, 3)
                .tolerance(0, 0)
                .refuses(Shape.of(2, 3, 4), Shape.of(2, 2, 1))
                .refuses(Shape.of(2, 3, 4), Shape.of(2, 3))
                .refuses(Shape.of(2, 3, 4), Shape.of(2, 3, 0));
    }
}

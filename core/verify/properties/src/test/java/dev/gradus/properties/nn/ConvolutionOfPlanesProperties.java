package dev.gradus.properties.nn;

import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;

class ConvolutionOfPlanesProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return Windowed.spec(1, dims("n", "c", "s", "r"), dims("k", "c", "t", "u"))
                .size("s", 1, 4)
                .size("r", 1, 3)
                .size("t", 1, 3)
                .size("u", 1, 2)
                .tolerance(0, 0);
    }
}

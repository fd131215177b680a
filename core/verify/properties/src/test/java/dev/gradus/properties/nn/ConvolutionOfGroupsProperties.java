package dev.gradus.properties.nn;

import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;

class ConvolutionOfGroupsProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return Windowed.spec(2, dims("n", "4", "s"), dims("6", "2", "t"))
                .size("s", 1, 4)
                .size("t", 1, 3)
                .tolerance(0, 0);
    }
}

package dev.gradus.properties.nn;

import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;

class ConvolutionOfGroupsProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return Windowed.spec(2)
                .input("x", dims("n", "4", "s"), Windowed.FACTORS)
                .input("w", dims("6", "2", "t"), Windowed.FACTORS)
                .size("s", 1, 4)
                .size("t", 1, 3)
                .tolerance(0, 0);
    }
}

package dev.gradus.properties.node;

import dev.gradus.node.Square;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class SquareProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.unary(Square::new).input("x", anyShape(), Values.any()).reference(x -> Math.pow(x, 2));
    }
}

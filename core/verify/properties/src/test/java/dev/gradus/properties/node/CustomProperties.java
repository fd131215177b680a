package dev.gradus.properties.node;

import dev.gradus.node.Custom;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;
import java.util.List;

/** A square, given as two functions. */
class CustomProperties implements OpContract {
    private static final Custom.Forward SQUARE = (in, out) -> Arrays.setAll(out, i -> in[0][i] * in[0][i]);
    private static final Custom.Backward SLOPE =
            (op, upstream) -> List.of(upstream.multiply(op.input(0)).multiply(2));

    @Override
    public OpSpec spec() {
        return OpSpec.unary(x -> Custom.of(List.of(x), SQUARE, SLOPE))
                .input("x", anyShape(), Values.between(-1e100, 1e100))
                .reference(x -> x * x);
    }
}

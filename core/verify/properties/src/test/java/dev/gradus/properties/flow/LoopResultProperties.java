package dev.gradus.properties.flow;

import dev.gradus.flow.LoopResult;
import dev.gradus.flow.Scan;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.Arrays;
import java.util.List;

/** The outputs of three steps, which lie behind the last carry, of any vector of 3 numbers for each step and one. */
class LoopResultProperties implements OpContract {
    private static final LoopResult OUTPUTS = outputs();

    private static LoopResult outputs() {
        Node start = Constant.of(Tensor.zeros(2));
        return (LoopResult)
                Scan.times(3).carry("s", start).body(s -> s.add(1).sin()).output();
    }

    @Override
    public OpSpec spec() {
        return OpSpec.unary(x -> OUTPUTS.withInputs(List.of(x)))
                .input("x", dims("n"), Values.any())
                .size("n", 14, 17)
                .referenceTensor(in ->
                        Tensor.of(OUTPUTS.shape(), Arrays.copyOfRange(in.get(0).toArray(), 2, 8)));
    }
}

package dev.gradus.properties.node;

import dev.gradus.node.BatchMatMul;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

/** The operands' batches repeat each other. */
class BatchMatMulBroadcastProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.binary(BatchMatMul::new)
                .input("a", dims("b", "1", "n", "k"), Values.between(-1e150, 1e150))
                .input("b", dims("1", "c", "k", "m"), Values.between(-1e150, 1e150))
                .referenceTensor(in -> BatchMatMulProperties.product(in.get(0), in.get(1)))
                .tolerance(0, 0);
    }
}

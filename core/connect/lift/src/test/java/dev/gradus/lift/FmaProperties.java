package dev.gradus.lift;

import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;

class FmaProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.nary(in -> new Fma(in.get(0), in.get(1), in.get(2)))
                .input("a", dims("n", "m"), Values.any())
                .input("b", dims("n", "m"), Values.any())
                .input("c", dims("n", "m"), Values.any())
                .referenceTensor(in -> rounded(in.get(0), in.get(1), in.get(2)))
                .tolerance(0, 0);
    }

    private static Tensor rounded(Tensor a, Tensor b, Tensor c) {
        double[] left = a.toArray();
        double[] right = b.toArray();
        double[] added = c.toArray();
        return Tensor.generate(a.shape(), i -> Math.fma(left[i], right[i], added[i]));
    }
}

package dev.gradus.properties.foreign;

import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import java.util.stream.IntStream;

/** Attention with a causal mask, as one op whose rule holds infinite scores. */
class AttentionProperties implements OpContract {
    @Override
    public OpSpec spec() {
        return OpSpec.nary(in -> new RightOps.Attention(in.get(0), in.get(1), in.get(2)))
                .input("q", dims("n", "k"), Values.between(-1e3, 1e3))
                .input("k", dims("n", "k"), Values.between(-1e3, 1e3))
                .input("v", dims("n", "m"), Values.between(-1e100, 1e100))
                .size("n", 1, 4)
                .referenceTensor(in -> attention(in.get(0), in.get(1), in.get(2)));
    }

    private static Tensor attention(Tensor q, Tensor k, Tensor v) {
        int n = q.shape().size(0);
        Tensor scores = Tensor.generate(Shape.of(n, n), position -> {
            int i = position / n;
            int j = position % n;
            return j > i
                    ? Double.NEGATIVE_INFINITY
                    : IntStream.range(0, q.shape().size(1))
                            .mapToDouble(c -> q.get(i, c) * k.get(j, c))
                            .sum();
        });
        Tensor weights = SoftmaxProperties.softmax(scores);
        return Tensor.generate(v.shape(), position -> {
            int i = position / v.shape().size(1);
            int c = position % v.shape().size(1);
            return IntStream.rangeClosed(0, i)
                    .mapToDouble(j -> weights.get(i, j) * v.get(j, c))
                    .sum();
        });
    }
}

package dev.gradus.properties.nn;

import dev.gradus.nn.DropoutMask;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import dev.gradus.testkit.OpContract;
import dev.gradus.testkit.OpSpec;
import dev.gradus.testkit.Values;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

class DropoutMaskProperties implements OpContract {
    private static final long LOW_32_BITS = 0xFFFFFFFFL;

    private record Mask(Shape shape, double p, long seed) {}

    @Override
    public OpSpec spec() {
        return OpSpec.drawing(layout -> masks())
                .unary((step, mask) -> new DropoutMask(step, mask.shape, mask.p, mask.seed))
                .inputWithoutDerivative("step", dims(), Values.integers(0, 1_000_000))
                .referenceTensor((in, mask) -> Tensor.generate(
                        mask.shape, i -> word(mask.seed, (long) in.get(0).item(), i) * 0x1p-32 < mask.p ? 0 : 1))
                .refuses(Shape.of(2));
    }

    private static Arbitrary<Mask> masks() {
        Arbitrary<int[]> sizes =
                Arbitraries.integers().between(0, 4).array(int[].class).ofMaxSize(3);
        return Combinators.combine(sizes, Arbitraries.doubles().between(0, 0.99), Arbitraries.longs())
                .as((size, p, seed) -> new Mask(Shape.of(size), p, seed));
    }

    /** Word i of a stream of Philox4x32-10: two multiplications and a swap, ten times. */
    private static long word(long key, long stream, int i) {
        long k0 = key & LOW_32_BITS;
        long k1 = key >>> 32;
        long[] c = {i / 4, 0, stream & LOW_32_BITS, stream >>> 32};
        for (int round = 0; round < 10; round++) {
            long a = 0xD2511F53L * c[0];
            long b = 0xCD9E8D57L * c[2];
            c = new long[] {(b >>> 32) ^ c[1] ^ k0, b & LOW_32_BITS, (a >>> 32) ^ c[3] ^ k1, a & LOW_32_BITS};
            k0 = (k0 + 0x9E3779B9L) & LOW_32_BITS;
            k1 = (k1 + 0xBB67AE85L) & LOW_32_BITS;
        }
        return c[i % 4];
    }
}

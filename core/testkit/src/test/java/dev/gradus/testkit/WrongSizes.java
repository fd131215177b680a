package dev.gradus.testkit;

import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.IntBinaryOperator;
import java.util.function.ToDoubleFunction;

/** Ops that are right for short tensors and wrong for long ones, where their code takes another path. */
final class WrongSizes {
    private static final Values ANY = Values.any();

    private WrongSizes() {}

    static List<Mutant> all() {
        return List.of(
                mutant("the last partial block of 1,024 is only copied", 1025, twice((x, out) -> {
                    int whole = out.length < 1024 ? out.length : out.length / 1024 * 1024;
                    for (int i = 0; i < out.length; i++) {
                        out[i] = i < whole ? 2 * x[i] : x[i];
                    }
                })),
                mutant("an index stored in a short", 32769, twice((x, out) -> {
                    for (int i = 0; i < out.length; i++) {
                        short index = (short) i;
                        out[i] = 2 * x[index & Short.MAX_VALUE];
                        out[i] = index == i ? out[i] : -out[i];
                    }
                })),
                mutant("a byte counts the blocks of 64", 8193, twice((x, out) -> {
                    Arrays.setAll(out, i -> x[i]);
                    byte block = 0;
                    for (int from = 0; from < out.length; from += 64, block++) {
                        for (int i = 64 * block; i >= 0 && i < Math.min(64 * block + 64, out.length); i++) {
                            out[i] = 2 * x[i];
                        }
                    }
                })),
                mutant("from 16,384 elements on, both halves are the first half", 16384, twice((x, out) -> {
                    int half = out.length < 16384 ? out.length : out.length / 2;
                    for (int i = 0; i < out.length; i++) {
                        out[i] = i < half ? 2 * x[i] : 3 * x[i - half];
                    }
                })),
                ofSum("a sum unrolled by four drops the rest from 65 elements on", 65, x -> {
                    int counted = x.length <= 64 ? x.length : x.length / 4 * 4;
                    return Arrays.stream(x, 0, counted).sum();
                }),
                ofSum("a pairwise sum loses the middle of an odd number above 64", 65, WrongSizes::pairwise),
                ofSum("a sum whose count of blocks is a short", 32769, x -> {
                    double sum = 0;
                    short next = 0;
                    while (next >= 0 && next < x.length) {
                        sum += x[next++];
                    }
                    return sum;
                }),
                Mutant.of(
                                "a mean divides by a 16-bit count",
                                OpSpec.unary(x -> Custom.of(
                                                List.of(x),
                                                inputs -> Shape.scalar(),
                                                (f, in, out) -> out[0] =
                                                        Arrays.stream(in[0]).sum() / (char) in[0].length,
                                                (f, u) -> List.of(u.divide(f.input(0)
                                                                .shape()
                                                                .elements())
                                                        .broadcastTo(f.input(0).shape()))))
                                        .input("x", Dims.dims("n"), ANY)
                                        .size("n", 1, 4)
                                        .referenceTensor(in -> Tensor.scalar(
                                                Arrays.stream(in.get(0).toArray())
                                                                .sum()
                                                        / in.get(0).shape().elements())),
                                Law.LONG_TENSORS,
                                ones(65536, "1"))
                        .survivingThePlainCheck(),
                rule(
                        "the gradient of a sum is as long as its first block",
                        1025,
                        (in, out) -> Arrays.fill(out, 0, Math.min(out.length, 1024), in[0][0])),
                rule("the gradient of a sum counts its elements in a byte", 129, (in, out) -> {
                    for (int i = 0; i < out.length; i++) {
                        out[i] = (byte) i >= 0 || i > 255 ? in[0][0] : 0;
                    }
                }),
                twiceRule(
                        "from 4,096 elements on the gradient has no factor",
                        4096,
                        (u, out) -> Arrays.setAll(out, i -> out.length < 4096 ? 2 * u[i] : u[i])),
                twiceRule("the last partial block of the gradient is missing", 129, (u, out) -> {
                    int whole = out.length <= 128 ? out.length : out.length / 128 * 128;
                    Arrays.setAll(out, i -> i < whole ? 2 * u[i] : 0);
                }));
    }

    static String ones(int count, String upstream) {
        String many = "[" + String.join(", ", Collections.nCopies(count, "1")) + "]";
        return "x = " + many + ", upstream = " + (upstream.isEmpty() ? many : upstream);
    }

    private static Mutant mutant(String name, int smallest, OpSpec spec) {
        return Mutant.of(name, spec, Law.LONG_TENSORS, ones(smallest, "")).survivingThePlainCheck();
    }

    /** Computes one array from another. */
    @FunctionalInterface
    private interface Loop {
        void compute(double[] x, double[] out);
    }

    private static OpSpec twice(Loop loop) {
        return OpSpec.unary(
                        x -> Custom.like(x, (f, in, out) -> loop.compute(in[0], out), (f, u) -> List.of(u.multiply(2))))
                .input("x", Dims.dims("n"), ANY)
                .reference(x -> 2 * x);
    }

    private static Mutant twiceRule(String name, int smallest, Loop loop) {
        return mutant(
                name,
                smallest,
                OpSpec.unary(x -> Custom.like(
                                x,
                                (f, in, out) -> Arrays.setAll(out, i -> 2 * in[0][i]),
                                (f, u) -> List.of(Custom.like(
                                        u,
                                        (g, in, out) -> loop.compute(in[0], out),
                                        (g, v) -> List.of(v.multiply(2))))))
                        .input("x", Dims.dims("n"), ANY)
                        .reference(x -> 2 * x));
    }

    private static Mutant ofSum(String name, int smallest, ToDoubleFunction<double[]> sum) {
        return Mutant.of(
                        name,
                        sum((in, out) -> out[0] = sum.applyAsDouble(in[0]), (in, out) -> Arrays.fill(out, in[0][0])),
                        Law.LONG_TENSORS,
                        ones(smallest, "1"))
                .survivingThePlainCheck();
    }

    /** Computes the gradient of a sum. */
    @FunctionalInterface
    private interface Passes {
        void compute(double[][] in, double[] out);
    }

    private static Mutant rule(String name, int smallest, Passes rule) {
        return Mutant.of(
                        name,
                        sum((in, out) -> out[0] = Arrays.stream(in[0]).sum(), (in, out) -> {
                            Arrays.fill(out, 0);
                            rule.compute(in, out);
                        }),
                        Law.LONG_TENSORS,
                        ones(smallest, "1"))
                .survivingThePlainCheck();
    }

    private static OpSpec sum(Passes forward, Passes rule) {
        return OpSpec.unary(x -> Custom.of(
                        List.of(x),
                        inputs -> Shape.scalar(),
                        (f, in, out) -> forward.compute(in, out),
                        (f, u) -> List.of(Custom.of(
                                List.of(u),
                                inputs -> f.input(0).shape(),
                                (g, in, out) -> rule.compute(in, out),
                                (g, v) -> List.of(v.sum().reshape(u.shape()))))))
                .input("x", Dims.dims("n"), ANY)
                .referenceTensor(
                        in -> Tensor.scalar(Arrays.stream(in.get(0).toArray()).sum()));
    }

    private static double pairwise(double[] x) {
        if (x.length <= 64) {
            return Arrays.stream(x).sum();
        }
        int half = x.length / 2;
        return pairwise(Arrays.copyOf(x, half)) + pairwise(Arrays.copyOfRange(x, x.length - half, x.length));
    }

    /** Ops that depend on other elements than they say, but only in long tensors. Value and gradient are right. */
    static List<Mutant> neighbors() {
        return List.of(
                mixing("from 65 elements on it depends on its left neighbor", 65, (i, n) -> i < 64 ? -1 : i - 1),
                mixing(
                        "the last element of each block of 64 depends on the next",
                        65,
                        (i, n) -> i % 64 == 63 && i + 1 < n ? i + 1 : -1),
                mixing(
                        "a partial last block of 128 is aligned at its end",
                        129,
                        (i, n) -> i < n / 128 * 128 || n < 128 ? -1 : i - 1),
                mixing(
                        "from 1,025 elements on it depends on the element a block before",
                        1025,
                        (i, n) -> i < 1024 ? -1 : i - 1024),
                mixing("an index in a byte adds the element 256 before", 257, (i, n) -> i < 256 ? -1 : (byte) i & 255),
                mixing(
                        "an index in a short adds the element 32,768 before",
                        32769,
                        (i, n) -> i < 32768 ? -1 : i & Short.MAX_VALUE),
                mixing(
                        "only the last of more than 64 elements depends on the first",
                        65,
                        (i, n) -> n > 64 && i == n - 1 ? 0 : -1),
                mixing("lanes are exchanged in blocks of 512", 1024, (i, n) -> n < 1024 ? -1 : i ^ 1),
                mixing("elements are mirrored from 100 on", 100, (i, n) -> n < 100 ? -1 : n - 1 - i),
                mixing(
                        "the middle of more than 2,000 elements is shared",
                        2001,
                        (i, n) -> n > 2000 && i == n / 2 ? 0 : -1),
                claiming(
                        "claims only to repeat, but doubles from 300 on",
                        Dependence.REPETITION,
                        301,
                        (i, n) -> i < 300 ? -1 : i),
                claiming(
                        "claims only to move elements, but doubles from 5,000 on",
                        Dependence.MOVE,
                        5001,
                        (i, n) -> i < 5000 ? -1 : i));
    }

    private static Mutant mixing(String name, int smallest, IntBinaryOperator neighbor) {
        return claiming("claims to be elementwise, but " + name, Dependence.ELEMENTWISE, smallest, neighbor);
    }

    private static Mutant claiming(String name, Dependence dependence, int smallest, IntBinaryOperator neighbor) {
        return mutant(
                name,
                smallest,
                OpSpec.unary(x -> new Mixing(x, dependence, neighbor, false))
                        .input("x", Dims.dims("n"), ANY)
                        .referenceTensor(in -> {
                            double[] out = new double[in.get(0).shape().elements()];
                            Mixing.add(in.get(0).toArray(), out, neighbor, false);
                            return Tensor.of(in.get(0).shape(), out);
                        }));
    }

    /** Each element plus its neighbor, if it has one. */
    private static final class Mixing extends Op {
        private final Dependence dependence;
        private final IntBinaryOperator neighbor;
        private final boolean transposed;

        Mixing(Node x, Dependence dependence, IntBinaryOperator neighbor, boolean transposed) {
            super(x.shape(), x, in -> new Mixing(in, dependence, neighbor, transposed));
            this.dependence = dependence;
            this.neighbor = neighbor;
            this.transposed = transposed;
        }

        static void add(double[] x, double[] out, IntBinaryOperator neighbor, boolean transposed) {
            System.arraycopy(x, 0, out, 0, out.length);
            for (int i = 0; i < out.length; i++) {
                int other = neighbor.applyAsInt(i, out.length);
                if (other >= 0) {
                    out[transposed ? other : i] += x[transposed ? i : other];
                }
            }
        }

        @Override
        public void forward(double[][] in, double[] out) {
            add(in[0], out, neighbor, transposed);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(new Mixing(upstream, Dependence.ANY, neighbor, !transposed));
        }

        @Override
        public Dependence dependence() {
            return dependence;
        }
    }
}

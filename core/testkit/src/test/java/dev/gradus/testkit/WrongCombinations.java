package dev.gradus.testkit;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Ops that are wrong only where two things meet, such as many elements and a second derivative. */
final class WrongCombinations {
    private static final Values ANY = Values.between(-10, 10);

    private WrongCombinations() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of(
                                "the second derivative is wrong for more than 8 elements",
                                vector((self, in, out) -> map(in[0], out), WrongCombinations::rightOnce)
                                        .referenceTensor(in -> in.get(0).map(x -> x * x)),
                                Law.SECOND_ORDER,
                                cases(9))
                        .survivingThePlainCheck(),
                Mutant.of(
                                "a memo of the first element for 64 elements and more",
                                OpSpec.unary(Remembering::new)
                                        .input("x", Dims.dims("n"), ANY)
                                        .referenceTensor(in -> in.get(0).map(x -> x * x)),
                                Law.NO_MEMORY,
                                cases(64))
                        .survivingThePlainCheck(),
                Mutant.of(
                                "a scratch array of the op for 256 elements and more",
                                OpSpec.unary(Sharing::new)
                                        .input("x", Dims.dims("n"), ANY)
                                        .reference(StrictMath::exp),
                                Law.THREADS,
                                cases(256))
                        .survivingThePlainCheck(),
                Mutant.of(
                                "ties of a maximum counted in a byte",
                                OpSpec.unary(x -> Custom.of(
                                                List.of(x),
                                                inputs -> Shape.of(),
                                                (self, in, out) -> out[0] = Arrays.stream(in[0])
                                                        .max()
                                                        .orElse(0),
                                                WrongCombinations::shared))
                                        .input("x", Dims.dims("n"), ANY)
                                        .apart("x", "x")
                                        .referenceTensor(in -> Tensor.scalar(
                                                Arrays.stream(in.get(0).toArray())
                                                        .max()
                                                        .orElse(0))),
                                Law.KINKS,
                                "x = " + ones(256) + ", upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "subnormal numbers are flushed to 0",
                                OpSpec.unary(x -> Custom.like(
                                                x,
                                                (self, in, out) ->
                                                        Arrays.setAll(out, i -> Math.sqrt(flushed(in[0][i]))),
                                                (self, upstream) -> List.of(
                                                        upstream.multiply(0.5).divide(self))))
                                        .input("x", Dims.dims("n"), Values.positive())
                                        .reference(Math::sqrt),
                                Law.NEAR_EDGES,
                                "x = [1.0E-308], upstream = [1]")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "the slope of subnormal numbers is 0",
                                vector(
                                                (self, in, out) -> System.arraycopy(in[0], 0, out, 0, out.length),
                                                (self, upstream) -> List.of(self.input(0)
                                                        .abs()
                                                        .less(Double.MIN_NORMAL)
                                                        .multiply(self.input(0).notEqual(0))
                                                        .where(upstream.multiply(0), upstream)))
                                        .referenceTensor(in -> in.get(0)),
                                Law.MAGNITUDES,
                                "x = [1.0E-308], upstream = [1]")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "a rule 1 % too large where the sum is large and the maximum small",
                                vector(
                                                (self, in, out) -> System.arraycopy(in[0], 0, out, 0, out.length),
                                                (self, upstream) -> List.of(self.input(0)
                                                        .sum()
                                                        .greater(40)
                                                        .multiply(self.input(0)
                                                                .abs()
                                                                .max()
                                                                .less(1))
                                                        .where(upstream.multiply(1.01), upstream)))
                                        .referenceTensor(in -> in.get(0)),
                                Law.ADJOINT,
                                "x = " + all("0.9", 45) + ", upstream = " + ones(45))
                        .survivingThePlainCheck(),
                Mutant.of(
                                "a function that is not homogeneous",
                                vector((self, in, out) -> map(in[0], out), WrongCombinations::rightRule)
                                        .without(Law.VALUE, "its law says what it is")
                                        .law("f(2x) = 2 f(x)", where -> {
                                            Tensor twice = where.values().get(0).map(x -> 2 * x);
                                            if (!where.value(List.of(twice))
                                                    .equals(where.value().map(y -> 2 * y))) {
                                                throw new AssertionError(twice + " is not twice the value");
                                            }
                                        }),
                                Law.OWN,
                                cases(1))
                        .survivingThePlainCheck());
    }

    private static OpSpec vector(Custom.Forward forward, Custom.Rule rule) {
        return OpSpec.unary(x -> Custom.like(x, forward, rule)).input("x", Dims.dims("n"), ANY);
    }

    private static void map(double[] in, double[] out) {
        Arrays.setAll(out, i -> in[i] * in[i]);
    }

    /** 2 x, as if it were a constant if there are many. */
    private static List<Node> rightOnce(Op self, Node u) {
        Node x = self.input(0);
        return List.of(u.multiply(x.shape().elements() > 8 ? x.multiply(2).stopGradient() : x.multiply(2)));
    }

    private static double flushed(double x) {
        return Math.abs(x) < Double.MIN_NORMAL ? 0 : x;
    }

    private static List<Node> rightRule(Op self, Node upstream) {
        return List.of(upstream.multiply(self.input(0)).multiply(2));
    }

    private static List<Node> shared(Op self, Node u) {
        Node x = self.input(0), isMost = x.equal(self);
        Node count = isMost.sum();
        Node inAByte = count.subtract(count.greater(255).multiply(256));
        return List.of(isMost.where(u.divide(inAByte), Constant.of(0)));
    }

    private static String ones(int count) {
        return all("1", count);
    }

    private static String all(String element, int count) {
        return Stream.generate(() -> element).limit(count).collect(Collectors.joining(", ", "[", "]"));
    }

    private static String cases(int count) {
        return "x = " + ones(count) + ", upstream = " + ones(count);
    }

    /** x², where the value at 0 is kept from the last call. */
    private static final class Remembering extends Op {
        private double[] last = {};

        Remembering(Node x) {
            super(x.shape(), x, Remembering::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            map(in[0], out);
            boolean isSame = out.length >= 64 && last.length == out.length && last[1] == in[0][1];
            out[0] = isSame ? last[0] : out.length > 0 ? out[0] : 0;
            if (out.length >= 64) {
                last = new double[out.length];
                last[0] = out[0];
                last[1] = in[0][1];
            }
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(input(0)).multiply(2));
        }
    }

    /** exp x, computed in an array of the op if it is large. */
    private static final class Sharing extends Op {
        private final double[] scratch;

        Sharing(Node x) {
            super(x.shape(), x, Sharing::new);
            this.scratch = new double[x.shape().elements()];
        }

        @Override
        public void forward(double[][] in, double[] out) {
            double[] used = out.length < 256 ? out : scratch;
            for (int k = 0; k < out.length; k++) {
                used[k] = StrictMath.exp(in[0][k]);
            }
            Thread.yield(); // on a busy machine, too, the other thread comes in between
            System.arraycopy(used, 0, out, 0, out.length);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(this));
        }
    }
}

package dev.gradus.testkit;

import static dev.gradus.testkit.Formula.spec;

import dev.gradus.node.Constant;
import dev.gradus.node.CumulativeSum;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.OneHot;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.DoublePredicate;

/** Ops that compute a wrong value, at least somewhere, or take what they should refuse. */
final class WrongValues {
    private static final Values ANY = Values.any();

    private WrongValues() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of(
                                "overflow: eˣ / (1 + eˣ) is NaN from 710 on",
                                OpSpec.unary(Formula.unary(
                                                x -> Math.exp(x) / (1 + Math.exp(x)),
                                                (f, u) -> u.multiply(f)
                                                        .multiply(Constant.of(1).subtract(f))))
                                        .input("x", Dims.anyShape(), ANY)
                                        .reference(x -> 1 / (1 + Math.exp(-x))),
                                Law.EXTREMES,
                                "x = 710, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "overflow: √(x² + 1) is ∞ for large x",
                                OpSpec.unary(Formula.unary(
                                                x -> Math.sqrt(x * x + 1), (f, u) -> u.multiply(f.x().divide(f))))
                                        .input("x", Dims.anyShape(), ANY)
                                        .reference(x -> Math.hypot(x, 1)),
                                Law.EXTREMES,
                                "x = 1.0E155, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "log(1 + eˣ) is 0 where it should be small",
                                OpSpec.unary(Formula.unary(
                                                x -> Math.log(1 + Math.exp(x)), (f, u) -> u.multiply(f.x().sigmoid())))
                                        .input("x", Dims.anyShape(), Values.between(-700, 700))
                                        .reference(x -> Math.log1p(Math.exp(-Math.abs(x))) + Math.max(x, 0)),
                                Law.VALUE,
                                "x = -11, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "0 · ∞: a mask that multiplies",
                                spec(
                                        x -> x > 0 ? Math.sqrt(x) : 0,
                                        (f, u) -> u.multiply(f.x().greater(0))
                                                .multiply(Constant.of(0.5)
                                                        .divide(f.x().abs().sqrt())),
                                        ANY.kinksAt(0)),
                                Law.EXTREMES,
                                "x = 0, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "sums along the wrong axis",
                                sumsAlong(),
                                Law.VALUE,
                                "x = [[1, 1]], upstream = [[1, 1]]",
                                "x = [[1], [1]], upstream = [[1], [1]]")
                        .survivingThePlainCheck(),
                Mutant.of("accepts incompatible shapes", fits(false), Law.REFUSALS, "a = [1], b = [1], upstream = [1]")
                        .survivingThePlainCheck(),
                Mutant.of("refuses without saying why", fits(true), Law.REFUSALS, "a = [1], b = [1], upstream = [1]")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "fails on empty tensors",
                                firstElement(),
                                Law.SMALLEST_SIZES,
                                "x = [] of shape (0), upstream = [] of shape (0)")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "adds 1 to a single element",
                                thrice(
                                        Dims.dims("n"),
                                        (f, in, out) ->
                                                Arrays.setAll(out, i -> 3 * in[0][i] + (out.length == 1 ? 1 : 0))),
                                Law.SMALLEST_SIZES,
                                "x = [1], upstream = [1]")
                        .survivingThePlainCheck(),
                Mutant.of(
                        "claims to have no derivative",
                        spec(x -> x * x, (f, u) -> Undefined.node(), ANY),
                        Law.GRADIENT,
                        "x = 1, upstream = 1"),
                Mutant.of("gives indices a gradient", taken(), Law.GRADIENT, "x = [1], index = 0, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "value wrong from |x| = 60 on",
                                wrongWhere(x -> Math.abs(x) >= 60),
                                Law.MAGNITUDES,
                                "x = 60, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "value wrong in a region 1e-4 wide",
                                wrongWhere(x -> Math.floor(x * 1e4) == 7311),
                                Law.EVERYWHERE,
                                "x = 0.7311, upstream = 1",
                                "x = 0.73111, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "wrong from element 48 on",
                                thrice(
                                        Dims.dims("n"),
                                        (f, in, out) -> Arrays.setAll(out, i -> i < 48 ? 3 * in[0][i] : in[0][i])),
                                Law.VALUE,
                                "x = " + Collections.nCopies(49, 1) + ", upstream = " + Collections.nCopies(49, 1))
                        .survivingThePlainCheck(),
                Mutant.of(
                                "wrong at rank 4",
                                thrice(
                                        Dims.anyShape(),
                                        (f, in, out) -> Arrays.setAll(
                                                out, i -> (f.shape().rank() < 4 ? 3 : 2) * in[0][i])),
                                Law.VALUE,
                                "x = [[[[1]]]], upstream = [[[[1]]]]")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "index wrong from 128 on",
                                takenByByte(),
                                Law.LONG_TENSORS,
                                "x = " + Collections.nCopies(129, 1) + ", index = 128, upstream = 1")
                        .survivingThePlainCheck());
    }

    /** sin x, and half of it where a predicate holds. */
    private static OpSpec wrongWhere(DoublePredicate wrong) {
        return OpSpec.unary(Formula.unary(
                        x -> wrong.test(x) ? Math.sin(x) / 2 : Math.sin(x), (f, u) -> u.multiply(f.x().cos())))
                .input("x", Dims.anyShape(), Values.between(-1e9, 1e9))
                .reference(Math::sin);
    }

    /** 3x, computed as the mutant likes. */
    private static OpSpec thrice(Dims dims, Custom.Forward forward) {
        return OpSpec.unary(x -> Custom.like(x, forward, (f, u) -> List.of(u.multiply(3))))
                .input("x", dims, ANY)
                .reference(x -> 3 * x);
    }

    /** x at an index of which seven bits are kept. */
    private static OpSpec takenByByte() {
        return OpSpec.binary((x, index) -> Custom.of(
                        List.of(x, index),
                        inputs -> Shape.scalar(),
                        (f, in, out) -> out[0] = in[0][(int) in[1][0] & 127],
                        (f, u) -> List.of(
                                new OneHot(f.input(1), f.input(0).shape().size(0)).multiply(u), Undefined.zeroMark())))
                .input("x", Dims.dims("n"), ANY)
                .inputWithoutDerivative("index", Dims.dims(), Values.indicesOf("n"))
                .size("n", 1, 4)
                .referenceTensor(
                        in -> Tensor.scalar(in.get(0).get((int) in.get(1).item())));
    }

    /** A way to {@code undefined}, which only ops may say. */
    private static final class Undefined {
        static Node node() {
            return new Undefiner().mark();
        }

        static Node zeroMark() {
            return new Undefiner().zeroMark();
        }

        private static final class Undefiner extends Op {
            Undefiner() {
                super(Shape.scalar(), Input.of("none"));
            }

            Node zeroMark() {
                return zero();
            }

            Node mark() {
                return undefined("nobody worked it out");
            }

            @Override
            public void forward(double[][] in, double[] out) {
                out[0] = in[0][0];
            }

            @Override
            public List<Node> backward(Node upstream) {
                return List.of(mark());
            }

            @Override
            public Undefiner withInputs(List<Node> inputs) {
                return new Undefiner();
            }
        }
    }

    /** Running sums along axis 1 that claim to be along axis 0. */
    private static OpSpec sumsAlong() {
        return OpSpec.unary(x -> Custom.like(
                        x,
                        (f, in, out) -> System.arraycopy(
                                sums(Tensor.of(f.shape(), in[0]), 1).toArray(), 0, out, 0, out.length),
                        (f, u) -> List.of(new CumulativeSum(u, 1, false, true))))
                .input("x", Dims.dims("n", "m"), ANY)
                .referenceTensor(in -> sums(in.get(0), 0));
    }

    private static Tensor sums(Tensor x, int axis) {
        return Tensor.generate(x.shape(), position -> {
            int[] index = x.shape().index(position);
            double sum = 0;
            for (int k = 0; k <= x.shape().index(position)[axis]; k++) {
                index[axis] = k;
                sum += x.get(index);
            }
            return sum;
        });
    }

    /** a + b for equal shapes, which looks only at the number of elements, or says nothing about shapes. */
    private static OpSpec fits(boolean refuses) {
        return OpSpec.binary((a, b) -> {
                    if (refuses && !a.shape().equals(b.shape())) {
                        throw new IllegalArgumentException("bad shapes");
                    }
                    return Custom.of(
                            List.of(a, b),
                            inputs -> inputs.get(0).shape(),
                            (f, in, out) -> Arrays.setAll(out, i -> in[0][i] + in[1][i]),
                            (f, u) -> List.of(u, u));
                })
                .input("a", Dims.dims("n"), ANY)
                .input("b", Dims.dims("n"), ANY)
                .referenceTensor(in -> Tensor.generate(
                        in.get(0).shape(), i -> in.get(0).get(i) + in.get(1).get(i)));
    }

    /** x − x₀ + x, say: it looks at an element that an empty tensor has not. */
    private static OpSpec firstElement() {
        return OpSpec.unary(x -> Custom.like(
                        x,
                        (f, in, out) -> {
                            out[0] = in[0][0];
                            System.arraycopy(in[0], 0, out, 0, out.length);
                        },
                        (f, u) -> List.of(u)))
                .input("x", Dims.dims("n"), ANY)
                .reference(x -> x);
    }

    /** x at an index, whose rule treats the index as a number. */
    private static OpSpec taken() {
        return OpSpec.binary((x, index) -> Custom.of(
                        List.of(x, index),
                        inputs -> Shape.scalar(),
                        (f, in, out) -> out[0] = in[0][(int) in[1][0]],
                        (f, u) -> List.of(
                                new OneHot(f.input(1), f.input(0).shape().size(0)).multiply(u), u)))
                .input("x", Dims.dims("n"), ANY)
                .inputWithoutDerivative("index", Dims.dims(), Values.indicesOf("n"))
                .size("n", 1, 4)
                .referenceTensor(
                        in -> Tensor.scalar(in.get(0).get((int) in.get(1).item())));
    }
}

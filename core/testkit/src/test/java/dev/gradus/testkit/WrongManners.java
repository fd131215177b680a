package dev.gradus.testkit;

import dev.gradus.node.BinaryOp;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import dev.gradus.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;

/** Ops that compute the right numbers once, but touch, keep, forget or share what they should not. */
final class WrongManners {
    private static final Values ANY = Values.any();

    private WrongManners() {}

    static List<Mutant> all() {
        return List.of(
                Mutant.of(
                                "forward overwrites its input",
                                twice((in, out) -> {
                                    for (int i = 0; i < out.length; i++) {
                                        in[0][i] *= 2;
                                        out[i] = in[0][i];
                                    }
                                }),
                                Law.NO_TRACE,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "backward overwrites upstream",
                                OpSpec.unary(Overwriting::new)
                                        .input("x", Dims.anyShape(), ANY)
                                        .reference(x -> 2 * x),
                                Law.NO_TRACE,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "forward relies on an output full of zeros",
                                twice((in, out) -> {
                                    for (int i = 0; i < out.length; i++) {
                                        if (in[0][i] != 0) {
                                            out[i] = 2 * in[0][i];
                                        }
                                    }
                                }),
                                Law.NO_TRACE,
                                "x = 0, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "forward adds to its output",
                                twice((in, out) -> {
                                    for (int i = 0; i < out.length; i++) {
                                        out[i] += 2 * in[0][i];
                                    }
                                }),
                                Law.NO_TRACE,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "an alias: forward keeps its output array and writes to it later",
                                OpSpec.unary(KeepsOutput::new)
                                        .input("x", Dims.anyShape(), ANY)
                                        .reference(x -> 2 * x),
                                Law.NO_TRACE,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "backward reads what forward saved",
                                OpSpec.unary(SavesForBackward::new)
                                        .input("x", Dims.anyShape(), ANY)
                                        .reference(Math::exp),
                                Law.NO_TRACE,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "forward depends on how often it was called",
                                OpSpec.unary(Drifting::new)
                                        .input("x", Dims.anyShape(), ANY)
                                        .reference(x -> 2 * x),
                                Law.DETERMINISTIC,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "two threads share a field",
                                OpSpec.unary(Scratch::new)
                                        .input("x", Dims.anyShape(), ANY)
                                        .reference(x -> 2 * x),
                                Law.THREADS,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                        "a value cached by the identity of an array",
                        OpSpec.unary(Cached::new)
                                .input("x", Dims.anyShape(), ANY)
                                .reference(x -> 2 * x),
                        Law.RUN,
                        "x = 1, upstream = 1"),
                Mutant.of(
                                "withInputs swaps the operands",
                                OpSpec.binary(Swapping::new)
                                        .input("a", Dims.broadcastable(), ANY)
                                        .input("b", Dims.broadcastable(), ANY)
                                        .reference((a, b) -> a - b),
                                Law.IDENTITY,
                                "a = 1, b = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of("withInputs forgets the factor", scaled(false, true), Law.IDENTITY, "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "attributes() leaves out the factor",
                                scaled(true, false),
                                Law.IDENTITY,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "withInputs keeps the old shape",
                                OpSpec.unary(x -> new Flat(x, x.shape().elements()))
                                        .input("x", Dims.dims("n", "m"), ANY)
                                        .referenceTensor(in -> in.get(0)
                                                .reshape(in.get(0).shape().elements())),
                                Law.SHAPES,
                                "x = [[1]], upstream = [1]")
                        .survivingThePlainCheck());
    }

    /** 2x, computed as the mutant likes. */
    private static OpSpec twice(BiConsumer<double[][], double[]> forward) {
        return OpSpec.unary(
                        x -> Custom.like(x, (f, in, out) -> forward.accept(in, out), (f, u) -> List.of(u.multiply(2))))
                .input("x", Dims.anyShape(), ANY)
                .reference(x -> 2 * x);
    }

    private static final class Overwriting extends UnaryOp {
        Overwriting(Node x) {
            super(x);
        }

        @Override
        public double apply(double x) {
            return 2 * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(Custom.like(
                    upstream,
                    (f, in, out) -> {
                        for (int i = 0; i < out.length; i++) {
                            in[0][i] *= 2;
                            out[i] = in[0][i];
                        }
                    },
                    (f, u) -> List.of(u.multiply(2))));
        }

        @Override
        public Overwriting withInputs(List<Node> inputs) {
            return new Overwriting(inputs.get(0));
        }
    }

    private static final class KeepsOutput extends UnaryOp {
        private double[] last = {};

        KeepsOutput(Node x) {
            super(x);
        }

        @Override
        public double apply(double x) {
            return 2 * x;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            super.forward(in, out);
            System.arraycopy(out, 0, last, 0, last.length);
            last = out;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(2));
        }

        @Override
        public KeepsOutput withInputs(List<Node> inputs) {
            return new KeepsOutput(inputs.get(0));
        }
    }

    private static final class SavesForBackward extends UnaryOp {
        private double[] saved = {};

        SavesForBackward(Node x) {
            super(x);
        }

        @Override
        public double apply(double x) {
            return StrictMath.exp(x);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            super.forward(in, out);
            saved = out.clone();
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(Custom.of(
                    List.of(upstream, this),
                    inputs -> inputs.get(0).shape(),
                    (f, in, out) -> Arrays.setAll(out, i -> in[0][i] * (i < saved.length ? saved[i] : 0)),
                    (f, u) -> List.of(u.multiply(this), u.multiply(f.input(0)))));
        }

        @Override
        public SavesForBackward withInputs(List<Node> inputs) {
            return new SavesForBackward(inputs.get(0));
        }
    }

    private static final class Drifting extends UnaryOp {
        private int calls;

        Drifting(Node x) {
            super(x);
        }

        @Override
        public double apply(double x) {
            return 2 * x * (1 + 1e-13 * calls);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            calls++;
            super.forward(in, out);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(2));
        }

        @Override
        public Drifting withInputs(List<Node> inputs) {
            return new Drifting(inputs.get(0));
        }
    }

    private static final class Scratch extends UnaryOp {
        private final double[] scratch;

        Scratch(Node x) {
            super(x);
            scratch = new double[x.shape().elements()];
        }

        @Override
        public double apply(double x) {
            return 2 * x;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            Arrays.setAll(scratch, i -> 2 * in[0][i]);
            Thread.yield(); // what a longer computation does by itself: the other thread gets its turn
            System.arraycopy(scratch, 0, out, 0, out.length);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(2));
        }

        @Override
        public Scratch withInputs(List<Node> inputs) {
            return new Scratch(inputs.get(0));
        }
    }

    private static final class Cached extends UnaryOp {
        private double[] lastIn = {};
        private double[] lastOut = {};

        Cached(Node x) {
            super(x);
        }

        @Override
        public double apply(double x) {
            return 2 * x;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            if (in[0] != lastIn) {
                super.forward(in, out);
                lastIn = in[0];
                lastOut = out.clone();
            }
            System.arraycopy(lastOut, 0, out, 0, out.length);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(2));
        }

        @Override
        public Cached withInputs(List<Node> inputs) {
            return new Cached(inputs.get(0));
        }
    }

    private static final class Swapping extends BinaryOp {
        Swapping(Node a, Node b) {
            super(a, b);
        }

        @Override
        public double apply(double a, double b) {
            return a - b;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.sumTo(a().shape()), upstream.negate().sumTo(b().shape()));
        }

        @Override
        public Swapping withInputs(List<Node> inputs) {
            return new Swapping(inputs.get(1), inputs.get(0));
        }
    }

    private static OpSpec scaled(boolean keeps, boolean tells) {
        return OpSpec.drawing(layout -> Arbitraries.integers().between(1, 5))
                .unary((x, factor) -> new Scale(x, factor, keeps, tells))
                .referenceTensor((in, factor) -> in.get(0).map(x -> factor * x))
                .input("x", Dims.anyShape(), ANY);
    }

    private static final class Scale extends UnaryOp {
        private final int factor;
        private final boolean keeps;
        private final boolean tells;

        private record Factor(int factor) {}

        Scale(Node x, int factor, boolean keeps, boolean tells) {
            super(x);
            this.factor = factor;
            this.keeps = keeps;
            this.tells = tells;
        }

        @Override
        public double apply(double x) {
            return factor * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(factor));
        }

        @Override
        public Scale withInputs(List<Node> inputs) {
            return new Scale(inputs.get(0), keeps ? factor : 1, keeps, tells);
        }

        @Override
        public Record attributes() {
            return tells ? new Factor(factor) : super.attributes();
        }
    }

    private static final class Flat extends Op {
        private final int elements;

        Flat(Node x, int elements) {
            super(Shape.of(elements), x);
            this.elements = elements;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            System.arraycopy(in[0], 0, out, 0, out.length);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.reshape(input(0).shape()));
        }

        @Override
        public Flat withInputs(List<Node> inputs) {
            return new Flat(inputs.get(0), elements);
        }
    }
}

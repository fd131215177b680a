package dev.gradus.testkit;

import dev.gradus.node.BinaryOp;
import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.DoubleFunction;
import java.util.function.Function;
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
                                "forward relies on an output initialized with zeros",
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
                        .survivingThePlainCheck(),
                Mutant.of(
                                "withInputs keeps the old number of elements for its mean",
                                OpSpec.unary(x -> new Average(x, x.shape().elements()))
                                        .input("x", Dims.dims("n"), ANY)
                                        .size("n", 1, 4)
                                        .referenceTensor(in -> Tensor.scalar(
                                                Arrays.stream(in.get(0).toArray())
                                                                .sum()
                                                        / in.get(0).shape().elements())),
                                Law.SHAPES,
                                "x = [1], upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "forward wrong when two inputs are the same array",
                                OpSpec.binary((a, b) -> Custom.of(
                                                List.of(a, b),
                                                inputs -> inputs.get(0).shape(),
                                                (f, in, out) -> Arrays.setAll(
                                                        out, i -> in[0] == in[1] ? in[0][i] : in[0][i] + in[1][i]),
                                                (f, u) -> List.of(u, u)))
                                        .input("a", Dims.anyShape(), ANY)
                                        .input("b", Dims.anyShape(), ANY)
                                        .reference((a, b) -> a + b),
                                Law.SHARED_NODE,
                                "a = 1, b = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "a static field mixes two instances",
                                OpSpec.drawing(layout -> Arbitraries.integers().between(1, 5))
                                        .unary(StaticScale::new)
                                        .input("x", Dims.anyShape(), ANY)
                                        .referenceTensor(
                                                (in, factor) -> in.get(0).map(x -> factor * x)),
                                Law.DETERMINISTIC,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "attributes() rounds the factor",
                                factors(factor -> new Rounded(Math.rint(factor * 1000) / 1000)),
                                Law.IDENTITY,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "equal attributes have different hash codes",
                                factors(Hashed::new),
                                Law.IDENTITY,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "attributes with equal numbers are not equal",
                                factors(factor -> new Array(new double[] {factor})),
                                Law.IDENTITY,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "prints as another function",
                                says(Notation.function("tanh"), x -> Optional.empty()),
                                Law.NOTATION,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "its Java code is another function",
                                says(Notation.function("sine").java("{0}.sinh()"), x -> Optional.empty()),
                                Law.NOTATION,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "its NumPy code is another function",
                                says(Notation.function("sine").numpy("np.sin(2 * {0})"), x -> Optional.empty()),
                                Law.NOTATION,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "its definition is another function",
                                says(Notation.function("sine"), x -> Optional.of(x.cos())),
                                Law.NOTATION,
                                "x = 1, upstream = 1")
                        .survivingThePlainCheck(),
                Mutant.of(
                                "claims to be elementwise, but is not",
                                OpSpec.unary(Backwards::new)
                                        .input("x", Dims.dims("n"), ANY)
                                        .referenceTensor(in -> Tensor.generate(
                                                in.get(0).shape(),
                                                i -> in.get(0)
                                                        .toArray()[
                                                        in.get(0).shape().elements() - 1 - i])),
                                Law.DEPENDENCE,
                                "x = [1, 1], upstream = [1, 1]")
                        .survivingThePlainCheck());
    }

    /** x · factor, whose attributes are what a function makes of the factor. */
    private static OpSpec factors(DoubleFunction<Record> attributes) {
        return OpSpec.drawing(layout -> Arbitraries.of(1.0, 0.5, 2.25))
                .unary((x, factor) -> new Multiple(x, factor, attributes))
                .input("x", Dims.anyShape(), ANY)
                .referenceTensor((in, factor) -> in.get(0).map(x -> factor * x));
    }

    private record Rounded(double factor) {}

    private record Array(double[] factors) {}

    private record Hashed(double factor) {
        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    private static final class Multiple extends UnaryOp {
        private final double factor;
        private final DoubleFunction<Record> attributes;

        Multiple(Node x, double factor, DoubleFunction<Record> attributes) {
            super(x, in -> new Multiple(in, factor, attributes));
            this.factor = factor;
            this.attributes = attributes;
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
        public Record attributes() {
            return attributes.apply(factor);
        }
    }

    private static final class StaticScale extends UnaryOp {
        private static int lastFactor;
        private final int factor;

        private record Factor(int factor) {}

        StaticScale(Node x, int factor) {
            super(x, in -> new StaticScale(in, factor));
            this.factor = factor;
            lastFactor = factor;
        }

        @Override
        public double apply(double x) {
            return lastFactor * x;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(factor));
        }

        @Override
        public Record attributes() {
            return new Factor(factor);
        }
    }

    private static final class Average extends Op {
        private final int elements;

        Average(Node x, int elements) {
            super(Shape.scalar(), x, in -> new Average(in, elements));
            this.elements = elements;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            out[0] = Arrays.stream(in[0]).sum() / elements;
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.divide(elements).broadcastTo(input(0).shape()));
        }
    }

    /** sin x, which says of itself what the mutant likes. */
    private static OpSpec says(Notation notation, Function<Node, Optional<Node>> definition) {
        return OpSpec.unary(x -> new Sine(x, notation, definition))
                .input("x", Dims.anyShape(), ANY)
                .reference(Math::sin);
    }

    private static final class Sine extends UnaryOp {
        private final Notation notation;
        private final Function<Node, Optional<Node>> definition;

        Sine(Node x, Notation notation, Function<Node, Optional<Node>> definition) {
            super(x, in -> new Sine(in, notation, definition));
            this.notation = notation;
            this.definition = definition;
        }

        @Override
        public double apply(double x) {
            return StrictMath.sin(x);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.multiply(x().cos()));
        }

        @Override
        public Notation notation() {
            return notation;
        }

        @Override
        public Optional<Node> definition() {
            return definition.apply(x());
        }
    }

    /** The elements in reverse order. */
    private static final class Backwards extends Op {
        Backwards(Node x) {
            super(x.shape(), x, Backwards::new);
        }

        @Override
        public void forward(double[][] in, double[] out) {
            Arrays.setAll(out, i -> in[0][out.length - 1 - i]);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return List.of(upstream.flip(0));
        }

        @Override
        public Dependence dependence() {
            return Dependence.ELEMENTWISE;
        }
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
            super(x, Overwriting::new);
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
    }

    private static final class KeepsOutput extends UnaryOp {
        private double[] last = {};

        KeepsOutput(Node x) {
            super(x, KeepsOutput::new);
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
    }

    private static final class SavesForBackward extends UnaryOp {
        private double[] saved = {};

        SavesForBackward(Node x) {
            super(x, SavesForBackward::new);
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
    }

    private static final class Drifting extends UnaryOp {
        private int calls;

        Drifting(Node x) {
            super(x, Drifting::new);
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
    }

    private static final class Scratch extends UnaryOp {
        private final double[] scratch;

        Scratch(Node x) {
            super(x, Scratch::new);
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
    }

    private static final class Cached extends UnaryOp {
        private double[] lastIn = {};
        private double[] lastOut = {};

        Cached(Node x) {
            super(x, Cached::new);
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
                .input("x", Dims.anyShape(), ANY)
                .referenceTensor((in, factor) -> in.get(0).map(x -> factor * x));
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
            super(Shape.of(elements), x, in -> new Flat(in, elements));
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
    }
}

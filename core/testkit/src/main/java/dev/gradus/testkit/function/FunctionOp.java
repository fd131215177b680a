package dev.gradus.testkit.function;

import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A function whose derivatives are written by hand, as an op: its rule calls them. */
public final class FunctionOp extends Op {
    private final HandWritten function;

    /**
     * The op.
     *
     * @param shape the shape of the value
     */
    public FunctionOp(HandWritten function, Shape shape, List<Node> inputs) {
        super(shape, inputs, in -> new FunctionOp(function, shape, in));
        this.function = function;
    }

    @Override
    public void forward(double[][] in, double[] out) {
        double[] value = function.value(function.arguments(in));
        if (value.length != out.length) {
            throw new IllegalArgumentException("the function returned " + value.length
                    + " elements, and for other arguments of the same length " + out.length);
        }
        System.arraycopy(value, 0, out, 0, out.length);
    }

    /** ∂⟨upstream, f⟩/∂x for one argument x by the exact derivatives, if the function has them. */
    public Optional<double[]> exact(double[][] in, double[] upstream, int argument) {
        return function.exact().map(exact -> exact.gradient(exact.arguments(in), upstream, argument));
    }

    @Override
    public List<Node> backward(Node upstream) {
        List<Node> given = new ArrayList<>(inputs());
        given.add(upstream);
        return IntStream.range(0, inputs().size())
                .<Node>mapToObj(input -> function.hasDerivative(function.names().get(input))
                        ? new Partial(function, input, input(input).shape(), given)
                        : zero())
                .toList();
    }

    /** The parts of the formulas, by their names. */
    public Map<String, Double> parts(double[][] in) {
        return function.parts(function.arguments(in));
    }

    @Override
    public Notation notation() {
        return Notation.function("f");
    }

    @Override
    public Record attributes() {
        return new Attributes(function, Optional.empty());
    }

    private record Attributes(HandWritten function, Optional<Integer> argument) {}

    /** ∂⟨upstream, f⟩/∂x for one argument x, given all arguments and upstream. */
    private static final class Partial extends Op {
        private final HandWritten function;
        private final int argument;

        Partial(HandWritten function, int argument, Shape shape, List<Node> given) {
            super(shape, given, in -> new Partial(function, argument, shape, in));
            this.function = function;
            this.argument = argument;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            double[] gradient = function.gradient(function.arguments(in), in[in.length - 1], argument);
            System.arraycopy(gradient, 0, out, 0, out.length);
        }

        /** ⟨v, u ∂f/∂x⟩ has the gradient u H v for the arguments, and ⟨v, ∂f/∂x⟩ for u. */
        @Override
        public List<Node> backward(Node v) {
            int count = inputs().size() - 1;
            List<Node> arguments = inputs().subList(0, count);
            Node u = input(count);
            if (!function.hasSecond()) {
                return inputs().stream()
                        .map(input -> undefined("no second derivatives are given"))
                        .toList();
            }
            List<Node> gradients = new ArrayList<>();
            for (int other = 0; other < count; other++) {
                boolean isGiven = function.hasDerivative(function.names().get(other));
                gradients.add(isGiven ? u.multiply(second(other, arguments, v)) : zero());
            }
            List<Node> withOne = new ArrayList<>(arguments);
            withOne.add(Constant.of(1));
            gradients.add(new Partial(function, argument, shape(), withOne)
                    .multiply(v)
                    .sum());
            return gradients;
        }

        private Node second(int other, List<Node> arguments, Node v) {
            Second second = new Second(function, argument, other, arguments);
            return function.isVector() ? second.transpose().matMul(v) : second.multiply(v);
        }

        @Override
        public Notation notation() {
            return Notation.function("∂f/∂" + function.names().get(argument));
        }

        @Override
        public Record attributes() {
            return new Attributes(function, Optional.of(argument));
        }
    }

    /** The second derivatives by two arguments, or the Hessian of a vector. */
    private static final class Second extends Op {
        private final HandWritten function;
        private final int a;
        private final int b;

        Second(HandWritten function, int a, int b, List<Node> arguments) {
            super(shape(function, arguments), arguments, in -> new Second(function, a, b, in));
            this.function = function;
            this.a = a;
            this.b = b;
        }

        private static Shape shape(HandWritten function, List<Node> arguments) {
            int n = arguments.get(0).shape().elements();
            return function.isVector() ? Shape.of(n, n) : Shape.of();
        }

        @Override
        public void forward(double[][] in, double[] out) {
            double[] second = function.second(function.arguments(in), a, b);
            System.arraycopy(second, 0, out, 0, out.length);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return inputs().stream()
                    .map(input -> undefined("no third derivatives are given"))
                    .toList();
        }

        @Override
        public Record attributes() {
            return new Pair(function, a, b);
        }

        private record Pair(HandWritten function, int a, int b) {}
    }
}

package dev.gradus.checker;

import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Op;
import dev.gradus.tensor.Shape;
import dev.gradus.testkit.cases.ForeignOp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/** An op of the program: its value, and so its gradients, are what the program answers. */
final class RemoteOp extends Op implements ForeignOp {
    private final Remote remote;
    private final JsonNode attribute;

    private record Attributes(String op, String attribute) {}

    RemoteOp(Remote remote, JsonNode attribute, List<Node> inputs) {
        super(remote.shape(attribute, shapes(inputs)), inputs, in -> new RemoteOp(remote, attribute, in));
        this.remote = remote;
        this.attribute = attribute;
    }

    private static List<Shape> shapes(List<Node> nodes) {
        return nodes.stream().map(Node::shape).toList();
    }

    @Override
    public void forward(double[][] in, double[] out) {
        double[] value = remote.forward(attribute, shapes(inputs()), in, shape());
        System.arraycopy(value, 0, out, 0, out.length);
    }

    @Override
    public Optional<double[]> pushedForward(double[][] in, double[][] tangents) {
        return remote.op().hasJvp()
                ? Optional.of(remote.jvp(attribute, shapes(inputs()), in, tangents, shape()))
                : Optional.empty();
    }

    @Override
    public void foresee(List<double[][]> points) {
        remote.foresee(attribute, shapes(inputs()), points, shape());
    }

    @Override
    public double[] thresholds() {
        return remote.op().thresholds();
    }

    @Override
    public int longest() {
        return remote.op().longest();
    }

    @Override
    public List<Node> backward(Node upstream) {
        if (!remote.op().hasBackward()) {
            return inputs().stream()
                    .map(input -> undefined("the program has no backward rule"))
                    .toList();
        }
        List<Node> given = new ArrayList<>(inputs());
        given.add(upstream);
        List<Node> gradients = new Rule(given).parts();
        return IntStream.range(0, gradients.size())
                .mapToObj(input -> remote.op().inputs().get(input).hasDerivative() ? gradients.get(input) : zero())
                .toList();
    }

    @Override
    public Record attributes() {
        return new Attributes(remote.op().name(), attribute.toString());
    }

    @Override
    public List<String> operands() {
        return remote.op().inputs().stream().map(OpDescription.Input::name).toList();
    }

    @Override
    public Notation notation() {
        return Notation.function(remote.op().name());
    }

    /** Several arrays, one after the other, that the program computes at once; its inputs are all that they depend on. */
    private abstract class Several extends Op {
        private final List<Shape> shapes;

        Several(List<Shape> shapes, List<Node> inputs, Function<List<Node>, Op> maker) {
            super(Shape.of(shapes.stream().mapToInt(Shape::elements).sum()), inputs, maker);
            this.shapes = shapes;
        }

        abstract double[][] compute(double[][] in);

        @Override
        public Notation notation() {
            return Notation.function(remote.op().name() + ".backward");
        }

        @Override
        public void forward(double[][] in, double[] out) {
            int start = 0;
            for (double[] array : compute(in)) {
                System.arraycopy(array, 0, out, start, array.length);
                start += array.length;
            }
        }

        List<Node> parts() {
            List<Node> parts = new ArrayList<>();
            int start = 0;
            for (int index = 0; index < shapes.size(); index++) {
                parts.add(new Part(this, index, start, shapes.get(index)));
                start += shapes.get(index).elements();
            }
            return parts;
        }
    }

    /** The gradients for the inputs, given the inputs and the upstream gradient. */
    private final class Rule extends Several {
        Rule(List<Node> inputs) {
            super(shapes(inputs.subList(0, inputs.size() - 1)), inputs, in -> new Rule(in));
        }

        @Override
        double[][] compute(double[][] in) {
            return remote.backward(attribute, shapes(inputs()), distinct(in));
        }

        /** The arrays, copied where two nodes have the same one. */
        private double[][] distinct(double[][] in) {
            double[][] arrays = in.clone();
            for (int i = 0; i < in.length; i++) {
                for (int other = 0; other < i; other++) {
                    if (in[i] == in[other] && input(i) != input(other)) {
                        arrays[i] = in[i].clone();
                    }
                }
            }
            return arrays;
        }

        @Override
        public List<Node> backward(Node upstream) {
            List<Node> given = new ArrayList<>(inputs());
            given.add(upstream);
            return new RuleOfRule(given).parts();
        }
    }

    /** The gradients of ⟨directions, gradients⟩, given what the rule is given and the directions in one array. */
    private final class RuleOfRule extends Several {
        RuleOfRule(List<Node> inputs) {
            super(shapes(inputs.subList(0, inputs.size() - 1)), inputs, in -> new RuleOfRule(in));
        }

        @Override
        double[][] compute(double[][] in) {
            int last = in.length - 1;
            double[][] directions = new double[last - 1][];
            int start = 0;
            for (int input = 0; input < directions.length; input++) {
                directions[input] = Arrays.copyOfRange(in[last], start, start + in[input].length);
                start += in[input].length;
            }
            return remote.backwardAgain(
                    attribute, shapes(inputs().subList(0, last)), Arrays.copyOf(in, last), directions);
        }

        @Override
        public List<Node> backward(Node upstream) {
            return inputs().stream()
                    .map(input -> undefined("the protocol has no third derivatives"))
                    .toList();
        }
    }

    /** One of the arrays that are computed at once. */
    private static final class Part extends Op {
        private final int index;
        private final int start;

        Part(Node all, int index, int start, Shape shape) {
            super(shape, all, in -> new Part(in, index, start, shape));
            this.index = index;
            this.start = start;
        }

        @Override
        public void forward(double[][] in, double[] out) {
            System.arraycopy(in[0], start, out, 0, out.length);
        }

        @Override
        public List<Node> backward(Node upstream) {
            int after = input(0).shape().elements() - start - shape().elements();
            return List.of(upstream.reshape(shape().elements()).pad(0, start, after));
        }

        @Override
        public Notation notation() {
            return Notation.postfix("[" + index + "]");
        }
    }
}

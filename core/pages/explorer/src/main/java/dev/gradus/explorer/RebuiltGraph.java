package dev.gradus.explorer;

import dev.gradus.explorer.RecordedOp.Recorded;
import dev.gradus.explorer.RecordedTrace.Entry;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.NoGradient;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import dev.gradus.store.Attributes;
import dev.gradus.store.Ops;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The graph of a recorded trace, made of this library's ops where they give the recorded numbers, forward and backward. Any
 * other op is a {@link RecordedOp}.
 */
final class RebuiltGraph {
    /** The multiplications that are made to check products and factorizations; any others are taken as they are written. */
    private static final double MOST_STEPS = 1 << 28;

    private final RecordedTrace recorded;
    private final Map<Integer, Node> nodes = new LinkedHashMap<>();
    private final Map<Node, Integer> ids = new HashMap<>();
    private final Map<Input, Tensor> feeds = new LinkedHashMap<>();
    private final Set<String> foreign = new LinkedHashSet<>();
    private double largestDifference;
    private double steps;

    RebuiltGraph(RecordedTrace recorded) {
        this.recorded = recorded;
        recorded.forward().forEach(entry -> {
            Node node = node(entry);
            nodes.put(entry.id(), node);
            ids.put(node, entry.id());
        });
    }

    /** The names of ops that this library does not have, or computes otherwise. */
    Set<String> foreign() {
        return foreign;
    }

    /** How far recorded numbers are from what this library's ops make of the recorded operands, relative to their largest. */
    double largestDifference() {
        return largestDifference;
    }

    /** The passes with the recorded numbers. */
    Trace trace() {
        Evaluator evaluator = Evaluator.of(
                Graph.of(recorded.outputs().stream().map(this::node).toList()));
        feeds.forEach(evaluator::feed);
        if (!recorded.hasBackwardPass()) {
            return withRecordedNumbers(Trace.forward(evaluator));
        }
        if (recorded.outputs().size() != 1
                || node(recorded.outputs().get(0)).shape().elements() != 1) {
            throw new IllegalArgumentException(
                    "The trace has gradients, but they can only be of one output of one number, and it has "
                            + recorded.outputs().size() + " outputs, of which the first is "
                            + node(recorded.outputs().get(0)).shape());
        }
        Node[] alsoBy = feeds.keySet().stream()
                .filter(input -> recorded.hasGradient(id(input)))
                .toArray(Node[]::new);
        return withRecordedNumbers(Trace.of(evaluator, alsoBy));
    }

    private Node node(int id) {
        return Optional.ofNullable(nodes.get(id)).orElseThrow();
    }

    private int id(Node node) {
        return Optional.ofNullable(ids.get(node)).orElseThrow();
    }

    private Node node(Entry entry) {
        return switch (entry.kind()) {
            case "parameter" ->
                recorded.hasBackwardPass() && !recorded.hasGradient(entry.id())
                        ? input(entry)
                        : Parameter.of(entry.name(), value(entry));
            case "input" -> input(entry);
            case "constant" ->
                entry.name().isEmpty() ? Constant.of(value(entry)) : Constant.of(entry.name(), value(entry));
            case "op" -> {
                Node op = op(entry);
                yield entry.name().isEmpty() ? op : op.named(entry.name());
            }
            default ->
                throw new IllegalArgumentException("The kind of " + entry.described() + " must be input, parameter,"
                        + " constant or op, not '" + entry.kind() + "'");
        };
    }

    private Input input(Entry entry) {
        Input input = Input.of(entry.name(), entry.shape());
        feeds.put(input, value(entry));
        return input;
    }

    private Tensor value(Entry entry) {
        return recorded.value(entry.id())
                .orElseThrow(() -> new IllegalArgumentException("The trace lacks the numbers of " + entry.described()));
    }

    private Node op(Entry entry) {
        value(entry); // without it the op might take any time
        List<Node> inputs = entry.inputs().stream().map(this::node).toList();
        Optional<Node> own = made(entry, inputs)
                .filter(op -> op.shape().equals(entry.shape()) && isCheckable((Op) op) && agrees((Op) op, entry));
        if (own.isPresent()) {
            return own.get();
        }
        foreign.add(entry.op());
        Map<Integer, Tensor> handed = new TreeMap<>();
        for (int input = 0; input < inputs.size(); input++) {
            int place = input;
            recorded.handed(Phase.CONTRIBUTION, entry.id(), input).ifPresent(gradient -> handed.put(place, gradient));
        }
        return new RecordedOp(new Recorded(entry.op(), value(entry), handed), inputs);
    }

    /** The op of this library, unless none has this name, these operands and these attributes. */
    private static Optional<Node> made(Entry entry, List<Node> inputs) {
        try {
            return Ops.builtIn().make(entry.op(), inputs, Attributes.of(entry.attributes()));
        } catch (RuntimeException isNone) {
            return Optional.empty();
        }
    }

    private boolean isCheckable(Op op) {
        double all = op.shape().elements();
        double largest = all;
        for (Node input : op.inputs()) {
            all *= input.shape().elements();
            largest = Math.max(largest, input.shape().elements());
        }
        steps += switch (op.dependence()) {
            case PRODUCT -> Math.sqrt(all);
            case ANY -> largest * Math.sqrt(largest); // such as a factorization
            default -> 0;
        };
        return steps <= MOST_STEPS;
    }

    /** Whether this op, at the recorded numbers of its operands, has the recorded value and hands on the recorded gradients. */
    private boolean agrees(Op op, Entry entry) {
        List<Node> places = new ArrayList<>();
        Map<Input, Tensor> numbers = new LinkedHashMap<>();
        for (int input : entry.inputs()) {
            Input place = Input.of("operand " + places.size(), node(input).shape());
            places.add(place);
            numbers.put(place, number(input));
        }
        Input upstream = Input.of("upstream", op.shape());
        Op local = op.withInputs(places);
        List<Node> outputs = new ArrayList<>(places);
        outputs.addAll(List.of(upstream, local));
        List<Node> gradients = recorded.arrived(entry.id()).isPresent() ? local.gradients(upstream) : List.of();
        gradients.stream().filter(gradient -> !(gradient instanceof NoGradient)).forEach(outputs::add);
        Evaluator evaluator = Evaluator.of(Graph.of(outputs));
        numbers.forEach(evaluator::feed);
        evaluator.feed(upstream, recorded.arrived(entry.id()).orElseGet(() -> Tensor.zeros(op.shape())));
        double difference = recorded.value(entry.id())
                .map(value -> difference(evaluator.value(local), value))
                .orElse(0.0);
        for (int input = 0; input < gradients.size(); input++) {
            Node gradient = gradients.get(input);
            Optional<Tensor> handed = handed(entry.id(), input, op.input(input));
            if (handed.isPresent()) {
                Tensor own = gradient instanceof NoGradient
                        ? Tensor.zeros(op.input(input).shape())
                        : evaluator.value(gradient);
                difference = Math.max(difference, difference(own, handed.get()));
            }
        }
        boolean agrees = difference <= recorded.tolerance();
        largestDifference = agrees ? Math.max(largestDifference, difference) : largestDifference;
        return agrees;
    }

    private Tensor number(int id) {
        return recorded.value(id)
                .orElseThrow(() -> new IllegalArgumentException("The trace lacks the numbers of the node " + id));
    }

    private Optional<Tensor> handed(int op, int input, Node to) {
        return recorded.handed(Phase.FOLD, op, input)
                .or(() -> recorded.handed(Phase.CONTRIBUTION, op, input))
                .filter(gradient -> gradient.shape().equals(to.shape()));
    }

    /** The largest difference in relation to the largest number; infinite if one has NaN or ∞ where the other has not. */
    private static double difference(Tensor own, Tensor other) {
        double[] a = own.toArray();
        double[] b = other.toArray();
        double largest = 0;
        double difference = 0;
        for (int i = 0; i < a.length; i++) {
            boolean same = a[i] == b[i] || Double.isNaN(a[i]) && Double.isNaN(b[i]);
            if (!same && !Double.isFinite(a[i] - b[i])) {
                return Double.POSITIVE_INFINITY;
            }
            difference = same ? difference : Math.max(difference, Math.abs(a[i] - b[i]));
            largest = Double.isFinite(a[i]) ? Math.max(largest, Math.abs(a[i])) : largest;
        }
        return difference == 0 ? 0 : difference / Math.max(largest, Double.MIN_NORMAL);
    }

    private Trace withRecordedNumbers(Trace trace) {
        Map<Node, Tensor> numbers = new LinkedHashMap<>();
        for (Step step : trace.steps()) {
            recorded(step)
                    .filter(value -> value.shape().equals(step.result().shape()))
                    .ifPresent(value -> numbers.put(step.result(), value));
        }
        return trace.with(numbers);
    }

    private Optional<Tensor> recorded(Step step) {
        return switch (step.phase()) {
            case FORWARD -> recorded.value(id(step.node()));
            case CONTRIBUTION, FOLD -> {
                int rule = id(step.rule().orElseThrow());
                yield recorded.handed(step.phase(), rule, step.input().orElseThrow());
            }
            case ACCUMULATION -> recorded.accumulated(id(step.node()));
            case SEED, UPDATE -> Optional.empty();
        };
    }
}

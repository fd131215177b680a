package dev.gradus.run;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Gradients.Contribution;
import dev.gradus.graph.TopologicalOrder;
import dev.gradus.node.Constant;
import dev.gradus.node.Dependence;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.SumTo;
import dev.gradus.run.Step.Flag;
import dev.gradus.run.Step.Phase;
import dev.gradus.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;

/** Records the steps of a forward and a backward pass. */
final class TraceRecorder {
    private final Evaluator evaluator;
    private final Node objective;
    private final Optional<Gradients> gradients;
    private final List<Step> steps = new ArrayList<>();
    private final Map<Node, Tensor> values = new LinkedHashMap<>();
    private final Map<Node, Node> reached = new LinkedHashMap<>();
    private final Map<Node, List<Node>> contributed = new HashMap<>();

    /** Records the steps of leaves, which follow the contributions of the next op. */
    private final Queue<Runnable> delayed = new ArrayDeque<>();

    TraceRecorder(Evaluator evaluator, List<Node> alsoBy) {
        this.evaluator = evaluator;
        this.objective = evaluator.objective();
        this.gradients = Optional.of(Gradients.of(objective));
        forward();
        backward(wanted(alsoBy));
    }

    TraceRecorder(Evaluator evaluator) {
        this.evaluator = evaluator;
        this.objective = evaluator.graph().outputs().get(0);
        this.gradients = Optional.empty();
        forward();
    }

    List<Step> steps() {
        return steps;
    }

    Map<Node, Tensor> values() {
        return Collections.unmodifiableMap(values);
    }

    Map<Node, Node> gradients() {
        return Collections.unmodifiableMap(reached);
    }

    Node gradient(Node target) {
        return swept().wrt(target);
    }

    void update(Node parameter, Node formula, Tensor value) {
        add(
                Phase.UPDATE,
                parameter,
                Optional.empty(),
                OptionalInt.empty(),
                List.of(parameter, swept().wrt(parameter)),
                formula,
                value,
                EnumSet.noneOf(Flag.class));
    }

    private Gradients swept() {
        return gradients.orElseThrow();
    }

    private void forward() {
        evaluator.graph().outputs().forEach(evaluator::value);
        for (Node node : evaluator.graph().nodes()) {
            values.put(node, evaluator.value(node));
            if (node instanceof Op op) {
                Set<Flag> flags = EnumSet.noneOf(Flag.class);
                if (repeats(op)) {
                    flags.add(Flag.BROADCAST);
                }
                add(
                        Phase.FORWARD,
                        op,
                        Optional.of(op),
                        OptionalInt.empty(),
                        op.inputs(),
                        op,
                        evaluator.value(op),
                        flags);
            }
        }
    }

    /** Whether an operand is broadcast to a larger shape. Scalar constants do not count. */
    private static boolean repeats(Op op) {
        boolean broadcasts = op.dependence().isElementwise() || op.dependence() == Dependence.REPETITION;
        return broadcasts
                && op.inputs().stream()
                        .anyMatch(input -> !input.shape().equals(op.shape())
                                && !(input instanceof Constant && input.shape().isScalar()));
    }

    /** The nodes whose gradients are needed: the targets and all nodes that depend on them. */
    private Set<Node> wanted(List<Node> alsoBy) {
        Set<Node> wanted = new HashSet<>(alsoBy);
        wanted.addAll(
                evaluator.graph().parameters().isEmpty()
                        ? evaluator.graph().inputs()
                        : evaluator.graph().parameters());
        for (Node node : TopologicalOrder.of(List.of(objective))) {
            if (node.inputs().stream().anyMatch(wanted::contains)) {
                wanted.add(node);
            }
        }
        return wanted;
    }

    private void backward(Set<Node> wanted) {
        add(
                Phase.SEED,
                objective,
                Optional.empty(),
                OptionalInt.empty(),
                List.of(),
                swept().wrt(objective),
                EnumSet.noneOf(Flag.class));
        reached.put(objective, swept().wrt(objective));
        List<Contribution> taken = swept().contributions().stream()
                .filter(step -> wanted.contains(target(step)))
                .toList();
        if (!taken.isEmpty()) {
            evaluator.value(taken.get(taken.size() - 1).gradient()); // computes most others, too
        }
        Map<Node, Integer> open = new HashMap<>();
        taken.forEach(step -> open.merge(target(step), 1, Integer::sum));
        for (int from = 0, to; from < taken.size(); from = to) {
            Op op = taken.get(from).op();
            to = from;
            while (to < taken.size() && taken.get(to).op() == op) {
                to++;
            }
            recordRule(taken.subList(from, to), open);
        }
        recordDelayed();
    }

    private static Node target(Contribution step) {
        return step.op().input(step.input());
    }

    /** Records the contributions of one op's rule, and then their sums. */
    private void recordRule(List<Contribution> contributions, Map<Node, Integer> open) {
        sorted(contributions).forEach(this::contribute);
        recordDelayed();
        for (Contribution step : contributions) {
            Node target = target(step);
            contributed.computeIfAbsent(target, key -> new ArrayList<>()).add(step.gradient());
            boolean last = open.merge(target, -1, Integer::sum) == 0;
            Runnable rest = () -> receive(step, last);
            if (target instanceof Op) {
                rest.run();
            } else {
                delayed.add(rest);
            }
        }
    }

    /** Sorts the contributions of one rule so that each follows those from which it is computed. */
    private static List<Contribution> sorted(List<Contribution> contributions) {
        Map<Node, List<Contribution>> open = new LinkedHashMap<>();
        contributions.forEach(step ->
                open.computeIfAbsent(unfolded(step), key -> new ArrayList<>()).add(step));
        if (open.size() < 2) {
            return contributions;
        }
        Op rule = contributions.get(0).op();
        List<Contribution> ordered = new ArrayList<>();
        Set<Node> entered = new HashSet<>();
        for (Node result : List.copyOf(open.keySet())) {
            Deque<Node> path = new ArrayDeque<>(List.of(result));
            while (!path.isEmpty()) {
                Node node = path.peek();
                if (entered.add(node)) {
                    node.inputs().stream()
                            .filter(input -> input.madeBy().equals(Optional.of(rule)) && !entered.contains(input))
                            .forEach(path::push);
                } else {
                    ordered.addAll(Optional.ofNullable(open.remove(path.pop())).orElse(List.of()));
                }
            }
        }
        return ordered;
    }

    private void recordDelayed() {
        while (!delayed.isEmpty()) {
            delayed.remove().run();
        }
    }

    private void contribute(Contribution step) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        if (folds(step)) {
            flags.add(Flag.BROADCAST);
        }
        add(
                Phase.CONTRIBUTION,
                target(step),
                Optional.of(step.op()),
                OptionalInt.of(step.input()),
                List.of(step.upstream()),
                unfolded(step),
                flags);
    }

    private void receive(Contribution step, boolean last) {
        Node target = target(step);
        if (folds(step)) {
            add(
                    Phase.FOLD,
                    target,
                    Optional.of(step.op()),
                    OptionalInt.of(step.input()),
                    List.of(unfolded(step)),
                    step.gradient(),
                    EnumSet.of(Flag.BROADCAST));
        }
        if (last) {
            reached.put(target, swept().wrt(target));
            List<Node> gradients = contributed.getOrDefault(target, List.of());
            if (gradients.size() > 1) {
                add(
                        Phase.ACCUMULATION,
                        target,
                        Optional.empty(),
                        OptionalInt.empty(),
                        gradients,
                        swept().wrt(target),
                        EnumSet.noneOf(Flag.class));
            }
        }
    }

    private static boolean folds(Contribution step) {
        return step.gradient() instanceof SumTo sum && sum.madeBy().equals(Optional.of(step.op()));
    }

    private static Node unfolded(Contribution step) {
        return folds(step) ? step.gradient().inputs().get(0) : step.gradient();
    }

    private void add(
            Phase phase,
            Node node,
            Optional<Op> rule,
            OptionalInt input,
            List<Node> operands,
            Node result,
            Set<Flag> flags) {
        remember(result);
        add(phase, node, rule, input, operands, result, evaluator.value(result), flags);
    }

    private void add(
            Phase phase,
            Node node,
            Optional<Op> rule,
            OptionalInt input,
            List<Node> operands,
            Node result,
            Tensor value,
            Set<Flag> flags) {
        if (!Arrays.stream(value.toArray()).allMatch(Double::isFinite)) {
            flags.add(Flag.NON_FINITE);
        }
        steps.add(new Step(phase, node, rule, input, operands, result, value, flags, Optional.empty()));
    }

    /** Keeps the current numbers of a node and of all nodes from which it is computed. */
    void remember(Node result) {
        Deque<Node> open = new ArrayDeque<>(List.of(result));
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (!values.containsKey(node)) {
                values.put(node, evaluator.value(node));
                node.inputs().forEach(open::push);
            }
        }
    }
}

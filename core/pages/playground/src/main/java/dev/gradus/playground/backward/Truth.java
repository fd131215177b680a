package dev.gradus.playground.backward;

import dev.gradus.graph.Gradients;
import dev.gradus.graph.Graph;
import dev.gradus.node.Constant;
import dev.gradus.node.Input;
import dev.gradus.node.Node;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.playground.language.Program;
import dev.gradus.playground.language.Scope;
import dev.gradus.playground.language.Span;
import dev.gradus.random.NumpyRandom;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Parameters;
import dev.gradus.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The values of a program's names and the gradients of its loss, on three draws of other weights and data, and on the present
 * numbers.
 */
final class Truth {
    private static final int DRAWS = 3;
    private static final double TOLERANCE = 1e-7;
    private static final double NOTHING = 1e-12;
    private static final int MOST_KNOWN = 3000;

    /** The prefixes of a gradient's name, longer ones first. */
    private static final List<String> PREFIXES =
            List.of("dloss_d", "dJ_d", "dL_d", "grad_", "dJd", "dLd", "d_", "δ_", "δ", "∂", "∇", "d");

    private final Scope scope;
    private final Node objective;
    private final Gradients gradients;
    private final Map<String, Node> names = new LinkedHashMap<>();
    private final Map<String, String> aliases = new LinkedHashMap<>();

    /** The unnamed values that have a name here, and how they are written. */
    private final Map<String, String> given = new LinkedHashMap<>();

    private final List<Map<String, Tensor>> drawn = new ArrayList<>();
    private List<Evaluator> draws = List.of();
    private Map<Node, List<double[]>> known = new LinkedHashMap<>();
    private Map<String, Tensor> present = Map.of();
    private List<Confusion> confusions = List.of();
    private List<Slope> slopes = List.of();

    /** How a candidate compares. */
    enum Comparison {
        EQUAL,
        /** Equal on all draws, but not on the present numbers, where a function has a kink or no value. */
        EQUAL_BUT_HERE,
        DIFFERENT
    }

    /** @param present the present data and weights by name */
    Truth(Scope scope, Map<String, Tensor> present) {
        this.scope = scope;
        Program program = scope.program();
        this.objective = program.objective().orElseThrow();
        program.inputs().forEach(names::put);
        program.names().forEach(named -> named.node().ifPresent(node -> names.put(named.name(), node)));
        namePreactivations(program);
        this.gradients = Gradients.of(objective);
        names.forEach((name, node) -> {
            if (gradients.reaches(node) && !gradients.wrt(node).isNamed()) {
                gradients.wrt(node).named("d" + name); // messages about shapes must not show how it is computed
            }
        });
        List.copyOf(names.keySet()).forEach(this::alias);
        for (int draw = 0; draw < DRAWS; draw++) {
            drawn.add(draw(present, NumpyRandom.seed(1000 + draw)));
        }
        present(present);
    }

    // Names

    /** Names the unnamed products of layers, with their biases, z1, z2 and so on. */
    private void namePreactivations(Program program) {
        Set<Node> named = new HashSet<>(names.values());
        List<Node> ops = List.copyOf(program.spans().keySet());
        int count = 0;
        for (Node node : ops) {
            if (!isProduct(node)) {
                continue;
            }
            Node top = node;
            for (Node user : ops) {
                boolean addsBias = user instanceof Op op
                        && op.notation().symbol().equals("+")
                        && op.inputs().contains(node)
                        && op.inputs().stream().anyMatch(Parameter.class::isInstance);
                top = addsBias && !named.contains(node) ? user : top;
            }
            String name = "z" + ++count;
            Span span = program.spans().get(top);
            if (span != null && !named.contains(top) && !names.containsKey(name)) {
                names.put(name, top.named(name));
                given.put(name, Sources.text(program.text(), span));
            }
        }
    }

    private static boolean isProduct(Node node) {
        return node instanceof Op op
                && op.notation().symbol().equals("@")
                && op.inputs().stream().anyMatch(Parameter.class::isInstance);
    }

    /** Lets names with a hat be typed without: {@code y_hat} and {@code yhat}. */
    private void alias(String name) {
        String plain =
                name.replace("ŷ", "y").replace("ẑ", "z").replace("x̂", "x").replace("\u0302", "");
        if (!plain.equals(name)) {
            for (String hat : List.of("_hat", "hat")) {
                String typed = plain.substring(0, 1) + hat + plain.substring(1);
                aliases.put(typed, name);
                names.putIfAbsent(typed, node(name));
            }
        }
    }

    /** The name of the program whose gradient a name stands for. */
    Optional<String> target(String name) {
        if (names.containsKey(name)) {
            return Optional.empty();
        }
        for (String prefix : PREFIXES) {
            String rest = name.startsWith(prefix) ? name.substring(prefix.length()) : "";
            if (names.containsKey(rest)) {
                return Optional.of(aliases.getOrDefault(rest, rest));
            }
        }
        String before = name.endsWith("_grad") ? name.substring(0, name.length() - 5) : "";
        return names.containsKey(before) ? Optional.of(aliases.getOrDefault(before, before)) : Optional.empty();
    }

    Map<String, Node> names() {
        return names;
    }

    Map<String, String> given() {
        return given;
    }

    Node node(String name) {
        return Optional.ofNullable(names.get(name)).orElseThrow();
    }

    Node objective() {
        return objective;
    }

    Gradients gradients() {
        return gradients;
    }

    Node gradient(Node node) {
        return gradients.wrt(node);
    }

    boolean isUsed(Node node) {
        return gradients.reaches(node);
    }

    /** Whether a matrix product uses a node. */
    boolean isOperandOfProduct(Node node) {
        return gradients.contributions().stream()
                .anyMatch(one -> one.op().input(one.input()) == node
                        && one.op().notation().symbol().equals("@"));
    }

    /** The parameters that the loss depends on. */
    List<Parameter> parameters() {
        return Graph.of(objective).parameters().stream().filter(this::isUsed).toList();
    }

    // Draws

    private Map<String, Tensor> draw(Map<String, Tensor> present, NumpyRandom random) {
        for (double scale = 1; scale > 1e-4; scale /= 4) {
            double factor = scale;
            for (Draws.Change change : Draws.Change.values()) {
                Map<String, Tensor> numbers = new LinkedHashMap<>();
                present.forEach((name, tensor) -> numbers.put(
                        name,
                        scope.program().inputs().containsKey(name)
                                ? Draws.data(name, tensor, change, random)
                                : Draws.moved(tensor, factor, random)));
                if (isUsable(numbers)) {
                    return numbers;
                }
            }
        }
        return present;
    }

    private boolean isUsable(Map<String, Tensor> numbers) {
        try {
            Evaluator evaluator = evaluator(numbers);
            return names.values().stream().allMatch(node -> isFinite(evaluator.value(node)))
                    && parameters().stream().allMatch(one -> isFinite(evaluator.value(gradient(one))));
        } catch (RuntimeException thrown) { // such as labels that are not whole
            return false;
        }
    }

    private static boolean isFinite(Tensor tensor) {
        return Arrays.stream(tensor.toArray()).allMatch(Double::isFinite);
    }

    private Evaluator evaluator(Map<String, Tensor> numbers) {
        Graph graph = Graph.of(new HashSet<>(names.values()).stream().toList());
        Parameters parameters = Parameters.of(graph);
        graph.parameters().forEach(one -> parameters.set(one, numbers.getOrDefault(one.label(), one.initialValue())));
        Evaluator evaluator = Evaluator.of(graph, parameters);
        for (Input input : graph.inputs()) {
            Tensor fed = numbers.get(input.label());
            if (fed != null) {
                evaluator.feed(input, fed);
            }
        }
        return evaluator;
    }

    /** Takes the present numbers, and forgets all values of candidates. */
    void present(Map<String, Tensor> numbers) {
        List<Evaluator> all = new ArrayList<>();
        drawn.forEach(one -> all.add(evaluator(one)));
        all.add(evaluator(numbers));
        draws = all;
        known = new LinkedHashMap<>();
        present = numbers;
    }

    /** Forgets the values of candidates if there are many. */
    void tidy() {
        if (known.size() > MOST_KNOWN) {
            present(present);
        }
    }

    // Comparisons

    private double[] value(Node node, int draw) {
        List<double[]> values = known.computeIfAbsent(node, one -> new ArrayList<>());
        while (values.size() <= draw) {
            values.add(computed(node, values.size()));
        }
        return values.get(draw);
    }

    private double[] computed(Node node, int draw) {
        try {
            return draws.get(draw).value(node).toArray();
        } catch (RuntimeException thrown) { // of numbers that a function rejects
            double[] none = new double[node.shape().elements()];
            Arrays.fill(none, Double.NaN);
            return none;
        }
    }

    Comparison compare(Node candidate, Node truth) {
        if (!candidate.shape().equals(truth.shape())) {
            return Comparison.DIFFERENT;
        }
        for (int draw = 0; draw < DRAWS; draw++) {
            if (!isEqual(value(candidate, draw), value(truth, draw), 1)) {
                return Comparison.DIFFERENT;
            }
        }
        return isEqual(value(candidate, DRAWS), value(truth, DRAWS), 1) ? Comparison.EQUAL : Comparison.EQUAL_BUT_HERE;
    }

    /** Whether an index of rows has a number more than once, on the present numbers. */
    boolean repeats(Node numbers) {
        double[] all = value(numbers, DRAWS);
        return Arrays.stream(all).distinct().count() < all.length;
    }

    boolean areEqual(Node candidate, Node truth) {
        return compare(candidate, truth) != Comparison.DIFFERENT;
    }

    private static boolean isEqual(double[] candidate, double[] truth, double factor) {
        double largest = 0;
        for (double one : truth) {
            largest = Math.max(largest, Math.abs(one));
        }
        for (int i = 0; i < truth.length; i++) {
            if (!(Math.abs(candidate[i] * factor - truth[i]) <= TOLERANCE * largest + NOTHING)) {
                return false;
            }
        }
        return true;
    }

    /** The number by which a candidate must be multiplied to be right, if there is one. */
    Optional<Double> factor(Node candidate, Node truth) {
        if (!candidate.shape().equals(truth.shape())) {
            return Optional.empty();
        }
        double[] first = value(candidate, 0);
        int largest = 0;
        for (int i = 0; i < first.length; i++) {
            largest = Math.abs(first[i]) > Math.abs(first[largest]) ? i : largest;
        }
        double factor = first.length == 0 || first[largest] == 0 ? 0 : value(truth, 0)[largest] / first[largest];
        for (int draw = 0; draw < DRAWS && factor != 0 && Double.isFinite(factor); draw++) {
            if (!isEqual(value(candidate, draw), value(truth, draw), factor)) {
                return Optional.empty();
            }
        }
        return factor == 0 || !Double.isFinite(factor) ? Optional.empty() : Optional.of(factor);
    }

    /** The index of the first element that differs on the present numbers or else on a draw, and how many do. */
    int[] differing(Node candidate, Node truth) {
        for (int draw = DRAWS; draw >= 0; draw--) {
            double[] mine = value(candidate, draw);
            double[] right = value(truth, draw);
            int first = -1;
            int count = 0;
            for (int i = 0; i < right.length; i++) {
                if (!isEqual(new double[] {mine[i]}, new double[] {right[i]}, 1)) {
                    first = count++ == 0 ? i : first;
                }
            }
            if (count > 0) {
                return new int[] {first, count};
            }
        }
        return new int[] {0, 0};
    }

    // Known parts of gradients

    /** A value that students take for a gradient, and the gradient. */
    record Confusion(Mistake mistake, Node wrong, Node right, String about) {}

    /** A function of one name, and its slope. */
    record Slope(String of, String at, Node node) {}

    /** The slopes of all functions from one name to another. */
    List<Slope> slopes() {
        slopes = slopes.isEmpty() ? newSlopes() : slopes;
        return slopes;
    }

    private List<Slope> newSlopes() {
        List<Slope> all = new ArrayList<>();
        Map<Node, String> nameOf = new LinkedHashMap<>();
        names.forEach((name, node) -> nameOf.putIfAbsent(node, name));
        names.forEach((name, node) -> {
            Optional<Node> from = aliases.containsKey(name) ? Optional.empty() : argument(node, nameOf.keySet());
            from.ifPresent(argument -> {
                Node ones = Constant.of(Tensor.ones(node.shape()));
                all.add(new Slope(
                        name,
                        nameOf.getOrDefault(argument, ""),
                        Gradients.of(node, ones).wrt(argument)));
            });
        });
        return all;
    }

    /** The only name that a node is computed from, if each element comes from one at the same place. */
    private static Optional<Node> argument(Node node, Set<Node> named) {
        Set<Node> found = new HashSet<>();
        List<Node> open = new ArrayList<>(node.inputs());
        if (!(node instanceof Op op) || !op.dependence().isElementwise()) {
            return Optional.empty();
        }
        while (!open.isEmpty()) {
            Node next = open.remove(open.size() - 1);
            if (next instanceof Constant) {
                continue;
            }
            boolean isInner = next instanceof Op inner && inner.dependence().isElementwise() && !named.contains(next);
            if (isInner) {
                open.addAll(next.inputs());
            } else {
                found.add(next);
            }
        }
        Optional<Node> only = found.stream().findFirst();
        return found.size() == 1 && only.get().shape().equals(node.shape()) && named.contains(only.get())
                ? only
                : Optional.empty();
    }

    /** The usual wrong gradients of fan-outs and of a softmax. */
    List<Confusion> confusions() {
        confusions = confusions.isEmpty() ? newConfusions() : confusions;
        return confusions;
    }

    private List<Confusion> newConfusions() {
        List<Confusion> all = new ArrayList<>();
        for (Node node : Graph.of(objective).nodes()) {
            if (!isUsed(node)) {
                continue;
            }
            List<Gradients.Contribution> parts = gradients.contributions().stream()
                    .filter(one -> one.op().input(one.input()) == node)
                    .toList();
            Node right = gradient(node);
            for (int i = 0; parts.size() > 1 && i < parts.size(); i++) {
                Gradients.Contribution part = parts.get(i);
                all.add(new Confusion(
                        Mistake.FAN_OUT,
                        right.subtract(part.gradient()),
                        right,
                        part.op().label()));
                if (parts.size() > 2) {
                    all.add(new Confusion(
                            Mistake.FAN_OUT, part.gradient(), right, part.op().label()));
                }
            }
            if (node instanceof Op op) {
                softmax(op, right, all);
            }
        }
        return all;
    }

    private void softmax(Op op, Node upstream, List<Confusion> all) {
        UnaryOperator<Node> rest = p -> Node.of(1).subtract(p);
        if (op.name().equals("Softmax") && isUsed(op.input(0))) {
            Node right = gradient(op.input(0));
            Node short1 = upstream.multiply(op);
            all.add(new Confusion(Mistake.SOFTMAX, short1.multiply(rest.apply(op)), right, op.label()));
            all.add(new Confusion(Mistake.SOFTMAX, short1, right, op.label()));
        } else if (op.name().equals("CrossEntropyLoss") && op.input(1).shape().rank() == 1) {
            Node right = gradient(op.input(0));
            Node oneHot = op.input(1).oneHot(right.shape().size(1));
            all.add(new Confusion(Mistake.SOFTMAX, right.multiply(oneHot), right, op.label()));
        }
    }
}

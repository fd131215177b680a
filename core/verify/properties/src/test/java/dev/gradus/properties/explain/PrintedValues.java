package dev.gradus.properties.explain;

import dev.gradus.explain.ElementEquation;
import dev.gradus.explain.Equation;
import dev.gradus.explain.Equation.Line;
import dev.gradus.explain.Explanation;
import dev.gradus.explain.Formula;
import dev.gradus.explain.ProofLine;
import dev.gradus.graph.Graph;
import dev.gradus.node.BinaryOp;
import dev.gradus.node.Constant;
import dev.gradus.node.Node;
import dev.gradus.node.Notation.Form;
import dev.gradus.node.Op;
import dev.gradus.node.Parameter;
import dev.gradus.node.UnaryOp;
import dev.gradus.properties.explain.Printed.Call;
import dev.gradus.properties.explain.Printed.Differential;
import dev.gradus.properties.explain.Printed.Element;
import dev.gradus.properties.explain.Printed.Indicator;
import dev.gradus.properties.explain.Printed.Infix;
import dev.gradus.properties.explain.Printed.Name;
import dev.gradus.properties.explain.Printed.Negative;
import dev.gradus.properties.explain.Printed.Number;
import dev.gradus.properties.explain.Printed.Slope;
import dev.gradus.properties.explain.Printed.Total;
import dev.gradus.properties.explain.Printed.UnreadableException;
import dev.gradus.properties.explain.Vocabulary.Style;
import dev.gradus.run.Evaluator;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import dev.gradus.tensor.Shape;
import dev.gradus.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Computes what the printed formulas of a trace say, from the values that they name, and tells which come to other numbers than
 * the trace.
 */
public final class PrintedValues {
    private static final double TOLERANCE = 1e-8;

    private final Trace trace;
    private final Explanation explanation;
    private final Map<Style, Vocabulary> vocabularies = new EnumMap<>(Style.class);
    private final Map<Node, double[]> computed = new HashMap<>();
    private final Map<String, Tensor> known = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();
    private final Map<String, Integer> axes = new HashMap<>();
    private final Set<Op> ops = new LinkedHashSet<>();
    private final Letters letters;
    private final Map<Element, Tensor> wholes = new HashMap<>();

    /** Whether broadcasting and axes of size 1 are left to the reader. */
    private boolean isBrief;

    /** Reads the formulas of this trace. */
    public PrintedValues(Trace trace) {
        this.trace = trace;
        this.explanation = Explanation.of(trace);
        this.letters = new Letters(trace.graph().nodes());
        Set<Node> nodes = reachable(trace);
        for (Node node : nodes) {
            learn(node);
            for (int axis = 0; axis < node.shape().rank(); axis++) {
                axes.merge(node.shape().name(axis), node.shape().size(axis), (a, b) -> a.equals(b) ? a : -1);
            }
        }
        Set<Formula> lefts = new LinkedHashSet<>();
        for (Equation equation : explanation.equations()) {
            Formula left = equation.formula().left();
            if (!equation.steps().isEmpty() && left instanceof Formula.Partial) {
                Step last = equation.steps().get(equation.steps().size() - 1);
                learn(left.text(), last.value());
                lefts.add(left);
            }
        }
        axes.remove("");
        axes.keySet().removeAll(known.keySet());
        for (Style style : Style.values()) {
            vocabularies.put(style, new Vocabulary(style, explanation, nodes, lefts, axes.keySet()));
        }
    }

    private void learn(Node node) {
        if (node instanceof Op op) {
            ops.add(op);
        }
        Formula symbol = explanation.symbol(node);
        boolean isSymbol = symbol instanceof Formula.Name || symbol instanceof Formula.Partial;
        boolean isOfAnother = !node.isNamed()
                && node.inputs().stream()
                        .anyMatch(input -> explanation.symbol(input).equals(symbol));
        if (isSymbol && !isOfAnother) {
            learn(symbol.text(), Tensor.of(node.shape(), value(node)));
        }
    }

    private void learn(String name, Tensor value) {
        Tensor other = known.putIfAbsent(name, value);
        if (other != null && !(other.shape().equals(value.shape()) && near(other.toArray(), value.toArray()))) {
            ambiguous.add(name);
        }
    }

    /** All nodes that formulas may be made of. */
    private static Set<Node> reachable(Trace trace) {
        Deque<Node> open = new ArrayDeque<>(trace.graph().nodes());
        trace.steps().forEach(step -> open.add(step.result()));
        Set<Node> all = new LinkedHashSet<>();
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (all.add(node)) {
                node.inputs().forEach(open::push);
                if (node instanceof Op op) {
                    op.definition().ifPresent(open::push);
                }
            }
        }
        return all;
    }

    private double[] value(Node node) {
        if (!computed.containsKey(node)) {
            double[] value;
            if (trace.has(node)) {
                value = trace.value(node).toArray();
            } else if (node instanceof Constant constant) {
                value = constant.value().toArray();
            } else {
                Op op = (Op) node;
                value = new double[op.shape().elements()];
                op.forward(op.inputs().stream().map(this::value).toArray(double[][]::new), value);
            }
            computed.put(node, value);
        }
        return computed.get(node);
    }

    /** The letters of axes as {@code Explanation} promises them. */
    private static final class Letters {
        private static final String POOL = "ijkmpqrsuvwabcdefghn";
        private static final Map<String, String> CUSTOM =
                Map.of("batch", "t", "in", "i", "out", "k", "hidden", "j", "classes", "k", "time", "s");

        private final Map<String, String> byName = new LinkedHashMap<>();
        private final Set<String> labels = new HashSet<>();

        Letters(Collection<Node> nodes) {
            nodes.forEach(node -> labels.add(node.label()));
            for (Node node : nodes) {
                for (int axis = 0; axis < node.shape().rank(); axis++) {
                    String name = node.shape().name(axis);
                    if (!name.isEmpty() && !byName.containsKey(name)) {
                        String usual = CUSTOM.getOrDefault(name.substring(name.lastIndexOf('_') + 1), "");
                        boolean free = !usual.isEmpty() && !byName.containsValue(usual) && !labels.contains(usual);
                        byName.put(name, free ? usual : free(new HashSet<>(byName.values())));
                    }
                }
            }
        }

        private String free(Set<String> taken) {
            return POOL.chars()
                    .mapToObj(Character::toString)
                    .filter(letter -> !taken.contains(letter) && !labels.contains(letter))
                    .findFirst()
                    .orElseThrow();
        }

        int axis(Shape shape, String letter) {
            List<String> all = new ArrayList<>();
            for (int axis = 0; axis < shape.rank(); axis++) {
                String usual = byName.getOrDefault(shape.name(axis), "");
                Set<String> taken = new HashSet<>(all);
                taken.addAll(byName.values());
                boolean isOne = shape.size(axis) == 1 && shape.name(axis).isEmpty();
                all.add(isOne ? "1" : usual.isEmpty() || all.contains(usual) ? free(taken) : usual);
            }
            return all.indexOf(letter);
        }
    }

    /** Every formula that comes to other numbers than the trace's, or that cannot be read. */
    public List<String> mistakes() {
        List<String> mistakes = new ArrayList<>();
        for (Equation equation : explanation.equations()) {
            if (equation.steps().isEmpty()) {
                check(mistakes, equation.formula(), right -> definition(equation.formula(), right));
                continue;
            }
            Step step = equation.steps().get(equation.steps().size() - 1);
            if (step.phase() != Phase.UPDATE || step.result() != step.node()) {
                check(mistakes, equation.element(), right -> element(equation.element(), right, step));
                check(mistakes, equation.asRun(), right -> whole(right, step, false));
                check(mistakes, equation.formula(), right -> whole(right, step, true));
            }
        }
        for (Step step : trace.steps()) {
            if (step.value().shape().elements() > 0
                    && !(step.phase() == Phase.UPDATE && step.result() == step.node())) {
                int[] last = step.value().shape().index(step.value().shape().elements() - 1);
                ElementEquation element = explanation.element(step, last);
                check(mistakes, element.symbols(), right -> writtenOut(element, right));
            }
        }
        trace.steps().forEach(step -> proof(mistakes, step));
        return mistakes;
    }

    private void proof(List<String> mistakes, Step step) {
        Equation equation = explanation.equation(step);
        for (ProofLine proof : explanation.proof(step)) {
            Line line = proof.line();
            if (!line.equals(equation.formula())
                    && !line.equals(equation.element())
                    && step.value().shape().elements() > 0) {
                check(mistakes, line, right -> proved(read(Style.TEXT, line.left()), right));
            }
        }
    }

    /** Both sides at all indices; what no value of the trace tells is not computed. */
    private Optional<String> proved(Printed left, Printed right) {
        isBrief = false;
        wholes.clear();
        try {
            Set<String> letters = new LinkedHashSet<>();
            free(left, letters);
            Set<String> inside = new LinkedHashSet<>();
            free(right, inside);
            isBrief = letters.isEmpty() && inside.isEmpty();
            return letters.containsAll(inside)
                    ? proved(left, right, new ArrayList<>(letters), new HashMap<>())
                    : Optional.of("has the indices " + inside + ", of which the left side lacks some");
        } catch (UnknownException untold) {
            return Optional.empty();
        }
    }

    private Optional<String> proved(Printed left, Printed right, List<String> letters, Map<String, Integer> bound) {
        if (letters.isEmpty()) {
            List<Tensor> one = values(left, bound);
            List<Tensor> other = values(right, bound);
            return one.stream().anyMatch(a -> other.stream().anyMatch(b -> near(b.toArray(), a.toArray())))
                    ? Optional.empty()
                    : Optional.of("is " + other + " at " + bound + ", not " + one);
        }
        String letter = letters.get(0);
        Set<Integer> sizes = new HashSet<>();
        ranges(letter, left, sizes);
        ranges(letter, right, sizes);
        if (sizes.size() != 1) {
            return Optional.of(letter + " has the ranges " + sizes);
        }
        for (int i = 0; i < sizes.iterator().next(); i++) {
            bound.put(letter, i);
            Optional<String> mistake = proved(left, right, letters.subList(1, letters.size()), bound);
            if (mistake.isPresent()) {
                return mistake;
            }
        }
        bound.remove(letter);
        return Optional.empty();
    }

    /** The letters that no Σ binds. */
    private void free(Printed formula, Set<String> letters) {
        if (formula instanceof Element element) {
            index(element.index(), whole(element).shape()).stream()
                    .filter(at -> !Character.isDigit(at.charAt(0)))
                    .forEach(letters::add);
        } else if (formula instanceof Total total) {
            Set<String> inner = new LinkedHashSet<>();
            free(total.body(), inner);
            inner.remove(total.letter());
            letters.addAll(inner);
        } else {
            parts(formula).forEach(part -> free(part, letters));
        }
    }

    private static List<Printed> parts(Printed formula) {
        if (formula instanceof Negative negative) {
            return List.of(negative.of());
        } else if (formula instanceof Indicator indicator) {
            return List.of(indicator.condition());
        } else if (formula instanceof Total total) {
            return List.of(total.body());
        } else if (formula instanceof Infix infix) {
            return List.of(infix.left(), infix.right());
        } else if (formula instanceof Slope slope) {
            return List.of(slope.of());
        } else if (formula instanceof Differential differential) {
            return List.of(differential.of());
        }
        return formula instanceof Call call ? call.operands() : List.of();
    }

    /** A proof may speak of what is no value of the trace. */
    private static final class UnknownException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** ∂y_i/∂x_j of an op and one of its operands, by the op's rule. */
    private Tensor derivative(Printed above, Printed below, Map<String, Integer> bound) {
        if (above instanceof Element y && below instanceof Element x) {
            for (Op op : ops) {
                List<Node> operands = op.inputs().stream()
                        .filter(input -> reads(input, x.of()))
                        .toList();
                if (operands.size() == 1
                        && reads(op, y.of())
                        && trace.graph().nodes().contains(op)) {
                    return derivative(
                            op,
                            operands.get(0),
                            place(y, op.shape(), bound),
                            place(x, operands.get(0).shape(), bound));
                }
            }
        }
        throw new UnknownException();
    }

    private boolean reads(Node node, Printed formula) {
        String text = explanation.symbol(node).text();
        return !text.contains("…") && read(Style.TEXT, explanation.symbol(node)).equals(formula);
    }

    private Tensor derivative(Op op, Node x, int[] at, int[] of) {
        Parameter moved = Parameter.of("moved", Tensor.of(x.shape(), value(x)));
        List<Node> inputs = op.inputs().stream()
                .<Node>map(input -> input == x ? moved : Constant.of(Tensor.of(input.shape(), value(input))))
                .toList();
        int position = op.shape().position(at);
        Node one = Constant.of(Tensor.generate(op.shape(), i -> i == position ? 1 : 0));
        Node chosen = op.withInputs(inputs).multiply(one).sum();
        return Tensor.scalar(Evaluator.of(Graph.of(chosen)).gradient(moved).get(of));
    }

    /** In each style, whose readings are computed once if they are the same. */
    private void check(List<String> mistakes, Line line, Function<Printed, Optional<String>> check) {
        if (line.text().contains("…")) {
            return; // is cut off
        }
        Set<Printed> read = new HashSet<>();
        for (Style style : Style.values()) {
            Optional<String> mistake;
            try {
                Printed right = read(style, line.right());
                mistake = read.add(right) ? check.apply(right) : Optional.empty();
            } catch (UnreadableException e) {
                mistake = Optional.of(e.getMessage());
            }
            mistake.ifPresent(found -> mistakes.add(line.text()
                    + (style == Style.TEXT ? "" : "\n  " + style + ": " + style.write(line.right())) + "\n  " + found));
        }
    }

    private Printed read(Style style, Formula formula) {
        return Printed.of(vocabularies.get(style).tokens(formula));
    }

    private Optional<String> definition(Line line, Printed formula) {
        isBrief = true;
        List<Tensor> left = values(read(Style.TEXT, line.left()), Map.of());
        List<Tensor> right = values(formula, Map.of());
        boolean equal = left.stream().anyMatch(a -> right.stream().anyMatch(b -> means(b, a)));
        return equal ? Optional.empty() : Optional.of("is " + right + ", not " + left);
    }

    private Optional<String> whole(Printed right, Step step, boolean brief) {
        isBrief = brief;
        wholes.clear();
        List<Tensor> values = values(right, Map.of());
        boolean equal = brief
                ? values.stream().anyMatch(value -> means(value, step.value()))
                : values.stream()
                        .anyMatch(value -> value.shape().equals(step.value().shape())
                                && near(value.toArray(), step.value().toArray()));
        return equal ? Optional.empty() : Optional.of("is " + values + ", not " + step.value());
    }

    private Optional<String> element(Line line, Printed right, Step step) {
        isBrief = false;
        wholes.clear();
        List<String> index = line.left() instanceof Formula.Element element ? element.indices() : List.of();
        Shape shape = step.value().shape();
        if (index.size() != shape.rank()) {
            return Optional.of("has the index " + index + " for " + shape);
        }
        for (int axis = 0; axis < index.size(); axis++) {
            boolean isOne = index.get(axis).equals("1");
            if (isOne ? shape.size(axis) != 1 : index.indexOf(index.get(axis)) != axis) {
                return Optional.of("has the index " + index + " for " + shape);
            }
        }
        for (int position = 0; position < shape.elements(); position++) {
            int[] place = shape.index(position);
            Map<String, Integer> bound = new HashMap<>();
            for (int axis = 0; axis < place.length; axis++) {
                bound.put(index.get(axis), place[axis]);
            }
            bound.remove("1");
            Tensor value = values(right, bound).get(0);
            if (!value.shape().isScalar()
                    || !near(value.toArray(), new double[] {step.value().toArray()[position]})) {
                return Optional.of(
                        "is " + value + " at " + bound + ", not " + step.value().toArray()[position]);
            }
        }
        return Optional.empty();
    }

    private Optional<String> writtenOut(ElementEquation element, Printed right) {
        isBrief = false;
        wholes.clear();
        Tensor value = values(right, Map.of()).get(0);
        return value.shape().isScalar() && near(value.toArray(), new double[] {element.value()})
                ? Optional.empty()
                : Optional.of("is " + value + ", not " + element.value());
    }

    private static boolean near(double[] actual, double[] expected) {
        double scale = 1;
        for (double value : expected) {
            scale = Double.isFinite(value) ? Math.max(scale, Math.abs(value)) : scale;
        }
        for (int i = 0; i < expected.length; i++) {
            boolean same = Double.compare(actual[i], expected[i]) == 0
                    || Math.abs(actual[i] - expected[i]) <= TOLERANCE * scale;
            if (!same) {
                return false;
            }
        }
        return actual.length == expected.length;
    }

    /** Whether a value is another once axes of size 1 are added and copied. */
    private static boolean means(Tensor value, Tensor expected) {
        return variants(value, expected.shape().rank()).stream()
                .anyMatch(variant -> broadcast(variant, expected.shape().sizes())
                        .filter(copies -> near(copies, expected.toArray()))
                        .isPresent());
    }

    /** The value with this number of axes, some of size 1 left out or added. */
    private static List<Tensor> variants(Tensor value, int rank) {
        Shape shape = value.shape();
        List<Integer> larger = IntStream.range(0, shape.rank())
                .filter(axis -> shape.size(axis) != 1)
                .boxed()
                .toList();
        List<List<Integer>> found = new ArrayList<>();
        grow(larger, rank, List.of(), found);
        Stream<Tensor> itself = shape.rank() == rank ? Stream.of(value) : Stream.empty();
        Stream<Tensor> others = found.stream()
                .map(axes -> value.reshape(Shape.of(axes.stream()
                                .mapToInt(axis -> axis < 0 ? 1 : shape.size(axis))
                                .toArray())
                        .named(axes.stream()
                                .map(axis -> axis < 0 ? "" : shape.name(axis))
                                .toArray(String[]::new))));
        return Stream.concat(itself, others).toList();
    }

    /** All ways to have these axes in this order among others, which are −1. */
    private static void grow(List<Integer> rest, int rank, List<Integer> so, List<List<Integer>> found) {
        if (rest.size() > rank) {
            return;
        } else if (rank == 0) {
            found.add(so);
            return;
        }
        if (!rest.isEmpty()) {
            grow(rest.subList(1, rest.size()), rank - 1, with(so, rest.get(0)), found);
        }
        grow(rest, rank - 1, with(so, -1), found);
    }

    private static List<Integer> with(List<Integer> list, int next) {
        List<Integer> longer = new ArrayList<>(list);
        longer.add(next);
        return longer;
    }

    private static Optional<double[]> broadcast(Tensor value, int[] sizes) {
        int shift = sizes.length - value.shape().rank();
        for (int axis = 0; axis < value.shape().rank(); axis++) {
            int size = value.shape().size(axis);
            if (shift + axis < 0 || (size != 1 && size != sizes[shift + axis])) {
                return Optional.empty();
            }
        }
        Shape shape = Shape.of(sizes);
        double[] out = new double[shape.elements()];
        for (int position = 0; position < out.length; position++) {
            int[] place = shape.index(position);
            int[] own = new int[value.shape().rank()];
            for (int axis = 0; axis < own.length; axis++) {
                own[axis] = value.shape().size(axis) == 1 ? 0 : place[axis + shift];
            }
            out[position] = value.get(own);
        }
        return Optional.of(out);
    }

    /** What a formula may mean: one value, unless it is brief. */
    private List<Tensor> values(Printed formula, Map<String, Integer> bound) {
        if (formula instanceof Number number) {
            return List.of(Tensor.scalar(number.value()));
        } else if (formula instanceof Name name) {
            return bound.containsKey(name.name())
                    ? List.of(Tensor.scalar(bound.get(name.name())))
                    : List.of(named(name.name()));
        } else if (formula instanceof Negative negative) {
            return values(negative.of(), bound).stream()
                    .map(value -> value.map(x -> -x))
                    .toList();
        } else if (formula instanceof Indicator indicator) {
            return values(indicator.condition(), bound).stream()
                    .map(value -> value.map(x -> x != 0 ? 1 : 0))
                    .toList();
        } else if (formula instanceof Element element) {
            return List.of(element(element, bound));
        } else if (formula instanceof Total total) {
            return total(total, bound);
        } else if (formula instanceof Infix infix
                && infix.left() instanceof Differential above
                && infix.right() instanceof Differential below) {
            return List.of(derivative(above.of(), below.of(), bound));
        } else if (formula instanceof Infix infix) {
            return infix(infix, bound);
        } else if (formula instanceof Differential) {
            throw new UnreadableException("a differential alone: " + formula);
        } else if (formula instanceof Slope slope) {
            return values(slope.of(), bound).stream()
                    .map(value -> slope(slope.function(), value))
                    .toList();
        }
        return call((Call) formula, bound);
    }

    private Tensor named(String name) {
        if (name.equals("ℓ")) {
            throw new UnknownException();
        }
        if (ambiguous.contains(name)) {
            throw new UnreadableException(name + " means several values");
        }
        if (known.containsKey(name)) {
            return known.get(name);
        }
        int size = axes.getOrDefault(name, -1);
        if (size < 0) {
            throw new UnreadableException(name + " is several sizes or unknown");
        }
        return Tensor.scalar(size);
    }

    /** The value that an element is of; the proof's one of a sum is brief. */
    private Tensor whole(Element element) {
        if (!wholes.containsKey(element)) {
            boolean wasBrief = isBrief;
            isBrief = hasTotal(element.of());
            List<Tensor> values = values(element.of(), Map.of());
            isBrief = wasBrief;
            wholes.put(
                    element,
                    values.stream()
                            .filter(value -> fits(element.index(), value.shape()))
                            .findFirst()
                            .orElse(values.get(0)));
        }
        return wholes.get(element);
    }

    private static boolean hasTotal(Printed formula) {
        return formula instanceof Total || parts(formula).stream().anyMatch(PrintedValues::hasTotal);
    }

    private static boolean fits(String index, Shape shape) {
        return shape.rank() == 1
                || shape.rank() == (index.contains(",") ? index.split(",", -1).length : index.length());
    }

    private Tensor element(Element element, Map<String, Integer> bound) {
        Tensor of = whole(element);
        return Tensor.scalar(of.get(place(element, of.shape(), bound)));
    }

    private static int[] place(Element element, Shape of, Map<String, Integer> bound) {
        List<String> index = index(element.index(), of);
        int[] place = new int[index.size()];
        for (int axis = 0; axis < place.length; axis++) {
            String at = index.get(axis);
            boolean isNumber = at.chars().allMatch(Character::isDigit);
            if (!isNumber && !bound.containsKey(at)) {
                throw new UnreadableException("the index " + at + " of " + element + " is not bound");
            }
            place[axis] = isNumber ? Integer.parseInt(at) - 1 : bound.get(at);
            if (place[axis] >= of.size(axis)) {
                throw new UnreadableException(element + " has no element " + at + ": " + of);
            }
        }
        return place;
    }

    /** The letter of each axis. Formulas leave out axes of size 1, or have a 1 for one that the value lacks. */
    private static List<String> index(String text, Shape shape) {
        List<String> written = text.contains(",")
                ? List.of(text.split(",", -1))
                : shape.rank() == 1
                        ? List.of(text)
                        : text.chars().mapToObj(Character::toString).toList();
        boolean fits = written.size() == shape.rank();
        if (fits
                && IntStream.range(0, shape.rank())
                        .noneMatch(axis ->
                                shape.size(axis) > 1 && written.get(axis).equals("1"))) {
            return written;
        }
        Deque<String> letters = new ArrayDeque<>(text.chars()
                .mapToObj(Character::toString)
                .filter(letter -> !letter.matches("[1,]"))
                .toList());
        List<String> index = new ArrayList<>();
        for (int axis = 0; axis < shape.rank(); axis++) {
            index.add(shape.size(axis) == 1 || letters.isEmpty() ? "1" : letters.pop());
        }
        long larger = IntStream.range(0, shape.rank())
                .filter(axis -> shape.size(axis) != 1)
                .count();
        if (letters.isEmpty()
                && index.stream().filter(letter -> !letter.equals("1")).count() == larger) {
            return index;
        } else if (fits) {
            return written;
        }
        throw new UnreadableException("the index " + text + " does not fit " + shape);
    }

    private List<Tensor> total(Total total, Map<String, Integer> bound) {
        if (bound.containsKey(total.letter())) {
            throw new UnreadableException("Σ_" + total.letter() + " hides another index");
        }
        Set<Integer> ranges = new HashSet<>();
        ranges(total.letter(), total.body(), ranges);
        if (ranges.size() > 1) {
            throw new UnreadableException("Σ_" + total.letter() + " has several ranges " + ranges);
        }
        if (ranges.isEmpty()) {
            if (!isBrief || !bound.isEmpty()) {
                throw new UnreadableException("Σ_" + total.letter() + " has no such index in what it adds up");
            }
            return overAxis(total);
        }
        double sum = 0;
        for (int i = 0; i < ranges.iterator().next(); i++) {
            Map<String, Integer> inner = new HashMap<>(bound);
            inner.put(total.letter(), i);
            sum += values(total.body(), inner).get(0).item();
        }
        return List.of(Tensor.scalar(sum));
    }

    private List<Tensor> overAxis(Total total) {
        List<Tensor> sums = new ArrayList<>();
        for (Tensor value : values(total.body(), Map.of())) {
            int axis = letters.axis(value.shape(), total.letter());
            if (axis >= 0) {
                Node sum = Constant.of(value).sum(axis).keepDims();
                Tensor kept = Evaluator.of(Graph.of(sum)).value(sum);
                sums.add(kept);
                Node dropped = Constant.of(value).sum(axis);
                sums.add(Evaluator.of(Graph.of(dropped)).value(dropped));
            }
        }
        if (sums.isEmpty()) {
            throw new UnreadableException("no axis " + total.letter() + " in " + total.body());
        }
        return sums;
    }

    /** The sizes of the axes that have this letter. */
    private void ranges(String letter, Printed formula, Set<Integer> ranges) {
        if (formula instanceof Element element) {
            Shape shape = whole(element).shape();
            List<String> index = index(element.index(), shape);
            for (int axis = 0; axis < index.size(); axis++) {
                if (index.get(axis).equals(letter)) {
                    ranges.add(shape.size(axis));
                }
            }
        } else {
            parts(formula).forEach(part -> ranges(letter, part, ranges));
        }
    }

    private List<Tensor> infix(Infix infix, Map<String, Integer> bound) {
        Set<Tensor> results = new LinkedHashSet<>();
        for (Tensor left : values(infix.left(), bound)) {
            for (Tensor right : values(infix.right(), bound)) {
                if (infix.sign().isEmpty()
                        && left.shape().rank() > 0
                        && right.shape().rank() > 0) {
                    for (Tensor a : matrices(left)) {
                        matrices(right).forEach(b -> product(a, b).ifPresent(results::add));
                    }
                } else {
                    results.addAll(elementwise(left, right, operator(infix.sign())));
                }
            }
        }
        if (results.isEmpty()) {
            throw new UnreadableException("the shapes in " + infix + " do not fit");
        }
        return List.copyOf(results);
    }

    /** The value and, in brief formulas, the matrix that it is without axes of size 1. */
    private List<Tensor> matrices(Tensor value) {
        return isBrief
                ? Stream.concat(Stream.of(value), variants(value, 2).stream()).toList()
                : List.of(value);
    }

    private static Optional<Tensor> product(Tensor left, Tensor right) {
        try {
            return Optional.of(computed(Constant.of(left).matMul(Constant.of(right))));
        } catch (IllegalArgumentException doesNotFit) {
            return Optional.empty();
        }
    }

    private static DoubleBinaryOperator operator(String sign) {
        return switch (sign) {
            case "+" -> (a, b) -> a + b;
            case "−" -> (a, b) -> a - b;
            case "∗", "·", "" -> (a, b) -> a * b;
            case "/" -> (a, b) -> a / b;
            case "^" -> Math::pow;
            case "<" -> (a, b) -> a < b ? 1 : 0;
            case ">" -> (a, b) -> a > b ? 1 : 0;
            case "≤" -> (a, b) -> a <= b ? 1 : 0;
            case "≥" -> (a, b) -> a >= b ? 1 : 0;
            case "=" -> (a, b) -> a == b ? 1 : 0;
            case "≠" -> (a, b) -> a != b ? 1 : 0;
            default -> throw new UnreadableException("unknown sign " + sign);
        };
    }

    /** Broadcast as printed or, in brief formulas, with axes of size 1 for the reader to add. */
    private List<Tensor> elementwise(Tensor left, Tensor right, DoubleBinaryOperator f) {
        Set<Tensor> results = new LinkedHashSet<>();
        broadcast(left, right, f).ifPresent(results::add);
        if (!isBrief) {
            return List.copyOf(results);
        }
        int rank = Math.max(left.shape().rank(), right.shape().rank());
        for (Tensor a : variants(left, rank)) {
            for (Tensor b : variants(right, rank)) {
                broadcast(a, b, f).ifPresent(results::add);
            }
        }
        return List.copyOf(results);
    }

    private static Optional<Tensor> broadcast(Tensor left, Tensor right, DoubleBinaryOperator f) {
        int rank = Math.max(left.shape().rank(), right.shape().rank());
        int[] sizes = new int[rank];
        String[] names = new String[rank];
        for (int axis = 0; axis < rank; axis++) {
            int a = axis - rank + left.shape().rank();
            int b = axis - rank + right.shape().rank();
            int x = a < 0 ? 1 : left.shape().size(a);
            int y = b < 0 ? 1 : right.shape().size(b);
            if (x != y && x != 1 && y != 1) {
                return Optional.empty();
            }
            sizes[axis] = x == 1 ? y : x;
            String one = a >= 0 && x == sizes[axis] ? left.shape().name(a) : "";
            names[axis] =
                    one.isEmpty() && b >= 0 && y == sizes[axis] ? right.shape().name(b) : one;
        }
        double[] x = broadcast(left, sizes).orElseThrow();
        double[] y = broadcast(right, sizes).orElseThrow();
        double[] out = new double[x.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = f.applyAsDouble(x[i], y[i]);
        }
        return Optional.of(Tensor.of(Shape.of(sizes).named(names), out));
    }

    private List<Tensor> call(Call call, Map<String, Integer> bound) {
        List<List<Tensor>> operands = new ArrayList<>();
        call.operands().forEach(operand -> operands.add(values(operand, bound)));
        if (call.function().equals("²")) {
            return operands.get(0).stream().map(value -> value.map(x -> x * x)).toList();
        }
        Set<Tensor> results = new LinkedHashSet<>();
        for (List<Tensor> all : combined(operands)) {
            if (call.function().equals("ᵀ")) {
                matrices(all.get(0))
                        .forEach(
                                value -> results.add(computed(Constant.of(value).transpose())));
            } else {
                results.addAll(applied(call, all));
            }
        }
        if (results.isEmpty()) {
            throw new UnreadableException("no such function of these shapes: " + call.function() + call.arguments()
                    + " "
                    + operands.stream()
                            .map(list -> list.stream().map(Tensor::shape).toList())
                            .toList());
        }
        return List.copyOf(results);
    }

    private static List<List<Tensor>> combined(List<List<Tensor>> lists) {
        List<List<Tensor>> all = List.of(List.of());
        for (List<Tensor> list : lists) {
            List<List<Tensor>> longer = new ArrayList<>();
            for (List<Tensor> so : all) {
                for (Tensor next : list) {
                    List<Tensor> with = new ArrayList<>(so);
                    with.add(next);
                    longer.add(with);
                }
            }
            all = longer;
        }
        return all;
    }

    private static boolean isMeant(Op op, Call call) {
        boolean fits = op.notation().form() == Form.FUNCTION
                || op.notation().form() == Form.POSTFIX
                || op.notation().form() == Form.PREFIX;
        String arguments = op.notation().arguments().isEmpty()
                ? ""
                : op.notation().arguments().toString();
        return fits
                && op.notation().symbol().equals(call.function())
                && arguments.equals(call.arguments())
                && op.inputs().size() == call.operands().size();
    }

    /** The function is one of the trace's ops; all that are written so must come to one value. */
    private Collection<Tensor> applied(Call call, List<Tensor> operands) {
        Set<Tensor> results = new LinkedHashSet<>();
        for (Op op : ops) {
            if (isMeant(op, call)) {
                results.addAll(applied(op, operands));
                if (op.dependence().isElementwise() && !results.isEmpty()) {
                    return results;
                }
            }
        }
        if (results.size() > 1 && !isBrief) {
            throw new UnreadableException(call.function() + call.arguments() + " means several ops");
        }
        return results;
    }

    private Collection<Tensor> applied(Op op, List<Tensor> operands) {
        if (op instanceof UnaryOp unary) {
            return List.of(operands.get(0).map(unary::apply));
        } else if (op instanceof BinaryOp binary) {
            return elementwise(operands.get(0), operands.get(1), binary::apply);
        } else if (op.dependence().isElementwise()) {
            return choices(op, operands);
        }
        List<Node> inputs = new ArrayList<>();
        for (int i = 0; i < operands.size(); i++) {
            Shape wanted = op.input(i).shape();
            Tensor operand = operands.get(i);
            if (isBrief && operand.shape().isScalar()) {
                operand = Tensor.full(wanted, operand.item());
            } else if (isBrief && sameButForOnes(operand.shape(), wanted)) {
                operand = operand.reshape(wanted);
            }
            if (!operand.shape().equals(wanted)) {
                return List.of();
            }
            inputs.add(Constant.of(operand));
        }
        return List.of(computed(op.withInputs(inputs)));
    }

    private List<Tensor> choices(Op op, List<Tensor> operands) {
        int rank = operands.stream()
                .mapToInt(operand -> operand.shape().rank())
                .max()
                .orElse(0);
        Set<Tensor> results = new LinkedHashSet<>();
        List<List<Tensor>> so = isBrief
                ? operands.stream().map(operand -> variants(operand, rank)).toList()
                : operands.stream().map(List::of).toList();
        for (List<Tensor> aligned : combined(so)) {
            try {
                results.add(computed(
                        op.withInputs(aligned.stream().<Node>map(Constant::of).toList())));
            } catch (IllegalArgumentException doNotFit) {
                continue;
            }
        }
        return List.copyOf(results);
    }

    private static Tensor computed(Node node) {
        return Evaluator.of(Graph.of(node)).value(node).reshape(node.shape());
    }

    private static boolean sameButForOnes(Shape a, Shape b) {
        return IntStream.of(a.sizes())
                .filter(size -> size != 1)
                .boxed()
                .toList()
                .equals(IntStream.of(b.sizes())
                        .filter(size -> size != 1)
                        .boxed()
                        .toList());
    }

    private Tensor slope(String function, Tensor at) {
        for (Op op : ops) {
            if (op instanceof UnaryOp && op.notation().symbol().equals(function)) {
                Parameter x = Parameter.of("x", at);
                Node sum = op.withInputs(List.of(x)).sum();
                return Evaluator.of(Graph.of(sum)).gradient(x);
            }
        }
        throw new UnreadableException("no function " + function);
    }
}

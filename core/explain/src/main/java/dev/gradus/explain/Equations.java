package dev.gradus.explain;

import dev.gradus.explain.Equation.Line;
import dev.gradus.explain.Formula.Derivative;
import dev.gradus.explain.Formula.Element;
import dev.gradus.explain.Formula.Number;
import dev.gradus.explain.Formula.Operation;
import dev.gradus.node.Leaf;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Notation.Binding;
import dev.gradus.node.Op;
import dev.gradus.node.UnaryOp;
import dev.gradus.run.Step;
import dev.gradus.run.Step.Flag;
import dev.gradus.run.Step.Phase;
import dev.gradus.run.Trace;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/** The equations of a trace, one for each step that has its own. */
final class Equations {
    private static final Notation PLUS = Notation.infix("+", Binding.SUM);

    private final Trace trace;
    private final Symbols symbols;
    private final Letters letters;
    private final JavaCode java;
    private final NumpyCode numpy;
    private final List<Equation> all = new ArrayList<>();
    private final Map<Equation, Integer> indices = new IdentityHashMap<>();
    private final Map<Step, Equation> ofStep = new IdentityHashMap<>();
    private final Map<Node, Node> user = new HashMap<>();
    private final Map<Step, Step> foldOf = new IdentityHashMap<>();
    private final Map<Step, List<Step>> parts = new IdentityHashMap<>();
    private int numbered;

    /** The input of an op to which a step passes its gradient. */
    private record Use(Op op, int input) {
        static Use of(Step step) {
            return new Use(step.rule().orElseThrow(), step.input().orElseThrow());
        }
    }

    Equations(Trace trace, Symbols symbols, Letters letters) {
        this.trace = trace;
        this.symbols = symbols;
        this.letters = letters;
        this.java = new JavaCode(symbols);
        this.numpy = new NumpyCode(symbols);
        trace.graph().nodes().forEach(node -> node.inputs().forEach(input -> user.putIfAbsent(input, node)));
        List<Node> results = new ArrayList<>(trace.graph().outputs());
        trace.steps().forEach(step -> results.add(step.result()));
        java.reading(results);
        numpy.reading(results);
        collectParts();
        define();
        trace.steps().stream().filter(this::hasItsOwn).forEach(this::write);
    }

    List<CodeVariable> given() {
        List<CodeVariable> given = new ArrayList<>();
        for (Node node : symbols.named()) {
            if (node instanceof Leaf
                    && !symbols.isSeed(node)
                    && java.variable(node).isPresent()) {
                given.add(new CodeVariable(
                        node,
                        java.variable(node).orElseThrow(),
                        numpy.variable(node).orElseThrow()));
            }
        }
        return given;
    }

    List<String> variables(Node node) {
        return Stream.of(java, numpy)
                .flatMap(code -> code.variable(node).stream())
                .toList();
    }

    List<Equation> all() {
        return Collections.unmodifiableList(all);
    }

    /** The place of a step's equation among all. */
    int index(Step step) {
        return Objects.requireNonNull(indices.get(of(step)));
    }

    Equation of(Step step) {
        return Optional.ofNullable(ofStep.get(step))
                .orElseThrow(() -> new IllegalArgumentException("This explanation does not contain the step " + step));
    }

    /** Assigns each unnamed value to its equation, and each folded contribution to its fold. */
    private void collectParts() {
        Map<Node, Step> forward = new HashMap<>();
        Map<Use, Step> waiting = new HashMap<>();
        for (Step step : trace.steps()) {
            if (step.phase() == Phase.FORWARD) {
                forward.put(step.node(), step);
            } else if (folds(step)) {
                waiting.put(Use.of(step), step);
            } else if (step.phase() == Phase.FOLD) {
                Optional.ofNullable(waiting.get(Use.of(step))).ifPresent(unfolded -> {
                    foldOf.put(unfolded, step);
                    addPart(step, unfolded);
                });
            }
        }
        trace.steps().stream()
                .filter(step -> step.phase() == Phase.FORWARD && !hasItsOwn(step))
                .forEach(step -> Optional.ofNullable(forward.get(namedUserOf(step.node())))
                        .ifPresent(whole -> addPart(whole, step)));
    }

    private void addPart(Step whole, Step part) {
        parts.computeIfAbsent(whole, key -> new ArrayList<>()).add(part);
    }

    private Node namedUserOf(Node node) {
        Node named = node;
        while (symbols.of(named).isEmpty()) {
            named = user.getOrDefault(named, trace.objective());
        }
        return named;
    }

    private boolean hasItsOwn(Step step) {
        return switch (step.phase()) {
            case FORWARD -> symbols.of(step.node()).isPresent();
            case CONTRIBUTION -> !folds(step);
            case SEED, FOLD, ACCUMULATION, UPDATE -> true;
        };
    }

    private static boolean folds(Step step) {
        return step.phase() == Phase.CONTRIBUTION && step.flags().contains(Flag.BROADCAST);
    }

    private void define() {
        Set<Class<?>> defined = new HashSet<>();
        for (Step step : trace.steps()) {
            if (step.phase() == Phase.FORWARD
                    && step.node() instanceof UnaryOp op
                    && !defined.contains(op.getClass())
                    && op.definition().isPresent()
                    && defined.add(op.getClass())) {
                Formulas formulas = formulas(true, false);
                Formula left = new Operation(op.notation(), List.of(formulas.of(op.x())));
                addDefinition(
                        next(), new Line(left, "=", formulas.of(op.definition().get())));
                definePrime(op, left);
            }
        }
    }

    private void definePrime(UnaryOp op, Formula function) {
        trace.steps().stream()
                .filter(step ->
                        step.phase() == Phase.CONTRIBUTION && step.rule().equals(Optional.of(op)))
                .findFirst()
                .flatMap(step -> Formulas.factor(step.operands().get(0), step.result()))
                .filter(factor -> Formulas.hasPrime(op))
                .ifPresent(factor -> {
                    Formulas formulas = formulas(true, false).opening(op, function);
                    Formula prime = new Derivative(op.notation().symbol(), formulas.of(op.x()));
                    addDefinition(OptionalInt.empty(), new Line(prime, "=", formulas.of(factor)));
                });
    }

    private void addDefinition(OptionalInt number, Line line) {
        all.add(new Equation(List.of(), number, line, line, line, line, "", ""));
    }

    private OptionalInt next() {
        return OptionalInt.of(++numbered);
    }

    private void write(Step step) {
        Formula left = left(step);
        String sign = sign(step);
        List<Step> told = new ArrayList<>(parts.getOrDefault(step, List.of()));
        told.add(step);
        List<String> index = letters.of(step.node().shape());
        Equation equation = new Equation(
                told,
                isNumbered(step) ? next() : OptionalInt.empty(),
                new Line(left, sign, right(step, formulas(true, false))),
                new Line(left, sign, right(step, formulas(false, false))),
                new Line(new Formula.Shaped(left, step.result().shape()), sign, right(step, formulas(true, true))),
                new Line(new Element(left, index), sign, element(step, new Elements(symbols, letters), index)),
                java.statement(step),
                numpy.statement(step));
        indices.put(equation, all.size());
        all.add(equation);
        told.forEach(part -> ofStep.put(part, equation));
    }

    static String sign(Step step) {
        return step.phase() == Phase.UPDATE ? "←" : "=";
    }

    /**
     * Returns whether the step is numbered. Gradients of unnamed values and the seed are intermediate steps without a
     * number.
     */
    private boolean isNumbered(Step step) {
        return step.phase() != Phase.SEED
                && (step.phase() != Phase.CONTRIBUTION || isOwnName(step))
                && (step.phase() == Phase.FORWARD || symbols.of(step.node()).isPresent());
    }

    private boolean isOwnName(Step step) {
        return symbols.of(step.result()).equals(Optional.of(left(step)));
    }

    Formula left(Step step) {
        Objects.requireNonNull(step, "step");
        return switch (step.phase()) {
            case FORWARD, UPDATE -> formulas(true, false).of(step.node());
            case SEED, ACCUMULATION -> symbols.partial(step.node(), "");
            case CONTRIBUTION, FOLD -> {
                Node whole = trace.gradients().getOrDefault(step.node(), step.result());
                Node part = handedIn(step);
                yield part == whole ? symbols.partial(step.node(), "") : symbols.part(step.node(), part);
            }
        };
    }

    /** Returns the step's contribution to the node, folded if broadcasting requires it. */
    private Node handedIn(Step step) {
        return Optional.ofNullable(foldOf.get(step)).map(Step::result).orElse(step.result());
    }

    private Formula right(Step step, Formulas formulas) {
        return switch (step.phase()) {
            case FORWARD -> formulas.definitionOf((Op) step.node());
            case SEED -> new Number(1, false);
            case CONTRIBUTION ->
                isPassedOn(step)
                        ? formulas.of(step.result())
                        : formulas.ofContribution(
                                step.rule().orElseThrow(), step.operands().get(0), step.result());
            case FOLD -> formulas.ofOp((Op) step.result());
            case ACCUMULATION ->
                new Operation(PLUS, step.operands().stream().map(formulas::of).toList());
            case UPDATE ->
                step.result() == step.node() ? unknownUpdate(step, formulas) : formulas.ofOp((Op) step.result());
        };
    }

    private boolean isPassedOn(Step step) {
        return !isOwnName(step) && symbols.of(step.result()).isPresent();
    }

    private static Formula unknownUpdate(Step step, Formulas formulas) {
        return new Operation(
                Notation.function("update"),
                step.operands().stream().map(formulas::of).toList());
    }

    Formula element(Step step, Elements elements, List<String> index) {
        return switch (step.phase()) {
            case FORWARD -> elements.definitionOf((Op) step.node(), index);
            case SEED -> new Number(1, false);
            case CONTRIBUTION ->
                isPassedOn(step) || !(step.result() instanceof Op op)
                        ? elements.of(step.result(), index)
                        : elements.ofOp(op, index);
            case FOLD -> elements.ofOp((Op) step.result(), index);
            case ACCUMULATION ->
                new Operation(
                        PLUS,
                        step.operands().stream()
                                .map(part -> elements.of(part, index))
                                .toList());
            case UPDATE ->
                step.result() == step.node()
                        ? new Operation(
                                Notation.function("update"),
                                step.operands().stream()
                                        .map(part -> elements.of(part, index))
                                        .toList())
                        : elements.ofOp((Op) step.result(), index);
        };
    }

    private Formulas formulas(boolean simplified, boolean shapes) {
        return new Formulas(symbols, letters, simplified, shapes);
    }
}
